/** Opens a watch: what does not grow is read, checked and pseudonymised; what is kept is taken up. */
import type { Registry } from "@edufed/schemas";
import { canonicalDigest } from "../canonical.ts";
import { schoolYearOf } from "../compute/period.ts";
import { passed, type Pseudonymous, type Records, type Relation } from "../dataset.ts";
import type { SqlEngine } from "../engine/engine.ts";
import { quoteIdentifier } from "../engine/sql-text.ts";
import { formalHash } from "../formal-hash.ts";
import { admit, type Member } from "../pipeline.ts";
import type { Purpose } from "../pseudonymise/pseudonymise.ts";
import { stillName } from "../watch/affected.ts";
import { type DayQuestion, type Growing, growingOf } from "../watch/day-question.ts";
import type { DayStore } from "../watch/day-store.ts";
import { DayWatch, type WatchedDays } from "../watch/day-watch.ts";
import { errorsOnly, requireKeys } from "../watch/sift.ts";
import { entitiesOf, needsOf } from "./metric-question.ts";
import { recordsIn } from "./records.ts";
import type { Shell } from "./shell.ts";

/** What is asked, of whom, and where the records are. */
export interface WatchRequest {
  readonly questions: readonly DayQuestion[];
  readonly member: Member;
  /** A folder, or the address of a database. */
  readonly source: string;
  readonly days: WatchedDays;
  readonly store: DayStore;
}

/** A watch that is open. */
export interface OpenWatch {
  readonly watch: DayWatch;
  readonly growing: ReadonlyMap<string, Growing>;
  readonly stillEntities: ReadonlySet<string>;
  /** Records that do not grow, as they were checked; those of a batch are held against them. */
  readonly valid: Records;
  /** The same, pseudonymised: what names the member's own codes. */
  readonly still: Pseudonymous;
  readonly purpose: Purpose;
  readonly registry: Registry;
  /** Whether what was kept was of another definition or other records, and is forgotten. */
  readonly isAnew: boolean;
}

/** Opens a watch in an engine. */
export async function openWatch(
  shell: Shell,
  engine: SqlEngine,
  request: WatchRequest,
): Promise<OpenWatch> {
  const { questions, member, source, days, store } = request;
  const { registry, config } = member;
  const growing = growingOf(questions, registry);
  const purpose = { id: "metrics", needs: needsOf(questions, registry) };
  requireKeys(growing, registry, purpose);
  const stillEntities = new Set(
    questions
      .flatMap((question) => entitiesOf(question, registry))
      .filter((name) => registry.entities.get(name)?.period?.kind !== "date"),
  );
  const records = await recordsIn(shell, engine, source, registry, { only: stillEntities });
  const { pseudonymous, valid } = await admit(records, member, purpose);
  const { still, digests } = await inTables(pseudonymous);
  const watch = new DayWatch(
    { engine, registry, config, questions, growing, store, still: new Set(still.relations.keys()) },
    days,
  );
  const identity = await identityOf(request, watch, { engine, digests });
  const isAnew = await takeUp(store, identity, days);
  return {
    watch,
    growing,
    stillEntities,
    valid: passed("records", { engine, relations: valid.relations }),
    still,
    purpose,
    registry: errorsOnly(registry),
    isAnew,
  };
}

/** Tables of their own: the views of the pseudonymiser are of the last data set it was given. */
async function inTables({
  engine,
  relations,
}: Pseudonymous): Promise<{ readonly still: Pseudonymous; readonly digests: readonly string[] }> {
  const tables = new Map<string, Relation>();
  const digests: string[] = [];
  for (const { entity, name } of relations.values()) {
    const table = stillName(entity);
    await engine.run(
      `create or replace table ${quoteIdentifier(table)} as select * from ${quoteIdentifier(name)}`,
    );
    tables.set(entity, { entity, name: table });
    // Of the rows in any order.
    const [row] = await engine.rows(
      `select concat_ws(' ', count(*), bit_xor(hash(still)), sum(hash(still))) as digest from ${quoteIdentifier(table)} as still`,
    );
    digests.push(`${entity} ${String(row?.["digest"])}`);
  }
  return {
    still: passed("pseudonymous", { engine, relations: tables }),
    digests: digests.toSorted(),
  };
}

/** Everything that decides what the records that are kept add up to. */
async function identityOf(
  { questions, member: { config, key }, days }: WatchRequest,
  watch: DayWatch,
  { engine, digests }: { readonly engine: SqlEngine; readonly digests: readonly string[] },
): Promise<string> {
  const asked = questions.map(async ({ metric, dimensions, parameters, sources }) => ({
    metric: await formalHash(metric),
    dimensions,
    parameters,
    sources,
  }));
  const columns = [...watch.columns()].map(([entity, kept]) => [
    entity,
    kept.map(({ name }) => name),
  ]);
  return canonicalDigest({
    asked: await Promise.all(asked),
    columns,
    key: key.id,
    member: [config.member, config.refArea, config.schoolYearStart],
    period: schoolYearOf(days.day, config.schoolYearStart),
    still: digests,
    engine: `${engine.name} ${engine.version}`,
  });
}

/** Whether what is kept has to be made anew. Days that are no longer kept are forgotten. */
async function takeUp(store: DayStore, identity: string, { first }: WatchedDays): Promise<boolean> {
  const known = store.fact("identity");
  const kept = store.fact("first");
  // A day before those that are kept was passed over, and its records are in what was read.
  const isSame = known === identity && typeof kept === "string" && kept <= first;
  await store.within(async () => {
    if (!isSame) store.clear();
    store.forgetBefore(first);
    store.setFact("identity", identity);
    store.setFact("first", first);
  });
  return known !== undefined && !isSame;
}

import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  levelVerdicts,
  suiteText,
  textDigest,
  type ConformanceReport,
  type Suite,
} from "@edufed/schemas";
import { runConformance, type ConformanceResult } from "../conformance/run.ts";
import type { Tools } from "../conformance/vectors.ts";
import { openDuckDb } from "../engine/duckdb.ts";
import { openReference } from "../engine/reference.ts";
import { exitCode, UsageError, type ExitCode } from "../errors.ts";
import { nearest } from "../import/nearest.ts";
import { version } from "../version.ts";
import { whileUnfinished } from "../workspace/unfinished.ts";
import { writeWhole } from "../workspace/write.ts";
import { levelTable } from "./conformance-check.ts";
import { shippedSuite } from "./conformance-suite.ts";
import type { RunOptions } from "./conformance.ts";
import { interruptible } from "./interruptible.ts";
import { textTable } from "./io.ts";
import { chooseOne, listed } from "./options.ts";
import { standard } from "./session.ts";
import type { Shell } from "./shell.ts";

/** How many failed cases are told with what was found. */
const failuresShown = 20;

/** `conformance run`: this program over every case of the suite that comes with it. */
export async function runSuite(shell: Shell, options: RunOptions): Promise<ExitCode> {
  const { suite, vectors } = shippedSuite();
  const only = kindsOf(options, suite);
  const scratch = join(tmpdir(), `edufed-${randomBytes(6).toString("hex")}`);
  const result = await whileUnfinished(scratch, async () => {
    try {
      return await runConformance({
        suite,
        vectors,
        registry: standard(),
        tools: toolsIn(scratch, shell),
        ...(only !== undefined && { only }),
        starting: (kind, cases) => shell.progress(`${kind}: ${cases} cases …`),
      });
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  });
  const report: ConformanceReport = {
    suite: { version: suite.version, digest: textDigest(suiteText(suite)) },
    implementation: { name: options.name, version, vendor: options.vendor },
    date: new Date().toISOString().slice(0, 10),
    kinds: result.kinds,
    levels: levelVerdicts(suite, result.kinds),
    statement: { by: options.by, text: "Every case that is not listed as skipped was run." },
  };
  const text = `${JSON.stringify(report, null, 2)}\n`;
  if (options.json === true) shell.out(text.trimEnd());
  else tell(shell, report, result);
  if (options.out !== undefined) {
    await writeWhole(shell.at(options.out), text);
    shell.err(`Written to ${options.out}`);
    shell.next(`conformance check ${options.out}`);
  }
  return result.kinds.every(({ failed }) => failed.length === 0)
    ? exitCode.fine
    : exitCode.findings;
}

/** The kinds that were asked for; one that the suite has not is an error. */
function kindsOf({ only }: RunOptions, { kinds }: Suite): ReadonlySet<string> | undefined {
  if (only === undefined) return undefined;
  const known = Object.keys(kinds);
  const asked = listed(only);
  const unknown = asked.find((kind) => !known.includes(kind));
  if (unknown === undefined) return new Set(asked);
  throw new UsageError(
    `The suite has no cases of the kind “${unknown}”.`,
    chooseOne(nearest(unknown, known), known),
  );
}

function toolsIn(scratch: string, shell: Shell): Tools {
  return {
    openEngine: async () => interruptible(await openDuckDb({ threads: 2 }), shell.signal),
    openReference,
    write: async (name, text) => {
      const file = join(scratch, name);
      await writeWhole(file, text);
      return file;
    },
  };
}

function tell(shell: Shell, report: ConformanceReport, { failures }: ConformanceResult): void {
  const rows = report.kinds.map(({ kind, cases, passed, failed, skipped }) => [
    kind,
    String(cases),
    String(passed),
    String(failed.length),
    String(skipped.reduce((sum, skip) => sum + skip.cases, 0)),
  ]);
  const head = ["kind", "cases", "passed", "failed", "skipped"];
  shell.out(textTable([head, ...rows], new Set([1, 2, 3, 4])));
  const differences = new Map(failures.map(({ id, difference }) => [id, difference]));
  const failed = report.kinds.flatMap((kind) => kind.failed);
  for (const id of failed.slice(0, failuresShown)) {
    shell.out(`${id}: ${differences.get(id) ?? "was not run"}`);
  }
  const more = failed.length - failuresShown;
  if (more > 0) shell.out(`… and ${more} more; --out writes the ids of all.`);
  for (const { skipped } of report.kinds) {
    for (const { scope, reason } of skipped) shell.out(`${scope}: skipped. ${reason}`);
  }
  shell.out("");
  shell.out(levelTable(report.levels));
}

import { describe, expect, test } from "vitest";
import { paths } from "@edufed/sdk/verify";
import type { PublicationFiles } from "@edufed/sdk/verify";
import {
  after,
  azerbaijan,
  bySex,
  bySexAndGrade,
  draftOf,
  gatewayOver,
  helsinki,
  publication,
  publish,
  stranger,
  withText,
} from "../community.ts";
import type { TestMember } from "../community.ts";

const good = await publication(helsinki, bySexAndGrade);

/** What one publishes in the name of another. */
function asAnother(claimed: TestMember, signer: TestMember): Promise<PublicationFiles> {
  return publication({ ...signer, id: claimed.id, name: claimed.name }, bySex);
}

describe("a publication that may be relied on", () => {
  test("is stored with every observation and file, byte for byte", async () => {
    const gateway = await gatewayOver();
    const ingested = await gateway.ingest(good);
    expect(ingested.kind).toBe("stored");
    const [item] = await gateway.store.publications({ first: 10 });
    expect(item).toMatchObject({
      position: 1,
      member: "FI-HEL",
      sequence: 1,
      previous: null,
      metric: "ATT_CHRONIC",
      period: "2025/2026",
      periodStart: "2025-08-01",
      periodEnd: "2026-07-31",
      schoolYearStart: "--08-01",
      dimensions: ["SEX", "GRADE"],
      parameters: { expectedDaysMin: 10 },
      coverage: 0.98,
      observations: 12,
      withheld: 4,
      receivedAt: "2026-09-01T09:00:00.000Z",
    });
    expect(item?.files.map(({ path }) => path)).toEqual([...good.keys()].toSorted());
    for (const [path, bytes] of good) {
      expect(await gateway.store.file(item?.digest ?? "", path)).toEqual(new Uint8Array(bytes));
    }
  });

  test("handed in twice changes nothing", async () => {
    const gateway = await gatewayOver();
    await publish(gateway, good);
    const again = await gateway.ingest(good);
    expect(again).toMatchObject({ kind: "known", item: { position: 1 } });
    expect(await gateway.store.publications({ first: 10 })).toHaveLength(1);
    expect(await gateway.store.observations({ first: 100 })).toHaveLength(12);
  });

  test("handed in many times at once is stored once", async () => {
    const gateway = await gatewayOver();
    const all = await Promise.all(Array.from({ length: 5 }, () => gateway.ingest(good)));
    expect(all.map(({ kind }) => kind).toSorted()).toEqual([
      ...Array.from({ length: 4 }, () => "known"),
      "stored",
    ]);
  });

  test("keeps withheld cells as a status without any number", async () => {
    const gateway = await gatewayOver();
    await publish(gateway, good);
    const cells = await gateway.store.observations({ first: 100 });
    const withheld = cells.filter(({ status }) => status === "Q");
    expect(withheld).toHaveLength(4);
    for (const cell of withheld) {
      expect(cell).toMatchObject({ value: null, num: null, den: null, confidentiality: "C" });
    }
  });

  test("replaces the member's earlier one of the same metric, period and dimensions, which stays in the feed", async () => {
    const gateway = await gatewayOver();
    const revised = await publication(
      helsinki,
      { ...bySexAndGrade, coverage: "0.99" },
      await after(good, 1),
    );
    const other = await publication(helsinki, bySex, await after(revised, 2));
    await publish(gateway, good, revised, other);
    const feed = await gateway.store.publications({ first: 10 });
    expect(feed.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect(feed.map(({ supersededBy }) => supersededBy)).toEqual([feed[1]?.digest, null, null]);
    const current = await gateway.store.publications({ first: 10, currentOnly: true });
    expect(current.map(({ sequence }) => sequence)).toEqual([2, 3]);
    const cells = await gateway.store.observations({ first: 100 });
    expect(new Set(cells.map((cell) => cell.publication))).toEqual(
      new Set([feed[1]?.digest, feed[2]?.digest]),
    );
  });
});

describe("a publication that may not be relied on is refused and leaves nothing behind", () => {
  const unsigned = new Map([...good].filter(([path]) => path !== paths.signatures));
  const cases: readonly (readonly [
    what: string,
    files: PublicationFiles | Promise<PublicationFiles>,
    code: string,
    checks: readonly string[],
  ])[] = [
    ["unsigned", unsigned, "not-verified", ["B03"]],
    ["a draft", draftOf(helsinki, bySex), "not-verified", ["B03"]],
    [
      "a figure altered after signing",
      withText(good, paths.data, (text) => text.replace("0.150", "0.050")),
      "not-verified",
      ["B01"],
    ],
    [
      "a withheld figure filled in after signing",
      withText(good, paths.data, (text) => text.replace("NaN,Q,C,NaN,NaN", "0.1,A,F,5,50")),
      "not-verified",
      ["B01"],
    ],
    [
      "one file missing",
      new Map([...good].filter(([path]) => path !== paths.quality)),
      "not-verified",
      ["B01"],
    ],
    ["a member that nobody listed", publication(stranger, bySex), "unknown-member", []],
    ["signed by another member's keys", asAnother(helsinki, azerbaijan), "not-verified", ["B04"]],
    [
      "signed by a stranger in a member's name",
      asAnother(helsinki, stranger),
      "not-verified",
      ["B04"],
    ],
    ["no files", new Map(), "not-a-publication", []],
    [
      "a manifest that is no JSON",
      new Map([[paths.manifest, new TextEncoder().encode("{")]]),
      "not-a-publication",
      [],
    ],
  ];

  test.each(cases)("%s", async (_what, files, code, checks) => {
    const gateway = await gatewayOver();
    const ingested = await gateway.ingest(await files);
    expect(ingested).toMatchObject({ kind: "refused", refusal: { code } });
    if (ingested.kind !== "refused") return;
    const found = ingested.refusal.checks.map((check) => check.code);
    expect(found).toEqual(expect.arrayContaining([...checks]));
    expect(ingested.refusal.remedy).not.toBe("");
    expect(await gateway.store.version()).toBe(0);
    expect(await gateway.store.observations({ first: 10 })).toEqual([]);
  });

  test("one that leaves a gap in the member's chain", async () => {
    const gateway = await gatewayOver();
    await publish(gateway, good);
    const third = await publication(helsinki, bySex, { ...(await after(good, 1)), sequence: 3 });
    expect(await gateway.ingest(third)).toMatchObject({
      kind: "refused",
      refusal: { code: "wrong-chain", checks: [{ code: "B06" }] },
    });
  });

  test("one that forks the member's chain", async () => {
    const gateway = await gatewayOver();
    const second = await publication(helsinki, bySex, await after(good, 1));
    const rival = await publication(helsinki, { ...bySex, coverage: "0.97" }, await after(good, 1));
    await publish(gateway, good, second);
    expect(await gateway.ingest(rival)).toMatchObject({
      kind: "refused",
      refusal: { code: "wrong-chain" },
    });
    expect(await gateway.store.version()).toBe(2);
  });

  test("one that is altered under the digest of a known one", async () => {
    const gateway = await gatewayOver();
    await publish(gateway, good);
    const altered = withText(good, paths.quality, (text) => text.replace("0.98", "0.99"));
    expect(await gateway.ingest(altered)).toMatchObject({
      kind: "refused",
      refusal: { code: "not-verified" },
    });
  });

  test("one about another area than the member's own", async () => {
    const gateway = await gatewayOver();
    const elsewhere = await publication({ ...helsinki, refArea: "FI-91" }, bySex);
    expect(await gateway.ingest(elsewhere)).toMatchObject({
      kind: "refused",
      refusal: { code: "not-served", checks: [] },
    });
    expect(await gateway.store.version()).toBe(0);
  });
});

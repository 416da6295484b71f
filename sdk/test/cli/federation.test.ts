import { cpSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { publish, writePaper } from "./cell-files.ts";
import { done, edufed, expectOneError, folder, listing, useCase } from "./edufed.ts";

const areas = [
  { code: "FI", parent: null },
  { code: "FI-HEL", parent: "FI" },
  { code: "FI-TRE", parent: "FI" },
  { code: "FI-TKU", parent: "FI" },
];

let root: string;
let city: string;

async function member(place: string, id: string): Promise<string> {
  const path = join(root, place);
  const flags = ["--member", id, "--name", place, "--contact", "data@example.org"];
  await done(root, "init", place, ...flags);
  return path;
}

/** The nation withholds the number of Tampere and, because its whole is known, another one. */
beforeAll(async () => {
  root = folder("federation");
  const nation = await member("nation", "FI");
  writePaper(join(nation, "cells.csv"), {
    dimension: "REF_AREA",
    codes: areas,
    counts: { "FI-HEL": [23, 94], "FI-TRE": [2, 8], "FI-TKU": [40, 160] },
  });
  await done(nation, "protect", "cells.csv", "--out", "draft");
  await publish(nation, "draft", join(root, "feeds", "nation"));
  city = await member("city", "FI-HEL");
  writePaper(join(city, "cells.csv"), {
    dimension: "GRADE",
    counts: { 1: [7, 30], 2: [7, 30], 3: [9, 34] },
  });
});

const itemOf = (feed: string): string => {
  const items = join(root, "feeds", feed, "items");
  return join(items, readdirSync(items)[0] ?? "");
};

describe("a city whose number its nation has withheld", () => {
  test("shows it by itself, and an audit of both finds what that gives away", async () => {
    const out = await done(city, "protect", "cells.csv", "--out", "alone");
    expect(out).toContain("4 of 4 cells may be shown, 0 are withheld.");
    const said = await edufed(city, "audit", itemOf("nation"), "alone");
    expect(said.code).toBe(1);
    expect(said.out).toContain("REF_AREA=FI-TRE is narrow");
    expect(said.out).toContain("94 (denominator of");
    expect((await edufed(city, "audit", itemOf("nation"))).code).toBe(0);
  });

  test.each([
    ["a folder of feeds", (): string => join(root, "feeds")],
    ["a feed", (): string => join(root, "feeds", "nation")],
  ])("withholds it when it is told of %s", async (what, place) => {
    const draft = what.replaceAll(" ", "-");
    const out = await done(city, "protect", "cells.csv", "--out", draft, "--federation", place());
    expect(out).toContain("Proven safe together with 1 earlier publication.");
    expect(out).toMatch(/^Verdict: pass after withholding; .*GRADE=_T/m);
    const { audit } = JSON.parse(readFileSync(join(city, draft, "disclosure.json"), "utf8"));
    expect(audit.history).toEqual([expect.stringMatching(/^FI: ATT_CHRONIC .* by REF_AREA$/)]);
    await done(city, "audit", itemOf("nation"), draft);
  });

  test("withholds it when a gateway tells it", async () => {
    const item = itemOf("nation");
    const id = `sha256:${item.slice(-64)}`;
    const server = createServer(({ url = "" }, response) => {
      const page = { publications: [{ digest: id, member: "FI", more: 1 }], next: null };
      try {
        const path = url.replace(`/publications/${id}/`, "");
        response.end(
          url === "/publications" ? JSON.stringify(page) : readFileSync(join(item, path)),
        );
      } catch {
        response.writeHead(404).end();
      }
    });
    await new Promise<void>((ready) => void server.listen(0, "127.0.0.1", ready));
    const { port }: AddressInfo = Object.assign(
      { port: 0, address: "", family: "" },
      server.address(),
    );
    const address = `http://127.0.0.1:${port}`;
    const out = await done(city, "protect", "cells.csv", "--out", "told", "--federation", address);
    server.close();
    expect(out).toMatch(/^Verdict: pass after withholding; .*GRADE=_T/m);
  });

  test("is told of a nation that counts others, and is judged without it", async () => {
    const place = join(folder("federation-apart"), "city");
    cpSync(city, place, { recursive: true });
    writePaper(join(place, "cells.csv"), {
      dimension: "GRADE",
      counts: { 1: [7, 30], 2: [9, 66] },
    });
    const shown = join(root, "feeds-shown");
    const nation = await member("other-nation", "FI");
    writePaper(join(nation, "cells.csv"), {
      dimension: "REF_AREA",
      codes: areas,
      counts: { "FI-HEL": [23, 94], "FI-TRE": [20, 80], "FI-TKU": [40, 160] },
    });
    await done(nation, "protect", "cells.csv", "--out", "draft");
    await publish(nation, "draft", shown);
    const said = await edufed(place, "protect", "cells.csv", "--out", "a", "--federation", shown);
    expect(said.code).toBe(0);
    expect(said.err).toContain("Left out: FI: ATT_CHRONIC");
  });
});

test("a use case is drawn up together with what others published", async () => {
  const flags = ["--member", "helsinki", "--students", "120", "--out", "records"];
  await done(city, "synth", ...flags);
  const place = join(root, "feeds");
  const run = ["run", useCase, "--data", "records", "--out", "drafts", "--federation", place];
  const { drafts, verdicts } = JSON.parse(await done(city, ...run, "--json"));
  expect(drafts.length).toBeGreaterThan(1);
  expect(verdicts).toHaveLength(drafts.length);
});

describe("a federation that cannot be read", () => {
  test.each([
    ["a folder without a feed", "keys", 2, "neither a feed folder nor a folder of feed folders"],
    ["a folder that is not there", "nowhere", 2, "nowhere"],
    ["a gateway that does not answer", "http://127.0.0.1:9", 3, "could not be fetched"],
    ["an address of another kind", "ftp://example.org", 2, "is not an address"],
  ])("%s draws up nothing", async (_what, place, code, says) => {
    rmSync(join(city, "never"), { recursive: true, force: true });
    const before = listing(city);
    const argv = ["protect", "cells.csv", "--out", "never", "--federation", place];
    const said = await edufed(city, ...argv);
    expect(said.code).toBe(code);
    expectOneError(said);
    expect(said.err).toContain(says);
    expect(listing(city)).toEqual(before);
  });
});

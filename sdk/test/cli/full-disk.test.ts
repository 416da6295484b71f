import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { edufed, expectOneError, folder, listing, root, useCase } from "./edufed.ts";
import { memberWithEverything } from "./member.ts";

/** Size of the small disk; a draft fits, and little more. */
const diskKib = 64;

/** A disk of its own that can be filled; undefined where nobody may mount one. */
function smallDisk(): string | undefined {
  const place = folder("disk");
  try {
    execFileSync("/bin/mount", ["-t", "tmpfs", "-o", `size=${diskKib}k`, "tmpfs", place], {
      stdio: "ignore",
    });
    return place;
  } catch {
    return undefined;
  }
}

const disk = smallDisk();
afterAll(() => {
  if (disk !== undefined) execFileSync("/bin/umount", [disk]);
});

/** Every command that writes, with where it writes. */
const writers: Readonly<Record<string, readonly string[]>> = {
  init: ["init", "$place/new", "--member", "FI", "--name", "x", "--contact", "y"],
  synth: ["synth", "--member", "helsinki", "--students", "3000", "--out", "$place/new"],
  "import records": ["import", "records", "records", "--out", "$place/new"],
  "validate --out": ["validate", "records", "--format", "html", "--out", "$place/report.html"],
  fix: ["fix", "records", "--out", "$place/new"],
  pseudonymise: ["pseudonymise", "records", "--purpose", "a", "--out", "$place/new"],
  "metric run, Parquet": ["metric", "run", "PTR", "--data", "records", "--out", "$place/c.parquet"],
  "metric run, CSV": ["metric", "run", "PTR", "--data", "records", "--out", "$place/cells.csv"],
  protect: ["protect", "cells.parquet", "--out", "$place/new"],
  run: ["run", useCase, "--data", "records", "--out", "$place/new"],
  "review --html": ["review", "draft", "--html", "$place/review.html"],
  publish: ["publish", "signed", "--to", "$place/feed"],
  "notebook run": ["notebook", "run", useCase, "--data", "signed", "--out", "$place/page.html"],
};

let member: string;
beforeAll(async () => {
  member = await memberWithEverything("member");
});

function argvFor(name: string, place: string): readonly string[] {
  return (writers[name] ?? []).map((word) => word.replace("$place", place));
}

describe.skipIf(disk === undefined)(
  "a disk that is full (skipped where a small disk may not be mounted)",
  () => {
    const place = disk ?? "";
    beforeAll(() => {
      cpSync(join(member, "draft"), join(place, "draft"), { recursive: true });
      fill(place);
    });

    test.each(Object.keys(writers))("%s: one error, nothing half written", async (name) => {
      const before = [listing(place), listing(member)];
      const said = await edufed(member, ...argvFor(name, place));
      expect(said).toMatchObject({ code: 2 });
      expectOneError({ ...said, err: said.err.replaceAll(root, "…") });
      expect(said.err).toMatch(/disk is full|no room on the disk/);
      expect([listing(place), listing(member)]).toEqual(before);
    });

    test("sign: the draft stays without the signature", async () => {
      const before = listing(place);
      const key = ["--role", "checker", "--key", "keys/checker.key"];
      const said = await edufed(member, "sign", join(place, "draft"), ...key);
      expect(said).toMatchObject({ code: 2 });
      expect(said.err).toContain("the disk is full");
      expect(listing(place)).toEqual(before);
    });
  },
);

/** Writes until nothing more fits. */
function fill(place: string): void {
  for (let n = 0; n <= diskKib; n += 1) {
    try {
      writeFileSync(join(place, `filler${n}`), Buffer.alloc(4096));
    } catch {
      return;
    }
  }
  expect.fail("the small disk is not small");
}

describe.skipIf(process.platform !== "linux")(
  "a place where nobody can write (skipped where there is no /proc)",
  () => {
    test.each(Object.keys(writers))("%s: one error, nothing half written", async (name) => {
      const before = listing(member);
      const said = await edufed(member, ...argvFor(name, "/proc"));
      expect(said).toMatchObject({ code: 2 });
      expectOneError(said);
      expect(said.err).toMatch(/\/proc\/\w+/);
      expect(listing(member)).toEqual(before);
    });
  },
);

describe("a result where something else is", () => {
  const inTheWay = [
    ["validate --out", "report.html"],
    ["metric run, CSV", "cells.csv"],
    ["review --html", "review.html"],
    ["notebook run", "page.html"],
  ] as const;

  test.each(inTheWay)("%s: a folder is not written over", async (name, file) => {
    const place = folder(`way ${file}`);
    mkdirSync(join(place, file));
    writeFileSync(join(place, file, "kept"), "");
    const before = listing(place);
    const said = await edufed(member, ...argvFor(name, place));
    expect(said).toMatchObject({ code: 2 });
    expect(said.err).toContain("it is a folder");
    expect(listing(place)).toEqual(before);
  });
});

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { hel } from "../extension/hel.ts";
import { done, edufed, expectOneError, folder, listing, marker, useCase } from "./edufed.ts";
import { newMember } from "./member.ts";

/** Writes the extension into a workspace and names it in the configuration. */
function declare(home: string, extension: unknown = hel): void {
  mkdirSync(join(home, "extensions"), { recursive: true });
  writeFileSync(join(home, "extensions", "hel.json"), JSON.stringify(extension));
  const file = join(home, "edufed.config.json");
  const config: object = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, JSON.stringify({ ...config, extensions: ["extensions/hel.json"] }));
}

const students = "id,sex,hel_busRoute,hel_fare,hel_cardId,hel_escort";

describe("a member that adds properties of its own", () => {
  let home: string;
  beforeAll(async () => {
    home = await newMember("own-properties");
    mkdirSync(join(home, "rides"));
    const rows = [students, "s1,1,58B,free,7,true", "s2,2,,half,,"];
    writeFileSync(join(home, "rides", "student.csv"), `${rows.join("\n")}\n`);
  });

  test("is told how, as long as its workspace does not name an extension", async () => {
    const { code, out } = await edufed(home, "validate", "rides");
    expect(code).toBe(1);
    expect(out).toContain("declare it in extensions/hel.json");
    await done(home, "run", useCase, "--data", "records", "--out", "before");
  });

  test("has them checked, imported and pseudonymised once it does", async () => {
    declare(home);
    await done(home, "validate", "rides");
    await done(home, "import", "records", "rides", "--out", "imported");
    await done(home, "validate", "imported");
    await done(home, "pseudonymise", "imported", "--purpose", "rides", "--out", "shareable");
    expect(readdirSync(join(home, "shareable"))).toEqual(["student.parquet"]);
    await done(home, "validate", "shareable");
  });

  test("has them checked from outside of the workspace too", async () => {
    const elsewhere = folder("elsewhere");
    const out = await done(elsewhere, "validate", join(home, "rides"), "--json");
    expect(JSON.parse(out)).toMatchObject({ valid: true });
  });

  test("publishes exactly what it published without them", async () => {
    await done(home, "run", useCase, "--data", "records", "--out", "after");
    expect(readdirSync(join(home, "after")).length).toBeGreaterThan(0);
    expect(listing(join(home, "after"))).toEqual(listing(join(home, "before")));
  });

  test("cannot publish a table that it has cut by a property of its own", async () => {
    const data = ["--data", "records", "--by", "SEX", "--out", "cells.csv"];
    await done(home, "metric", "run", "ATT_RATE", ...data);
    for (const file of ["cells.csv", "cells.json"]) {
      const text = readFileSync(join(home, file), "utf8");
      writeFileSync(join(home, file), text.replaceAll("SEX", "HEL_BUS_ROUTE"));
    }
    const said = await edufed(home, "protect", "cells.csv", "--out", "planted");
    expect(said.code).toBe(1);
    expectOneError(said);
    expect(said.err).toContain("cut by HEL_BUS_ROUTE, which has no shared definition");
  });

  test("sees a wrong value of its own properties, and never the value", async () => {
    mkdirSync(join(home, "wrong"));
    writeFileSync(join(home, "wrong", "student.csv"), `${students}\ns1,1,${marker},free,7,true\n`);
    const { code, out } = await edufed(home, "validate", "wrong");
    expect(code).toBe(1);
    expect(out).toContain("hel_busRoute");
    expect(out).not.toContain(marker);
  });

  test.each([
    ["is missing", undefined],
    [
      "has a property without a privacy class",
      {
        ...hel,
        entities: {
          student: {
            properties: {
              hel_seat: {
                type: "string",
                description: "Seat in the bus, by number.",
                examples: ["1"],
                "x-aggregation": "never",
                "x-stability": "stable",
              },
            },
          },
        },
      },
    ],
    ["names an entity that is not there", { ...hel, entities: { pupil: hel.entities["student"] } }],
  ])("is told of an extension that %s", async (what, extension) => {
    const place = folder(`broken-${what.slice(0, 8)}`);
    await done(
      place,
      "init",
      ".",
      "--member",
      "FI-HEL",
      "--name",
      "H",
      "--contact",
      "a@example.org",
    );
    declare(place, extension ?? {});
    const said = await edufed(place, "validate", join(home, "rides"));
    expect(said.code).toBe(2);
    expectOneError(said);
  });
});

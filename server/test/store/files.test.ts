import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readSite, readTrustList } from "../../src/index.ts";
import { helsinki, trustListText } from "../community.ts";

const folder = mkdtempSync(join(tmpdir(), "edufed-files-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("the trust list on disk", () => {
  test("is read", () => {
    const file = join(folder, "members.json");
    writeFileSync(file, trustListText(helsinki));
    expect([...readTrustList(file).keys()]).toEqual(["FI-HEL"]);
  });

  test("that is not there is an error that names it", () => {
    expect(() => readTrustList(join(folder, "none.json"))).toThrow(/none\.json cannot be read/);
  });
});

describe("a site on disk", () => {
  test("is every file below its folder, by its path", () => {
    const site = join(folder, "site");
    mkdirSync(join(site, "guides"), { recursive: true });
    writeFileSync(join(site, "index.html"), "Home");
    writeFileSync(join(site, "guides", "index.html"), "Guides");
    expect([...readSite(site).keys()]).toEqual(["guides/index.html", "index.html"]);
  });

  test("does not follow a link out of its folder", () => {
    const site = join(folder, "linked");
    mkdirSync(site);
    writeFileSync(join(site, "index.html"), "Home");
    writeFileSync(join(folder, "secret.txt"), "secret");
    symlinkSync(join(folder, "secret.txt"), join(site, "secret.txt"));
    expect([...readSite(site).keys()]).toEqual(["index.html"]);
  });

  test("without a first page is an error that says so", () => {
    expect(() => readSite(folder)).toThrow(/has no index\.html/);
  });
});

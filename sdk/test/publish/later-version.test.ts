import { describe, expect, test } from "vitest";
import { digestOf } from "../../src/canonical.ts";
import { paths } from "../../src/publish/files.ts";
import type { PublicationFiles } from "../../src/publish/files.ts";
import { parsePublication, readParts } from "../../src/publish/read.ts";
import { verifyPublication } from "../../src/publish/verify.ts";
import { version } from "../../src/version.ts";
import { good } from "./alterations.ts";
import { now, registry, resigned, trust, withText } from "./fixture.ts";

const [major = 0, minor = 0] = version.split(".").map(Number);

/** The good publication, as a program of another version would write it: with one property more. */
async function writtenBy(other: string): Promise<PublicationFiles> {
  const more = withText(good, paths.quality, (text) => text.replace("{", '{"a":1,'));
  const quality = more.get(paths.quality) ?? new Uint8Array();
  const digest = await digestOf(quality);
  return withText(more, paths.manifest, (text) => {
    const manifest: {
      schema: { version: string };
      files: { path: string; digest: string; bytes: number }[];
    } = JSON.parse(text);
    manifest.schema.version = other;
    manifest.files = manifest.files.map((file) =>
      file.path === paths.quality ? { ...file, digest, bytes: quality.length } : file,
    );
    return JSON.stringify(manifest);
  });
}

describe("a publication with a property that this version does not know", () => {
  test("is read when a later version of the same major wrote it; the property is not kept", async () => {
    const publication = await parsePublication(await writtenBy(`${major}.${minor + 1}.0`));
    expect(publication.quality).not.toHaveProperty("a");
    expect(publication.rows.length).toBeGreaterThan(0);
  });

  test("passes every check but the release, which is not at hand", async () => {
    const files = await resigned(await writtenBy(`${major}.${minor + 1}.0`));
    const checks = await verifyPublication(files, trust, { registry, now });
    expect(checks.filter(({ outcome }) => outcome === "failed")).toEqual([]);
    expect(checks.find(({ code }) => code === "B07")?.outcome).toBe("not-checked");
  });

  test.each([
    ["this version", version],
    ["a later patch of it", `${major}.${minor}.9`],
    ["the next major version", `${major + 1}.0.0`],
  ])("is refused when %s says so", async (_what, other) => {
    const { problems } = await readParts(await writtenBy(other));
    expect(problems.map(({ path }) => path)).toEqual([paths.quality]);
  });
});

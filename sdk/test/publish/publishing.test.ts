import {
  cp,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rename,
  rm,
  symlink,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { InputError, OutputError, RefusedError } from "../../src/errors.ts";
import { readFeed } from "../../src/publish/feed.ts";
import {
  readFiles,
  readPublication,
  readPublications,
  writeDraft,
  writeFolder,
  writeSignatures,
} from "../../src/publish/folder.ts";
import { paths } from "../../src/publish/files.ts";
import { publishTo } from "../../src/publish/publish.ts";
import { parsePublication } from "../../src/publish/read.ts";
import { addSignature, requireSigned } from "../../src/publish/sign.ts";
import type { Signed } from "../../src/publish/sign.ts";
import { checker, draftFiles, now, publisher, signed, trust } from "./fixture.ts";

const made: string[] = [];

async function temporary(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "edufed-publish-"));
  made.push(folder);
  return folder;
}

afterAll(async () => {
  await Promise.all(made.map((folder) => rm(folder, { recursive: true })));
});

/** The member's first three publications, each naming the one before it. */
async function chain(): Promise<readonly [Signed, Signed, Signed]> {
  const first = await requireSigned(await signed(await draftFiles()), trust);
  const second = await next(first, 2, "2024/2025");
  return [first, second, await next(second, 3, "2023/2024")];
}

async function next(before: Signed, sequence: number, period: string): Promise<Signed> {
  const previous = await parsePublication(before);
  const files = await signed(await draftFiles({ sequence, previous: previous.id }, period));
  return requireSigned(files, { ...trust, previous: { sequence: sequence - 1, id: previous.id } });
}

const [first, second, third] = await chain();

describe("a draft's folder", () => {
  test("reads back byte for byte", async () => {
    const folder = join(await temporary(), "draft");
    const files = await draftFiles();
    await writeDraft(folder, files);
    expect(await readFiles(folder)).toEqual(files);
    expect((await readPublication(folder)).manifest.sequence).toBe(1);
  });

  test("is never written over anything", async () => {
    const folder = join(await temporary(), "draft");
    await writeDraft(folder, await draftFiles());
    await expect(writeDraft(folder, await draftFiles())).rejects.toThrow(OutputError);
  });

  test("takes signatures, and then holds the whole publication", async () => {
    const folder = join(await temporary(), "draft");
    await writeDraft(folder, await draftFiles());
    await writeSignatures(folder, first);
    expect(await readFiles(folder)).toEqual(first);
  });

  test("is not half there when writing fails in the middle", async () => {
    const parent = await temporary();
    const broken = new Map([...first, ["manifest.json/under-a-file", new Uint8Array()]]);
    await expect(writeFolder(join(parent, "draft"), broken)).rejects.toThrow(OutputError);
    expect(await readdir(parent)).toEqual([]);
  });

  test("is not written where it may not be", async () => {
    const parent = await temporary();
    await writeFile(join(parent, "file"), "");
    await expect(writeDraft(join(parent, "file", "draft"), await draftFiles())).rejects.toThrow(
      OutputError,
    );
  });

  test("is refused when it has no manifest, or a part that cannot be read", async () => {
    const folder = await temporary();
    await expect(readPublication(folder)).rejects.toThrow(InputError);
    const draft = join(folder, "draft");
    await writeDraft(draft, await draftFiles());
    await writeFile(join(draft, paths.quality), "{");
    await expect(readPublication(draft)).rejects.toThrow(/quality\.json/);
  });

  test("is not read through a link, which could lead anywhere or never end", async () => {
    const draft = join(await temporary(), "draft");
    await writeDraft(draft, first);
    await rm(join(draft, paths.data));
    await symlink("/dev/zero", join(draft, paths.data));
    await expect(readFiles(draft)).rejects.toThrow(/data\.csv cannot be read/);
  });

  test("that holds more than a publication fails verification and is not signed", async () => {
    const draft = join(await temporary(), "draft");
    await writeDraft(draft, first);
    await writeFile(join(draft, ".DS_Store"), "left by the file system");
    expect(await readFiles(draft)).toEqual(first);
    await writeFile(join(draft, "signatures", "students.csv"), "id");
    await expect(requireSigned(await readFiles(draft), trust)).rejects.toThrow(
      /B01: 1 files do not belong to a publication/,
    );
    const unsigned = new Map(
      [...(await readFiles(draft))].filter(([path]) => path !== paths.signatures),
    );
    await expect(addSignature(unsigned, { signer: checker, role: "checker", now })).rejects.toThrow(
      /do not belong/,
    );
  });

  test("stands among others, which are read oldest first", async () => {
    const folder = await temporary();
    await writeDraft(join(folder, "a"), third);
    await writeDraft(join(folder, "b"), first);
    await mkdir(join(folder, ".half.tmp"));
    expect((await readPublications(folder)).map(({ manifest }) => manifest.sequence)).toEqual([
      1, 3,
    ]);
    expect(await readPublications(join(folder, "nothing"))).toEqual([]);
  });
});

describe("a feed folder", () => {
  test("that two publish to at once takes one as number 1 and refuses the other", async () => {
    const folder = await temporary();
    const rival = await requireSigned(await signed(await draftFiles({}, "2024/2025")), trust);
    const results = await Promise.allSettled([publishTo(first, folder), publishTo(rival, folder)]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect((await readFeed(folder)).items).toHaveLength(1);
    expect((await readdir(folder)).toSorted()).toEqual(["feed.json", "items"]);
  });

  test("that a killed publisher left locked is taken over", async () => {
    const folder = await temporary();
    const lock = join(folder, ".feed.lock");
    await writeFile(lock, "");
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(lock, longAgo, longAgo);
    await publishTo(first, folder);
    expect((await readdir(folder)).toSorted()).toEqual(["feed.json", "items"]);
  });

  test("that somebody publishes to is waited for", async () => {
    const folder = await temporary();
    const lock = join(folder, ".feed.lock");
    await writeFile(lock, "");
    const publishing = publishTo(first, folder);
    await setTimeout(200);
    expect(await readdir(folder)).toEqual([".feed.lock"]);
    await rm(lock);
    await publishing;
    expect((await readFeed(folder)).items).toHaveLength(1);
  });

  test("lists publications newest last, each in a folder named by its content", async () => {
    const folder = await temporary();
    await publishTo(first, folder);
    await publishTo(second, folder);
    await publishTo(third, folder);
    const feed = await readFeed(folder);
    expect(feed.items.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    const stored = await Promise.all(
      feed.items.map(({ path }) => readPublication(join(folder, path))),
    );
    expect(stored.map(({ id }) => id)).toEqual(feed.items.map(({ id }) => id));
    expect(feed.items.map(({ path }) => path)).toEqual(
      feed.items.map(({ id }) => `items/${id.slice(7)}`),
    );
  });

  test("does not change when the same publication comes twice", async () => {
    const folder = await temporary();
    expect((await publishTo(first, folder)).wasThere).toBe(false);
    const before = await readFile(join(folder, "feed.json"), "utf8");
    expect((await publishTo(first, folder)).wasThere).toBe(true);
    expect(await readFile(join(folder, "feed.json"), "utf8")).toBe(before);
    expect(await readdir(join(folder, "items"))).toHaveLength(1);
  });

  test("refuses a publication that does not continue the chain", async () => {
    const folder = await temporary();
    await expect(publishTo(second, folder)).rejects.toThrow(RefusedError);
    await publishTo(first, folder);
    await expect(publishTo(third, folder)).rejects.toThrow(RefusedError);
    const fork = await requireSigned(await signed(await draftFiles({}, "2024/2025")), trust);
    await expect(publishTo(fork, folder)).rejects.toThrow(RefusedError);
    expect((await readFeed(folder)).items).toHaveLength(1);
  });

  test("killed before the item was renamed: the next run publishes it, the remains are not listed", async () => {
    const folder = await temporary();
    await mkdir(join(folder, "items", ".0123456789ab.tmp"), { recursive: true });
    await writeFile(join(folder, "items", ".0123456789ab.tmp", "manifest.json"), "{");
    expect((await readFeed(folder)).items).toEqual([]);
    await publishTo(first, folder);
    expect((await readFeed(folder)).items).toHaveLength(1);
  });

  test("killed between item and index: the next run lists the item that is there", async () => {
    const folder = await temporary();
    const { place } = await publishTo(first, folder);
    await rename(join(folder, "feed.json"), join(folder, "lost.json"));
    expect((await publishTo(first, folder)).place).toBe(place);
    expect((await readFeed(folder)).items).toHaveLength(1);
  });

  test("refuses an item folder that someone altered", async () => {
    const folder = await temporary();
    const { place } = await publishTo(first, folder);
    await rename(join(folder, "feed.json"), join(folder, "lost.json"));
    await writeFile(join(place, paths.quality), '{"coverage":null,"findings":[],"gate":"passed"}');
    await expect(publishTo(first, folder)).rejects.toThrow(RefusedError);
  });

  test.each(["{", '{"feedVersion":"1.0","items":[{"path":"../../etc"}]}'])(
    "refuses the index %s, and leaves it as it was",
    async (index) => {
      const folder = await temporary();
      await writeFile(join(folder, "feed.json"), index);
      await expect(publishTo(first, folder)).rejects.toThrow(InputError);
      expect(await readFile(join(folder, "feed.json"), "utf8")).toBe(index);
    },
  );

  test("says so when a part of the path is a file, and leaves the file alone", async () => {
    const folder = await temporary();
    await writeFile(join(folder, "file"), "");
    await expect(publishTo(first, join(folder, "file", "feed"))).rejects.toThrow(OutputError);
    expect(await readdir(folder)).toEqual(["file"]);
  });

  test("can be carried elsewhere by copying it", async () => {
    const folder = await temporary();
    const copy = join(await temporary(), "copy");
    await publishTo(first, folder);
    await cp(folder, copy, { recursive: true });
    expect((await publishTo(second, copy)).wasThere).toBe(false);
  });
});

describe("signing", () => {
  const draft = draftFiles();

  test("the publisher signs after the checkers, and nobody after the publisher", async () => {
    await expect(
      addSignature(await draft, { signer: publisher, role: "publisher", now }),
    ).rejects.toThrow(/0 of 1/);
    await expect(addSignature(first, { signer: checker, role: "checker", now })).rejects.toThrow(
      RefusedError,
    );
  });

  test("a key signs once, so that the author cannot be the checker", async () => {
    const checked = await addSignature(await draft, { signer: checker, role: "checker", now });
    await expect(
      addSignature(checked, { signer: checker, role: "publisher", now }),
    ).rejects.toThrow(/already/);
  });

  test("a draft that was altered after a checker signed is not signed again", async () => {
    const checked = await addSignature(await draft, { signer: checker, role: "checker", now });
    const other = await draftFiles({ quality: { gate: "passed", coverage: null, findings: [] } });
    const mixed = new Map([
      ...other,
      [paths.signatures, checked.get(paths.signatures) ?? new Uint8Array()],
    ]);
    await expect(
      addSignature(mixed, { signer: publisher, role: "publisher", now }),
    ).rejects.toThrow(RefusedError);
  });

  test("a draft whose figures do not fit is not signed at all", async () => {
    const files = new Map([
      ...(await draft),
      [paths.data, new TextEncoder().encode("STRUCTURE\r\n")],
    ]);
    await expect(addSignature(files, { signer: checker, role: "checker", now })).rejects.toThrow(
      InputError,
    );
  });

  test("a draft with a file that does not belong there is not signed", async () => {
    const files = new Map([...(await draft), ["notes.txt", new Uint8Array()]]);
    await expect(addSignature(files, { signer: checker, role: "checker", now })).rejects.toThrow(
      /B01/,
    );
  });

  test("later signers sign the same bytes, whatever their clock says", async () => {
    const checked = await addSignature(await draft, { signer: checker, role: "checker", now });
    const later = new Date("2026-09-02T00:00:00Z");
    const both = await addSignature(checked, { signer: publisher, role: "publisher", now: later });
    expect(both).toEqual(first);
  });
});

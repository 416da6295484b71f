import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { OutputError, RefusedError } from "../../src/errors.ts";
import { removeUnfinished, whileUnfinished } from "../../src/workspace/unfinished.ts";
import {
  inFolder,
  makeFolder,
  unwritable,
  writeFolder,
  writeWhole,
} from "../../src/workspace/write.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "edufed-test-write-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const at = (...names: readonly string[]): string => join(root, ...names);
const everything = (): readonly string[] =>
  readdirSync(root, { recursive: true }).map(String).toSorted();
const never = { replace: false, ours: /^/ };
const forced = { replace: true, ours: /\.txt$/ };

/** Writes one file into the folder that is being made. */
const fillWith =
  (name: string, content: string) =>
  async (folder: string): Promise<string> => {
    writeFileSync(join(folder, name), content);
    return content;
  };

describe("a file", () => {
  test("is written whole, with the folders above it, for whom it may be read", async () => {
    await writeWhole(at("a", "b", "secret"), "new", 0o600);
    expect(readFileSync(at("a", "b", "secret"), "utf8")).toBe("new");
    expect(statSync(at("a", "b", "secret")).mode & 0o777).toBe(0o600);
    expect(everything()).toEqual(["a", "a/b", "a/b/secret"]);
  });

  test("takes the place of the one before", async () => {
    await writeWhole(at("file"), "old");
    await writeWhole(at("file"), "new");
    expect(readFileSync(at("file"), "utf8")).toBe("new");
    expect(everything()).toEqual(["file"]);
  });

  test("that cannot be written leaves no folder behind", async () => {
    mkdirSync(at("taken"));
    await expect(writeWhole(at("taken"), "")).rejects.toThrow("it is a folder");
    writeFileSync(at("file"), "");
    await expect(writeWhole(at("file", "below"), "")).rejects.toThrow(
      "a part of the path is a file",
    );
    await expect(writeWhole(at("new", "x".repeat(300)), "")).rejects.toThrow(OutputError);
    expect(everything()).toEqual(["file", "taken"]);
  });
});

describe("a folder", () => {
  test("is there when it is whole, and not before", async () => {
    const seen = await writeFolder(at("a", "out"), never, async (folder) => {
      writeFileSync(join(folder, "one.txt"), "1");
      return readdirSync(at("a"));
    });
    expect(seen).toHaveLength(1);
    expect(seen).not.toContain("out");
    expect(everything()).toEqual(["a", "a/out", "a/out/one.txt"]);
  });

  test("that fails on the way leaves nothing, not even the folders above it", async () => {
    const fail = async (): Promise<never> => {
      throw new RefusedError("no", "none");
    };
    await expect(writeFolder(at("a", "b", "out"), never, fail)).rejects.toThrow(RefusedError);
    expect(everything()).toEqual([]);
  });

  test("an empty one may be filled", async () => {
    mkdirSync(at("out"));
    await writeFolder(at("out"), never, fillWith("one.txt", "1"));
    expect(everything()).toEqual(["out", "out/one.txt"]);
  });

  test("one that holds something is refused before any work is done", async () => {
    mkdirSync(at("out"));
    writeFileSync(at("out", "one.txt"), "old");
    const work = async (): Promise<never> => {
      throw new Error("was called");
    };
    await expect(writeFolder(at("out"), never, work)).rejects.toThrow("is there already");
    expect(readFileSync(at("out", "one.txt"), "utf8")).toBe("old");
  });

  test("may be replaced as a whole when it holds only what is ours", async () => {
    mkdirSync(at("out"));
    writeFileSync(at("out", "old.txt"), "old");
    await writeFolder(at("out"), forced, fillWith("new.txt", "new"));
    expect(everything()).toEqual(["out", "out/new.txt"]);
  });

  test("one that holds anything else is never replaced", async () => {
    mkdirSync(at("out"));
    writeFileSync(at("out", "old.txt"), "old");
    writeFileSync(at("out", "private.key"), "secret");
    await expect(writeFolder(at("out"), forced, fillWith("new.txt", ""))).rejects.toThrow(
      "holds private.key",
    );
    expect(everything()).toEqual(["out", "out/old.txt", "out/private.key"]);
  });

  test("when the work for its replacement fails, the old one stays", async () => {
    mkdirSync(at("out"));
    writeFileSync(at("out", "old.txt"), "old");
    const fail = async (folder: string): Promise<never> => {
      writeFileSync(join(folder, "half.txt"), "");
      throw unwritable(folder, Object.assign(new Error("full"), { code: "ENOSPC" }));
    };
    await expect(writeFolder(at("out"), forced, fail)).rejects.toThrow(
      `Could not write ${at("out")}: the disk is full.`,
    );
    expect(everything()).toEqual(["out", "out/old.txt"]);
  });

  test("a file in its place is refused", async () => {
    writeFileSync(at("out"), "");
    await expect(writeFolder(at("out"), forced, fillWith("a.txt", ""))).rejects.toThrow(
      "a part of the path is a file",
    );
  });

  test.skipIf(process.platform !== "linux")(
    "below /proc is refused at once, where Node's own way never ends",
    async () => {
      await expect(makeFolder("/proc/x/y")).rejects.toThrow(
        "/proc/x/y: no folder can be made there",
      );
    },
  );

  test("what was made in vain goes again, what holds a file by then stays", async () => {
    const work = (file?: string) => async (): Promise<never> => {
      if (file !== undefined) writeFileSync(at("a", "b", file), "");
      throw new Error("failed");
    };
    await expect(inFolder(at("a", "b"), work())).rejects.toThrow("failed");
    expect(everything()).toEqual([]);
    await expect(inFolder(at("a", "b"), work("kept"))).rejects.toThrow("failed");
    expect(everything()).toEqual(["a", "a/b", "a/b/kept"]);
  });
});

describe("what the file system refuses is told in words, with a remedy", () => {
  const cases = [
    ["ENOSPC", "the disk is full"],
    ["EACCES", "may not be written to"],
    ["EROFS", "read-only"],
    ["EWHATEVER", "the system refused"],
  ] as const;

  test.each(cases)("%s: %s", (code, words) => {
    const error = unwritable("out", Object.assign(new Error(code), { code }));
    expect(error.message).toContain(words);
    expect(error.remedy).toMatch(/\S\.$/);
    expect(error.exitCode).toBe(2);
  });

  test("an error about a file beside is told of what was asked for", () => {
    const inner = unwritable("/x/.abc.tmp", Object.assign(new Error("full"), { code: "ENOSPC" }));
    expect(unwritable("/x/out", inner).message).toContain("/x/out: the disk is full");
  });
});

describe("a process that is about to end", () => {
  test("removes what is not whole, and nothing else", async () => {
    mkdirSync(at("half", "deep"), { recursive: true });
    mkdirSync(at("whole"));
    await whileUnfinished(at("whole"), async () => undefined);
    await whileUnfinished(at("half"), async () => {
      removeUnfinished();
      expect(everything()).toEqual(["whole"]);
    });
  });
});

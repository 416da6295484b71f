import type { Command } from "commander";
import { describe, expect, test } from "vitest";
import { commands, run } from "../../src/cli/program.ts";
import { shellOver, type Shell } from "../../src/cli/shell.ts";
import { version } from "../../src/version.ts";
import { edufed, edufedWith, marker, root } from "./edufed.ts";

const shell: Shell = shellOver({
  out: () => undefined,
  err: () => undefined,
  progress: () => undefined,
  style: (_format, text) => text,
  cwd: root,
});

/** Every command that does something, with the words that call it. */
async function allCommands(): Promise<readonly (readonly [string, Command])[]> {
  const loaded = await Promise.all(
    Object.entries(commands).map(async ([name, { load }]) => {
      const { make } = await load();
      const command = make(shell, () => undefined);
      return command.commands.length === 0
        ? [[name, command] as const]
        : command.commands.map((child) => [`${name} ${child.name()}`, child] as const);
    }),
  );
  return loaded.flat();
}

const all = await allCommands();

test("there are commands to look at", () => {
  expect(all.map(([name]) => name)).toEqual(
    expect.arrayContaining(["init", "metric list", "metric show", "metric run", "notebook run"]),
  );
});

describe.each(all)("edufed %s", (name, command) => {
  test("its help says what it does, and `edufed help` says the same", async () => {
    const said = await edufed(root, ...name.split(" "), "--help");
    expect(said).toMatchObject({ code: 0, err: "" });
    expect(said.out).toMatch(new RegExp(`^Usage: edufed ${name}`));
    expect(await edufed(root, "help", ...name.split(" "))).toEqual(said);
  });

  test("every argument and option is described, in lines of at most 80 characters", async () => {
    for (const { description } of [...command.options, ...command.registeredArguments]) {
      expect(description).toMatch(/\S/);
    }
    const { out } = await edufed(root, ...name.split(" "), "--help");
    const [before = ""] = out.split("\nExamples:");
    expect(before.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  test("speaks to machines, too", () => {
    expect(command.options.map(({ long }) => long)).toContain("--json");
  });

  test("an option that it does not have is a mistake", async () => {
    const said = await edufed(root, ...name.split(" "), "--no-such-option");
    expect(said.code).toBe(2);
    expect(said.err).toBe(
      `error: Unknown option '--no-such-option'.\n  See \`edufed ${name} --help\`.`,
    );
  });

  test("its examples are command lines that it takes", async () => {
    const { out } = await edufed(root, ...name.split(" "), "--help");
    const lines = out
      .split("\n")
      .filter((line) => line.startsWith("  edufed "))
      .map((line) => line.trim().split(" ").slice(1));
    expect(lines.length > 0 || name === "metric list").toBe(true);
    for (const words of lines) {
      expect(words.join(" ").startsWith(name)).toBe(true);
      await expect(taken(name, words.slice(name.split(" ").length))).resolves.toBe(true);
    }
  });
});

/** Whether a command takes these words: parsed by a command of its own that then does nothing. */
async function taken(name: string, words: readonly string[]): Promise<boolean> {
  const command = new Map(await allCommands()).get(name);
  if (command === undefined) return false;
  let isTaken = false;
  command.exitOverride().configureOutput({ outputError: () => undefined });
  command.action(() => {
    isTaken = true;
  });
  await command.parseAsync(words, { from: "user" });
  return isTaken;
}

describe("edufed", () => {
  test("help names every command and every exit code", async () => {
    const { code, out } = await edufed(root, "--help");
    expect(code).toBe(0);
    for (const name of Object.keys(commands)) expect(out).toMatch(new RegExp(`^  ${name} `, "m"));
    for (const number of [0, 1, 2, 3, 70, 130]) expect(out).toMatch(new RegExp(`\\b${number} `));
    expect(await edufed(root, "help")).toMatchObject({ code: 0, out });
  });

  test("its version", async () => {
    expect(await edufed(root, "--version")).toEqual({ code: 0, out: version, err: "" });
  });

  test("metric show takes an id in small letters, and says the whole definition", async () => {
    const said = await edufed(root, "metric", "show", "att_chronic");
    expect(said.code).toBe(0);
    expect(said.out).toMatch(/^ATT_CHRONIC /);
    expect(said.out).toContain("expectedDaysMin");
    const list = await edufed(root, "metric", "list", "--json");
    const shown = await edufed(root, "metric", "show", "ATT_CHRONIC", "--json");
    expect(JSON.parse(list.out)).toContainEqual(expect.objectContaining({ id: "ATT_CHRONIC" }));
    expect(JSON.parse(shown.out)).toMatchObject({ id: "ATT_CHRONIC" });
  });
});

describe("a bug", () => {
  test("ends with 70 and says where it was, but not what it was about: that may be data", async () => {
    const err: string[] = [];
    const code = await run(["metric", "list"], {
      ...shell,
      out: () => {
        throw new Error(marker, { cause: new SyntaxError(`${marker} is not JSON`) });
      },
      err: (text) => void err.push(text),
    });
    expect(code).toBe(70);
    const words = err.join("\n");
    expect(words).toContain("    at ");
    expect(words).toContain("caused by SyntaxError");
    expect(words).not.toContain(marker);
  });

  test("what the system refuses is nobody's bug", async () => {
    const refuse = (): never => {
      throw Object.assign(new Error("no"), { code: "EIO", syscall: "read", path: `${root}/x.csv` });
    };
    const said = await edufedWith({ cwd: root, out: refuse }, "metric", "list");
    expect(said.code).toBe(2);
    expect(said.err).toContain("error: The system refused “read” for x.csv: EIO.");
  });
});

import { describe, expect, test } from "vitest";
import { shellOver } from "../../src/cli/shell.ts";

const shellIn = (cwd: string): ReturnType<typeof shellOver> =>
  shellOver({
    out: () => undefined,
    err: () => undefined,
    progress: () => undefined,
    style: (_format, text) => text,
    cwd,
  });

const cases = [
  {
    description: "a path that was written stands as written",
    written: ["../data/rec"],
    text: "/home/data/rec is empty.",
    says: "../data/rec is empty.",
  },
  {
    description: "so do those below it",
    written: ["../data/rec"],
    text: "/home/data/rec/student.csv, line 3",
    says: "../data/rec/student.csv, line 3",
  },
  {
    description: "another path that begins alike is left alone",
    written: ["rec"],
    text: "/home/m/records and /home/m/rec.csv",
    says: "records and rec.csv",
  },
  {
    description: "a full stop after a path ends the sentence",
    written: ["rec"],
    text: "Look at /home/m/rec.",
    says: "Look at rec.",
  },
  {
    description: "a path below this folder that nobody wrote is told from here",
    written: [],
    text: "/home/m/keys/publisher.key cannot be read.",
    says: "keys/publisher.key cannot be read.",
  },
  {
    description: "a path written in full stays in full",
    written: ["/home/m/records"],
    text: "/home/m/records/student.csv",
    says: "/home/m/records/student.csv",
  },
  {
    description: "this folder by its dot",
    written: ["."],
    text: "/home/m is a workspace; /home/m/x",
    says: ". is a workspace; x",
  },
  {
    description: "the longest path wins",
    written: ["../m", "../m/records"],
    text: "/home/m/records/x and /home/m/y",
    says: "../m/records/x and ../m/y",
  },
  {
    description: "an address is no path",
    written: ["home"],
    text: "http://example.org/home/m/home",
    says: "http://example.org/home/m/home",
  },
  {
    description: "characters that mean something in patterns mean themselves",
    written: ["a+(b)"],
    text: "/home/m/a+(b)/x",
    says: "a+(b)/x",
  },
] as const;

describe("messages name paths as they were written", () => {
  test.each(cases)("$description", ({ written, text, says }) => {
    const shell = shellIn("/home/m");
    for (const path of written) shell.at(path);
    expect(shell.asWritten(text)).toBe(says);
  });
});

import { describe, expect, test } from "vitest";
import { EduFedError, InputError, OutputError, UsageError } from "../../src/errors.ts";
import { notInSteps, notWhole } from "../../src/engine/evaluate.ts";
import { commandError, sparkError } from "../../src/engine/spark-error.ts";

/** A word that stands for a person's value; it may be in no message. */
const secret = "Wuthering";

/** What Python writes when a script of ours says why it stopped, after much else. */
function told(reason: string): string {
  return `WARN ${secret}\nTraceback (most recent call last):\n  File "cells.py", line 1\n__main__.NotCounted: ${reason}\n`;
}

type Kind = typeof InputError | typeof OutputError | typeof UsageError;

describe("what a script says about its end", () => {
  const endings: readonly (readonly [string, Kind, string])[] = [
    ["student has no column birthDate.", InputError, "student has no column birthDate."],
    ["student.birthDate is string and must be date.", InputError, "must be date"],
    [`Spark stopped: ${notWhole}`, InputError, notWhole],
    [`Spark stopped: ${notInSteps}`, InputError, notInSteps],
    ["Spark stopped: ARITHMETIC_OVERFLOW", InputError, "larger than the metric can count with"],
    ["Spark stopped: BINARY_ARITHMETIC_OVERFLOW", InputError, "larger than the metric"],
    ["Spark stopped: CAST_OVERFLOW", InputError, "larger than the metric"],
    ["Spark stopped: NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION", InputError, "larger than"],
    ["Spark stopped: OutOfMemoryError", InputError, "not enough memory"],
    ["Spark stopped: No space left on device", OutputError, "no room"],
    ["Spark stopped: Permission denied", OutputError, "may not"],
    ["Spark stopped: Mkdirs failed", OutputError, "may not"],
    ["Spark stopped: PATH_ALREADY_EXISTS", OutputError, "is there already"],
    ["Spark stopped: PATH_NOT_FOUND", InputError, "could not be read"],
    ["Spark stopped: UNABLE_TO_INFER_SCHEMA", InputError, "could not be read"],
    ["Spark stopped: FAILED_READ_FILE.CANNOT_READ_FILE_FOOTER", InputError, "could not be read"],
  ];
  test.each(endings)("%s", (reason, kind, words) => {
    const error = sparkError({ told: told(reason), status: 1 });
    expect(error).toBeInstanceOf(kind);
    expect(error.message).toContain(words);
    expect(saidBy(error)).not.toContain(secret);
  });

  test("a condition that nobody can mend is our fault, by its name only", () => {
    const error = sparkError({ told: told("Spark stopped: CAST_INVALID_INPUT"), status: 1 });
    expect(error).not.toBeInstanceOf(EduFedError);
    expect(error.message).toBe("Spark stopped with CAST_INVALID_INPUT, about a value");
  });
});

describe("a Spark that did not get as far as the script", () => {
  const lacking: readonly (readonly [string, string])[] = [
    ["JAVA_HOME is not set", "found no Java"],
    ["/usr/bin/env: java: not found", "found no Java"],
    ["[JAVA_GATEWAY_EXITED] Java gateway process exited", "found no Java"],
    ["java.lang.UnsupportedClassVersionError: org/apache/spark/launcher/Main", "too old"],
    ["ModuleNotFoundError: No module named 'pyspark'", "has no Spark"],
  ];
  test.each(lacking)("%s", (words, message) => {
    const error = sparkError({ told: `${secret}\n${words}\n`, status: 1 });
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toContain(message);
    expect(saidBy(error)).not.toContain(secret);
  });

  test("ran out of memory", () => {
    const error = sparkError({ told: "java.lang.OutOfMemoryError: Java heap space", status: 1 });
    expect(error.message).toContain("not enough memory");
  });

  test("said nothing that is known: only how it ended is told", () => {
    expect(sparkError({ told: secret, status: 7 }).message).toMatch(/^Spark ended with 7 and/);
    expect(sparkError({ told: secret }).message).toMatch(/^Spark ended by a signal and/);
  });

  test("is not on this machine", () => {
    const error = commandError("spark-submit", new Error("ENOENT"));
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toContain("spark-submit did not run");
  });
});

function saidBy(error: Error): string {
  const remedy = error instanceof EduFedError ? error.remedy : "";
  return `${error.message} ${remedy} ${error.stack} ${String(error.cause)}`;
}

/**
 * What a run of Spark said, as an error that says what to do. Spark's own words quote values, and
 * are neither shown nor kept: its script says why it stopped in words of its own.
 */
import { InputError, OutputError, UsageError } from "../errors.ts";
import { notInSteps, notWhole } from "./evaluate.ts";

/** How a process ended that was to run a script. */
export interface SparkEnd {
  /** What the process wrote, of which the end may be all that is kept. */
  readonly told: string;
  /** Absent when it was ended by a signal. */
  readonly status?: number;
}

/** Why there are no cells. */
export function sparkError({ told, status }: SparkEnd): Error {
  const reason = /^(?:\w+\.)*NotCounted: (.*)$/m.exec(told)?.[1];
  if (reason !== undefined) return stopped(reason);
  if (/OutOfMemoryError/.test(told)) return memoryError();
  const missing = missingParts.find(([sign]) => sign.test(told));
  if (missing !== undefined) return new UsageError(missing[1], missing[2]);
  return new UsageError(
    `Spark ended ${status === undefined ? "by a signal" : `with ${status}`} and did not say why.`,
    "Run the command that starts Spark with a script of your own, and look at what it prints.",
  );
}

/** The command itself could not be started. */
export function commandError(command: string, cause: unknown): UsageError {
  return new UsageError(
    `Spark could not be started: ${command} did not run.`,
    "Install Spark, or give the command that runs a PySpark script on this machine.",
    { cause },
  );
}

const java = "Install Java 17, or set JAVA_HOME to where it is.";

/** What a machine lacks, by what it says without it. */
const missingParts: readonly (readonly [RegExp, string, string])[] = [
  [/UnsupportedClassVersionError/, "The Java of this machine is too old for its Spark.", java],
  [/JAVA_HOME is not set|JAVA_GATEWAY_EXITED|java: not found/i, "Spark found no Java.", java],
  [
    /No module named '?pyspark/,
    "The Python that ran the script has no Spark.",
    "Give spark-submit as the command, or a Python that has pyspark.",
  ],
];

function stopped(reason: string): Error {
  const condition = /^Spark stopped: (.*)$/.exec(reason)?.[1];
  if (condition === undefined) {
    return new InputError(reason, "Write the Parquet files with edufed, and give their folders.");
  }
  const known = conditions.find(([sign]) => sign.test(condition));
  return known?.[1](condition) ?? new Error(`Spark stopped with ${condition}, about a value`);
}

const conditions: readonly (readonly [RegExp, (condition: string) => Error])[] = [
  [
    new RegExp(`^(${notWhole}|${notInSteps})$`),
    (own) => new InputError(own, "Run edufed validate to find the records, and correct them."),
  ],
  [
    /^(?:BINARY_)?(?:ARITHMETIC_OVERFLOW|CAST_OVERFLOW|NUMERIC_(?:VALUE_OUT_OF|OUT_OF_SUPPORTED)_RANGE)(?:\.\w+)?$/,
    () =>
      new InputError(
        "A number is larger than the metric can count with.",
        "Run edufed validate to find the records, and correct them.",
      ),
  ],
  [/^OutOfMemoryError$/, memoryError],
  [
    /^No space left on device$/,
    () =>
      new OutputError(
        "The cells could not be written: there is no room on the disk.",
        "Make room, or give Spark another temporary folder (spark.local.dir).",
      ),
  ],
  [
    /^(Permission denied|Mkdirs failed)$/,
    () =>
      new OutputError(
        "Spark may not read the records or may not write the cells.",
        "Ask for permission, or choose another folder.",
      ),
  ],
  [
    /^PATH_ALREADY_EXISTS$/,
    () =>
      new OutputError(
        "The folder for the cells is there already.",
        "Choose another folder, or remove the cells of an earlier run.",
      ),
  ],
  [
    /^(PATH_NOT_FOUND|UNABLE_TO_INFER_SCHEMA|FAILED_READ_FILE.*|CANNOT_READ_FILE.*)$/,
    () =>
      new InputError(
        "A Parquet file of the records could not be read: it is not there, cut off or damaged.",
        "Write the file again, and keep it until Spark is done.",
      ),
  ],
];

function memoryError(): InputError {
  return new InputError(
    "Spark has not enough memory for these data.",
    "Give it more with --driver-memory or --executor-memory.",
  );
}

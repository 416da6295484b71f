import { notInSteps, notWhole } from "./evaluate.ts";

/** Types of columns as Spark calls them, for everything a record can hold. */
export type SparkType =
  | "string"
  | "bigint"
  | "double"
  | "boolean"
  | "date"
  | "timestamp"
  | "array<string>"
  | "array<bigint>"
  | "array<double>"
  | "array<boolean>";

/** Where Spark finds a relation, and what a statement reads of it. */
export interface SparkRelation {
  /** A folder or a file of Parquet, as Spark addresses it: a path, `abfss:`, `s3a:`, `file:`. */
  readonly parquet: string;
  /** Column → type. Other columns of the files are not read. */
  readonly columns: Readonly<Record<string, SparkType>>;
}

/** What one run of Spark is to do. */
export interface SparkJob {
  /** By the name that the statement uses. */
  readonly relations: Readonly<Record<string, SparkRelation>>;
  /** By the name that the statement uses: one row of bytes, column → hexadecimal digits. Secret. */
  readonly keys?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** One query in the SQL of Spark. */
  readonly statement: string;
  /** A folder that does not exist yet; one Parquet file with the result is written into it. */
  readonly cells: string;
}

/**
 * A job as one PySpark program, for `spark-submit` and for a notebook. It works in a session of its
 * own, so that settings and views of a notebook are neither used nor changed. It needs Spark 3.5 or
 * newer with a session that is not of Spark Connect, and says nothing about values: neither does it
 * print a result, nor repeat Spark's words about an error, which quote the value they are about.
 */
export function sparkScript({ relations, keys = {}, statement, cells }: SparkJob): string {
  const tables = Object.entries(relations).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [
    opening,
    "# Where the records are, and what is read of them: column and type.",
    `RELATIONS = {\n${tables.map(relationText).join("")}}\n`,
    ...keysText(keys),
    `STATEMENT = ${textBlock(statement)}\n`,
    "# Where the cells go.",
    `CELLS = ${text(cells)}\n`,
    "# What the same cells on every cluster depend on.",
    `SETTINGS = {\n${settings.map(settingText).join("")}}\n`,
    "# Words of an error that may be repeated: they are never about a value.",
    `SAYABLE = [\n${sayable.map((words) => `    ${text(words)},\n`).join("")}]\n`,
    Object.keys(keys).length === 0 ? program : program.replace(counting, givingKeys + counting),
  ].join("\n");
}

/** What record keys are made with, where the statement asks for cell keys. */
function keysText(keys: NonNullable<SparkJob["keys"]>): readonly string[] {
  const lines = Object.entries(keys).map(
    ([relation, columns]) => `    ${text(relation)}: ${JSON.stringify(columns)},\n`,
  );
  if (lines.length === 0) return [];
  return [
    "# What cell keys are made with: it makes this file as secret as the records.",
    `KEYS = {\n${lines.join("")}}\n`,
  ];
}

/** A path of this machine as Spark writes to it. */
export function sparkPath(path: string): string {
  return `file:${path}`;
}

/** A path of this machine as Spark reads it: it takes some characters for a pattern of names. */
export function sparkSource(path: string): string {
  return sparkPath(path.replaceAll(/[\\*?[\]{},]/g, String.raw`\$&`));
}

/** A string of JSON is a string of Python. */
function text(value: string): string {
  return JSON.stringify(value);
}

/** Text of several lines as it is read; Python changes line ends, unless they are written as escapes. */
function textBlock(value: string): string {
  const escaped = value
    .replaceAll("\\", "\\\\")
    .replaceAll('"""', String.raw`\"\"\"`)
    .replaceAll("\r", String.raw`\r`)
    .replaceAll("\0", String.raw`\x00`);
  return `"""\\\n${escaped}\n"""`;
}

function relationText([name, { parquet, columns }]: [string, SparkRelation]): string {
  const lines = Object.entries(columns).map(
    ([column, type]) => `            ${text(column)}: ${text(type)},\n`,
  );
  return `    ${text(name)}: {
        "parquet": ${text(parquet)},
        "columns": {
${lines.join("")}        },
    },
`;
}

interface Setting {
  readonly why: string;
  readonly name: string;
  readonly value: "true" | "false" | "UTC" | "CORRECTED";
}

/** What decides whether the same records give the same cells on every cluster. */
const settings: readonly Setting[] = [
  {
    why: "Overflow and a cast that fails are errors, and not null or another number.",
    name: "spark.sql.ansi.enabled",
    value: "true",
  },
  {
    why: "A decimal keeps all its digits, or is an error; it is not rounded.",
    name: "spark.sql.decimalOperations.allowPrecisionLoss",
    value: "false",
  },
  {
    why: "Names are as spelled: startDate is not startdate.",
    name: "spark.sql.caseSensitive",
    value: "true",
  },
  {
    why: "Moments fall on the days of UTC, wherever the cluster is.",
    name: "spark.sql.session.timeZone",
    value: "UTC",
  },
  {
    why: "Days before 1583 are as the files say, in the calendar of today.",
    name: "spark.sql.parquet.datetimeRebaseModeInRead",
    value: "CORRECTED",
  },
  {
    why: "The same for moments that files hold in the form called INT96.",
    name: "spark.sql.parquet.int96RebaseModeInRead",
    value: "CORRECTED",
  },
  {
    why: "A folder name such as year=2025 is text, whatever it looks like.",
    name: "spark.sql.sources.partitionColumnTypeInference.enabled",
    value: "false",
  },
  {
    why: "A damaged or missing file is an error, and not fewer records.",
    name: "spark.sql.files.ignoreCorruptFiles",
    value: "false",
  },
  {
    why: "The same for a file that disappears on the way.",
    name: "spark.sql.files.ignoreMissingFiles",
    value: "false",
  },
  {
    why: "Text such as ${x} in the statement stands for itself.",
    name: "spark.sql.variable.substitute",
    value: "false",
  },
  {
    why: "A name in backticks is a name, and not a pattern of names.",
    name: "spark.sql.parser.quotedRegexColumnNames",
    value: "false",
  },
  {
    why: "A backslash in a text of the statement is an escape, as the statement is written.",
    name: "spark.sql.parser.escapedStringLiterals",
    value: "false",
  },
];

function settingText({ why, name, value }: Setting): string {
  return `    # ${why}\n    ${text(name)}: ${text(value)},\n`;
}

/** Words of an error that may be repeated, because they are never about a value. */
const sayable: readonly string[] = [
  notWhole,
  notInSteps,
  "No space left on device",
  "Permission denied",
  "Mkdirs failed",
  "OutOfMemoryError",
];

const opening = `"""Counts cells with Spark, where the records are.

Run this file with spark-submit, or paste it into a notebook. It reads the columns below, runs the
statement, and writes one Parquet file of cells into the folder CELLS, which must not exist yet.
No record leaves the cluster, and nothing about a value is printed.
"""

import logging

from pyspark.sql import SparkSession
`;

/** The line of the program that counts. */
const counting = "        spark.sql(STATEMENT)";

/** As data and not as part of a statement, which Spark shows in its pages and logs. */
const givingKeys = `        for relation, key in KEYS.items():
            columns = ", ".join(f"{quoted(name)} binary" for name in key)
            pads = [tuple(bytearray.fromhex(digits) for digits in key.values())]
            keyed = spark.createDataFrame(pads, columns).hint("broadcast")
            keyed.createOrReplaceTempView(quoted(relation))
`;

const program = `
class NotCounted(Exception):
    """Why there are no cells, in words that are never about a value."""


def quoted(name):
    return "\`" + name.replace("\`", "\`\`") + "\`"


# A type of the files that can be read as a wider one without changing any value.
WIDER = {
    "tinyint": "bigint",
    "smallint": "bigint",
    "int": "bigint",
    "array<tinyint>": "array<bigint>",
    "array<smallint>": "array<bigint>",
    "array<int>": "array<bigint>",
    "float": "double",
    "array<float>": "array<double>",
}


def column_of(relation, found, column, kind):
    """A column as SQL; the error names the relation and the column, and no value."""
    if column not in found:
        raise NotCounted(f"{relation} has no column {column}.")
    if found[column] != kind and WIDER.get(found[column]) != kind:
        raise NotCounted(f"{relation}.{column} is {found[column]} and must be {kind}.")
    return f"cast({quoted(column)} as {kind}) as {quoted(column)}"


def register(spark, relation, parquet, columns):
    # Without it, the columns are those of whichever file is looked at first.
    frame = spark.read.option("mergeSchema", "true").parquet(parquet)
    found = {field.name: field.dataType.simpleString() for field in frame.schema.fields}
    chosen = [column_of(relation, found, column, kind) for column, kind in columns.items()]
    frame.selectExpr(*chosen).createOrReplaceTempView(quoted(relation))


def reason(error):
    """Why Spark stopped, without its own words: they quote the value that they are about."""
    told = str(error)
    for words in SAYABLE:
        if words in told:
            return words
    cause = getattr(error, "_origin", None) or getattr(error, "java_exception", None)
    name = type(error).__name__
    while cause is not None:
        try:
            name = cause.getErrorClass() or name
        except Exception:
            pass  # Not every error of Java has a class of Spark's.
        cause = cause.getCause()
    return name


def main():
    spark = SparkSession.builder.getOrCreate().newSession()
    # The log repeats the words of errors. setLogLevel("WARN") turns it on again.
    spark.sparkContext.setLogLevel("OFF")
    logging.getLogger("SQLQueryContextLogger").disabled = True
    for name, value in SETTINGS.items():
        spark.conf.set(name, value)
    try:
        for relation, source in RELATIONS.items():
            register(spark, relation, source["parquet"], source["columns"])
        spark.sql(STATEMENT).coalesce(1).write.mode("errorifexists").parquet(CELLS)
    except NotCounted:
        raise
    except Exception as error:
        stopped = reason(error)
    else:
        return
    raise NotCounted(f"Spark stopped: {stopped}")


main()
`;

"""Counts cells with Spark, where the records are.

Run this file with spark-submit, or paste it into a notebook. It reads the columns below, runs the
statement, and writes one Parquet file of cells into the folder CELLS, which must not exist yet.
No record leaves the cluster, and nothing about a value is printed.
"""

import logging

from pyspark.sql import SparkSession

# Where the records are, and what is read of them: column and type.
RELATIONS = {
    "student": {
        "parquet": "abfss://records@member/student",
        "columns": {
            "id": "string",
            "schoolYear": "string",
            "sex": "string",
        },
    },
}

STATEMENT = """\
with
`students, stay by stay` as (
  select
    `id`,
    `sex`,
    max(`schoolYear`) as `last of stay`,
    count(*) as `years`
  from `student`
  group by `id`, `sex`
),
`students, one by one` as (
  select
    `id`,
    max_by(`sex`, struct(`last of stay`, `sex`)) as `sex`,
    cast(sum(`years`) as bigint) as `years`
  from `students, stay by stay`
  group by `id`
),
`population students` as (
  select
    coalesce(nullif(cast(each_one.`sex` as string), '_T'), '_U') as `SEX`,
    each_one.`years` as `NUM`
  from `students, one by one` as each_one
),
`students, by code` as (
  select
    `SEX`,
    sum(case when `NUM` is not null then `NUM` end) as `NUM`,
    sum(case when `NUM` is not null then 1 else 0 end) as `students counted`,
    sum(case when not (`NUM` is not null) then 1 else 0 end) as `students left out`
  from `population students`
  group by `SEX`
),
cells as (
  select
    `SEX`,
    `NUM`,
    `students counted`,
    `students left out`
  from `students, by code`
)
select
  coalesce(`SEX`, '_T') as `SEX`,
  cast(coalesce(sum(`NUM`), 0) as bigint) as `NUM`,
  cast(coalesce(sum(`students counted`), 0) as bigint) as `students counted`,
  cast(coalesce(sum(`students left out`), 0) as bigint) as `students left out`
from cells
group by cube (`SEX`)
order by `SEX`
"""

# Where the cells go.
CELLS = "abfss://cells@member/2025"

# What the same cells on every cluster depend on.
SETTINGS = {
    # Overflow and a cast that fails are errors, and not null or another number.
    "spark.sql.ansi.enabled": "true",
    # A decimal keeps all its digits, or is an error; it is not rounded.
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",
    # Names are as spelled: startDate is not startdate.
    "spark.sql.caseSensitive": "true",
    # Moments fall on the days of UTC, wherever the cluster is.
    "spark.sql.session.timeZone": "UTC",
    # Days before 1583 are as the files say, in the calendar of today.
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    # The same for moments that files hold in the form called INT96.
    "spark.sql.parquet.int96RebaseModeInRead": "CORRECTED",
    # A folder name such as year=2025 is text, whatever it looks like.
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
    # A damaged or missing file is an error, and not fewer records.
    "spark.sql.files.ignoreCorruptFiles": "false",
    # The same for a file that disappears on the way.
    "spark.sql.files.ignoreMissingFiles": "false",
    # Text such as ${x} in the statement stands for itself.
    "spark.sql.variable.substitute": "false",
    # A name in backticks is a name, and not a pattern of names.
    "spark.sql.parser.quotedRegexColumnNames": "false",
    # A backslash in a text of the statement is an escape, as the statement is written.
    "spark.sql.parser.escapedStringLiterals": "false",
}

# Words of an error that may be repeated: they are never about a value.
SAYABLE = [
    "A value that is counted in whole steps has a fraction.",
    "A value has more decimals than it is counted in.",
    "No space left on device",
    "Permission denied",
    "Mkdirs failed",
    "OutOfMemoryError",
]


class NotCounted(Exception):
    """Why there are no cells, in words that are never about a value."""


def quoted(name):
    return "`" + name.replace("`", "``") + "`"


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

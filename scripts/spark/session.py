"""Runs PySpark scripts one after the other in one Spark.

Takes their paths from standard input, one in a line, and answers each with one line: nothing, or
why the script ended. A script finds the running Spark, and makes itself a session in it. With the
word `interpreted`, many small statements are over sooner.
"""

import sys

from pyspark.sql import SparkSession

SETTINGS = {
    "spark.master": "local[2]",
    "spark.driver.memory": "1g",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    # A test has few records: what prepares a statement for many takes longer than counting them.
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.default.parallelism": "1",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
}

# Statements are walked through row by row, and not made into programs of Java first.
INTERPRETED = {
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}


def ended(script):
    with open(script, encoding="utf-8") as file:
        program = compile(file.read(), script, "exec")
    try:
        exec(program, {"__name__": "__main__"})
    except Exception as error:
        # Only what a script says in its own words is never about a value.
        name = type(error).__name__
        return f"{name}: {error}" if name == "NotCounted" else name
    return ""


def main():
    builder = SparkSession.builder
    settings = SETTINGS | INTERPRETED if "interpreted" in sys.argv else SETTINGS
    for name, value in settings.items():
        builder = builder.config(name, value)
    builder.getOrCreate()
    print("ready", flush=True)
    for line in sys.stdin:
        print(ended(line.rstrip("\n")).replace("\n", " "), flush=True)


main()

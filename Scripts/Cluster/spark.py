#!/usr/bin/env python3
"""Reads and tags the documents of a share with Apache Spark.

usage: spark-submit spark.py --program FILE --bundle FILE --root DIR --paths FILE --output DIR
                             [--partitions N] [--pipe]

Writes documents/ and tags/ (JSON Lines, as parlance import-tags takes them), tags.parquet/, and prints how many
documents each value of each facet has. The share and the list of paths are where every worker finds them.
Steps are SQL (TRANSFORM); with --pipe they are RDD.pipe. A step that fails fails the job.
"""
import argparse
import os
import re
import shlex
import sys

from pyspark import SparkFiles, StorageLevel
from pyspark.sql import SparkSession
from pyspark.sql.functions import col, explode, from_json

RESULT = """
    id string, error string, basis string,
    tags array<struct<concept string, label string, scheme string, score double, outcome string>>
"""


def parsed_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("program", "bundle", "root", "paths", "output"):
        parser.add_argument("--" + name, required=True, type=os.path.abspath)
    parser.add_argument("--partitions", type=int, default=64)
    parser.add_argument("--pipe", action="store_true", help="RDD.pipe in place of SQL TRANSFORM")
    return parser.parse_args()


class Job:
    """The steps of the job on one session."""

    def __init__(self, arguments):
        self.arguments = arguments
        self.session = SparkSession.builder.appName("parlance").getOrCreate()
        self.context = self.session.sparkContext
        for file in (arguments.program, arguments.bundle):
            self.context.addFile(file)

    def command(self, *words):
        """A command of the program, beside which the bundle lies: with the driver, else where an executor runs."""
        bundle = os.path.basename(self.arguments.bundle)
        driver = SparkFiles.getRootDirectory()
        call = shlex.join(["./" + os.path.basename(self.arguments.program), *words, "--bundle", bundle])
        return f"cd {shlex.quote(driver)} 2>/dev/null; exec {call}"

    def frame(self, lines):
        return self.session.createDataFrame(lines.map(lambda line: (line,)), "line string")

    def step(self, frame, command):
        """The lines that a command makes of those of a frame, partition by partition, in order."""
        if self.arguments.pipe:
            lines = frame.rdd.map(lambda row: row.line)
            # Without checkCode a program that fails looks like one that had nothing to say.
            return self.frame(lines.pipe("/bin/sh -c " + shlex.quote(command), checkCode=True))
        frame.createOrReplaceTempView("step")
        literal = command.replace("\\", "\\\\").replace("'", "\\'")
        return self.session.sql(f"SELECT TRANSFORM(line) USING '{literal}' AS (line STRING) FROM step")

    def kept(self, frame, name):
        """The lines, kept for the steps that follow and written beneath the output."""
        frame = frame.persist(StorageLevel.DISK_ONLY)
        frame.write.mode("overwrite").text(os.path.join(self.arguments.output, name))
        return frame

    def run(self):
        arguments = self.arguments
        # A file of lines is cut in the order of its bytes: the parts of the output are in the same order.
        paths = self.frame(self.context.textFile("file://" + arguments.paths, arguments.partitions))
        documents = self.kept(self.step(paths, self.command("extract", "--root", arguments.root)), "documents")
        lines = self.kept(self.step(documents, self.command("tag")), "tags")
        results = lines.select(from_json("line", RESULT).alias("result")).select("result.*")
        results.write.mode("overwrite").parquet(os.path.join(arguments.output, "tags.parquet"))
        # What is read is a pattern to Spark, what is written is not.
        written = re.sub(r"([][{}*?\\])", r"\\\1", os.path.join(arguments.output, "tags.parquet"))
        self.report(self.session.read.parquet(written))

    def report(self, results):
        bases = [row.basis for row in results.where("basis IS NOT NULL").select("basis").distinct().collect()]
        if len(bases) > 1:
            sys.exit(f"results of several bases: {', '.join(bases)}")
        counted = (
            results.select(explode("tags").alias("tag")).where("tag.outcome = 'accepted'")
            .groupBy(col("tag.scheme").alias("facet"), col("tag.label").alias("value")).count()
            .orderBy("facet", col("count").desc(), "value"))
        for row in counted.collect():
            print(row.facet, row.value, row["count"], sep="\t")
        failed = results.where("error IS NOT NULL").count()
        print(f"{results.count()} documents, {failed} of them not read; basis {', '.join(bases)}", file=sys.stderr)


if __name__ == "__main__":
    Job(parsed_arguments()).run()

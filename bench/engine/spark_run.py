"""The duplicates of a register on a cluster, from Parquet to Parquet: docs/engine-spark.md.

    spark-submit --master URL bench/engine/spark_run.py ENTRIES OUT

OUT gets the folders `pairs` and `clusters`; how many there are is printed as JSON.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

from pyspark.sql import SparkSession

from sangkien.adapters.engine_artefact import SHIPPED, load
from sangkien.adapters.engine_spark import find_duplicates


def main(words: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="spark_run.py", description=__doc__)
    parser.add_argument("entries", help="Parquet files with the columns id, title, …")
    parser.add_argument("out", help="a folder that does not exist yet")
    parser.add_argument("--parts", type=int, help="of the work; else one for 40,000 entries")
    parser.add_argument("--engine", type=Path, default=SHIPPED, help="a file of `engine train`")
    asked = parser.parse_args(words)
    spark = SparkSession.builder.appName("sangkien").getOrCreate()
    began = monotonic()
    entries = spark.read.parquet(asked.entries)
    found = find_duplicates(entries, load(asked.engine), parts=asked.parts)
    for name, table in found._asdict().items():
        table.write.parquet(f"{asked.out}/{name}")
    counts = {name: table.count() for name, table in found._asdict().items()}
    print(json.dumps(counts | {"seconds": round(monotonic() - began, 1)}))
    spark.stop()


if __name__ == "__main__":
    main(sys.argv[1:])

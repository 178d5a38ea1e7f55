#!/usr/bin/env python3
"""What word vectors add to the ranking, and what they cost.

Usage: vectors.py PARLANCE MODEL TOKENIZER [--dimensions 64,128,256] FOLDER…
       (MODEL is a .safetensors, TOKENIZER its tokenizer.json, as `make vectors` gets them; each FOLDER has docs.jsonl,
       queries.tsv, qrels.tsv)

Prints for each collection, without vectors and with: nDCG@10, MAP and recall@100 of a run of 1,000 hits; the bytes of
the index, the seconds of CPU that indexing takes, and the microseconds of CPU of a query of ten hits (what a run of
all queries takes beyond one of the first alone).
"""
import argparse
import pathlib
import re
import resource
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import figures  # noqa: E402

scorer = pathlib.Path(__file__).resolve().parent / "relevance.py"


def seconds(*command):
    """The CPU that a command takes, and what it prints."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, output


def measure(program, folder, model, dimensions):
    with tempfile.TemporaryDirectory() as name:
        workspace = pathlib.Path(name)
        place = ["--workspace", name]
        if dimensions:
            seconds(program, "vectors", "install", *model, "--dimensions", str(dimensions), *place)
        build, _ = seconds(program, "index", folder / "docs.jsonl", *place)
        size = sum(file.stat().st_size for file in (workspace / ".parlance/index").iterdir())
        queries = (folder / "queries.tsv").read_text(encoding="utf-8").splitlines(keepends=True)
        first = workspace / "first.tsv"
        first.write_text(queries[0], encoding="utf-8")
        batch = [program, "search", "--format", "trec", *place, "--batch"]
        alone = min(seconds(*batch, first)[0] for _ in range(3))
        all_ = min(seconds(*batch, folder / "queries.tsv")[0] for _ in range(3))
        _, run = seconds(*batch, folder / "queries.tsv", "--limit", "1000")
        scores = subprocess.run([sys.executable, scorer, folder / "qrels.tsv"], input=run, check=True,
                                capture_output=True, text=True).stdout.strip()
    way = "search, %s" % (f"vectors of {dimensions} dimensions" if dimensions else "without vectors")
    for measure, value in re.findall(r"(nDCG@10|recall@100) ([\d.]+)", scores):
        figures.add(folder.name, way, measure, float(value))
    figures.add(folder.name, way, "microseconds a query", (all_ - alone) / max(len(queries) - 1, 1) * 1e6, decimals=0)
    figures.add(folder.name, way, "index, bytes", size, decimals=0)
    print("  %-16s %s  index %d bytes, built in %.2f s, %d microseconds a query" % (
        f"{dimensions} dimensions" if dimensions else "without", scores, size, build,
        (all_ - alone) / max(len(queries) - 1, 1) * 1e6), flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("model", nargs=2)
    parser.add_argument("--dimensions", default="64,128,256")
    parser.add_argument("folders", type=pathlib.Path, nargs="+")
    arguments = parser.parse_args()
    for folder in arguments.folders:
        print(folder.name, flush=True)
        for dimensions in [None, *map(int, arguments.dimensions.split(","))]:
            measure(arguments.program.resolve(), folder, arguments.model, dimensions)


main()

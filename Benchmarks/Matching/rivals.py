#!/usr/bin/env python3
"""Measures dictionary matchers from PyPI on the corpus that make_corpus.py made.

Usage: rivals.py FOLDER BENCHMARK [--megabytes N] [LABELS…]

BENCHMARK is the built MatchingBenchmark. The rivals (ahocorasick_rs, daachorse, pyahocorasick,
hyperscan, flashtext; install them into a virtual environment) search lowercased text for the same
labels; lowercasing and decoding happen before the clock starts, which favors them, and all read
pieces of 1 MB. Prints megabytes a second of CPU time and the time to build, one line a matcher;
those that are not installed or take over five minutes are skipped, as said in the line. FlashText
reads 5 MB only.
"""
import argparse
import importlib.util
import multiprocessing
import subprocess
import time

parser = argparse.ArgumentParser()
parser.add_argument("folder")
parser.add_argument("benchmark")
parser.add_argument("labels", nargs="*", type=int, default=[500, 5_000, 50_000, 500_000])
parser.add_argument("--megabytes", type=int, default=200)
arguments = parser.parse_intermixed_args()


def matcher(name, labels):
    if name == "ahocorasick_rs":
        import ahocorasick_rs
        automaton = ahocorasick_rs.AhoCorasick(
            labels, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
        return lambda text: len(automaton.find_matches_as_indexes(text))
    if name == "daachorse":
        import daachorse
        automaton = daachorse.DoubleArrayAhoCorasick(
            [label.encode() for label in labels], daachorse.MATCH_KIND_LEFTMOST_LONGEST)
        return lambda text: len(automaton.find(text))
    if name == "pyahocorasick":
        import ahocorasick
        automaton = ahocorasick.Automaton()
        for number, label in enumerate(labels):
            automaton.add_word(label, number)
        automaton.make_automaton()
        return lambda text: sum(1 for _ in automaton.iter_long(text))
    if name == "hyperscan":
        import hyperscan
        database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        database.compile(
            expressions=[(" " + label + " ").encode() for label in labels],
            ids=list(range(len(labels))), elements=len(labels), literal=True)
        scratch = hyperscan.Scratch(database)
        database.scratch = scratch
        count = [0]

        def hit(*_):
            count[0] += 1

        def scan(text):
            count[0] = 0
            database.scan(text, match_event_handler=hit)
            return count[0]
        return scan
    import flashtext
    processor = flashtext.KeywordProcessor()
    for label in labels:
        processor.add_keyword(label)
    return lambda text: len(processor.extract_keywords(text))


def measure(name, labels, text, queue):
    begin = time.process_time()
    search = matcher(name, labels)
    built = time.process_time() - begin
    if name == "flashtext":
        text = text[:5_000_000]
    pieces = [text[start:start + 1_000_000] for start in range(0, len(text), 1_000_000)]
    if name in ("hyperscan", "daachorse"):
        pieces = [piece.encode() for piece in pieces]
    begin = time.process_time()
    hits = sum(search(piece) for piece in pieces)
    seconds = time.process_time() - begin
    queue.put((built, len(text) / 1e6 / seconds, hits))


with open(arguments.folder + "/corpus.txt", encoding="utf-8", errors="replace") as file:
    corpus = file.read(arguments.megabytes * 1_000_000).lower()
for count in arguments.labels:
    path = "%s/labels-%d.txt" % (arguments.folder, count)
    labels = open(path, encoding="utf-8").read().split("\n")[:count]
    line = subprocess.run(
        [arguments.benchmark, arguments.folder + "/corpus.txt", path, "3"],
        capture_output=True, text=True, check=True).stdout.split("\t")
    print("%7d  %-15s %8s MB/s  build %6s s  hits %s" % (
        count, "parlance", line[4].strip(), line[1], line[3]), flush=True)
    for name in ("hyperscan", "daachorse", "ahocorasick_rs", "pyahocorasick", "flashtext"):
        module = "ahocorasick" if name == "pyahocorasick" else name
        if importlib.util.find_spec(module) is None:
            print("%7d  %-15s SKIPPED: not installed (PyPI)" % (count, name), flush=True)
            continue
        queue = multiprocessing.Queue()
        process = multiprocessing.Process(target=measure, args=(name, labels, corpus, queue))
        process.start()
        try:
            built, rate, hits = queue.get(timeout=300)
            print("%7d  %-15s %8.2f MB/s  build %6.2f s  hits %d" % (
                count, name, rate, built, hits), flush=True)
        except Exception:
            print("%7d  %-15s skipped after 300 s" % (count, name), flush=True)
            process.terminate()
        process.join()

#!/usr/bin/env python3
"""Makes the corpus and the label lists of the matching benchmark.

Usage: make_corpus.py OUT [--size MB] FOLDER…

FOLDER is searched for English text: HTML (markup removed), txt, rst, md, gzip of these. Folders
unpacked from Debian's documentation packages serve well:

    apt-get download linux-doc-6.1 rust-doc python3.11-doc postgresql-doc-15 libboost1.74-doc \
      openjdk-17-doc debian-reference-en
    for deb in *.deb; do dpkg -x "$deb" docs; done

Writes OUT/corpus.txt and OUT/labels-{500,5000,50000,500000}.txt: labels of 1 to 5 words cut from
random places of the corpus (seed 1), none a frequent word, so that the larger lists hit often.
"""
import argparse
import gzip
import html
import pathlib
import random
import re

SUFFIXES = {".html", ".htm", ".txt", ".rst", ".md", ".gz"}
SCRIPT = re.compile(r"<(script|style|head)\b.*?</\1>", re.S | re.I)
BLOCK = re.compile(r"</?(p|div|h\d|li|tr|pre|br|table|ul|ol|dt|dd|section)\b[^>]*>", re.I)
TAG = re.compile(r"<[^>]*>")
BLANKS = re.compile(r"[ \t]+")
LINES = re.compile(r"\n\s*\n+")


def text_of(path):
    data = path.read_bytes()
    name = path.name.lower()
    if name.endswith(".gz"):
        data = gzip.decompress(data)
        name = name[:-3]
        if not any(name.endswith(s) for s in SUFFIXES) and "changelog" not in name:
            return ""
    text = data.decode("utf-8", "replace")
    if name.endswith((".html", ".htm")):
        text = html.unescape(TAG.sub("", BLOCK.sub("\n\n", SCRIPT.sub(" ", text))))
    return LINES.sub("\n\n", BLANKS.sub(" ", text))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("folders", nargs="+", type=pathlib.Path)
    parser.add_argument("--size", type=int, default=260)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    paths = sorted(
        p for f in arguments.folders for p in f.rglob("*")
        if p.suffix.lower() in SUFFIXES and p.is_file() and not p.is_symlink())
    random.seed(1)
    random.shuffle(paths)
    seen, size = set(), 0
    with open(arguments.out / "corpus.txt", "w", encoding="utf-8") as out:
        for path in paths:
            text = text_of(path)
            # Pages that differ in nothing but the address come several times.
            if len(text) < 500 or hash(text) in seen:
                continue
            seen.add(hash(text))
            out.write(text + "\n\n")
            size += len(text.encode())
            if size > arguments.size * 1_000_000:
                break
    print("%.1f MB" % (size / 1e6))
    make_labels(arguments.out)


def make_labels(out):
    corpus = (out / "corpus.txt").read_text(encoding="utf-8")
    counts = {}
    for word in re.findall(r"[a-z]+", corpus[:20_000_000].lower()):
        counts[word] = counts.get(word, 0) + 1
    frequent = set(sorted(counts, key=counts.get, reverse=True)[:1000])
    word = re.compile(r"[A-Za-z][A-Za-z0-9]*")
    labels, seen = [], set()
    while len(labels) < 500_000:
        start = random.randrange(len(corpus) - 400)
        length = random.choices([1, 2, 3, 4, 5], [25, 40, 20, 10, 5])[0]
        words = word.findall(corpus[start:start + 200])[1:1 + length]
        if len(words) < length or words[0].lower() in frequent or len(words[0]) < 3:
            continue
        label = " ".join(words).lower()
        if label not in seen:
            seen.add(label)
            labels.append(label)
    for count in (500, 5_000, 50_000, 500_000):
        (out / ("labels-%d.txt" % count)).write_text("\n".join(labels[:count]) + "\n")


main()

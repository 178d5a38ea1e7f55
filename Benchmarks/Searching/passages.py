#!/usr/bin/env python3
"""Cuts a collection of a million real passages out of the documentation that Debian packages carry.

Usage:
    passages.py FOLDER [COUNT]

Downloads the packages below (270 MB) with `apt-get download` into FOLDER/debs unless they are there, installs nothing, and
writes FOLDER/docs.jsonl and FOLDER/queries.tsv. A passage is about 200 characters of running text; equal ones are kept once.
Words are left as they stand, but only letters, digits and full stops are kept, so that every engine cuts them alike. Each page
has one of 70 types, mostly one of 400 products, and a date in 16 years, skewed and drawn from its name.
"""
import concurrent.futures
import gzip
import hashlib
import html
import json
import pathlib
import random
import re
import subprocess
import sys
import unicodedata

PACKAGES = """rust-doc openjdk-17-doc python-pandas-doc linux-doc-6.1 lilypond-doc-html python-scipy-doc python3.11-doc
python-django-doc libboost1.74-doc apache2-doc postgresql-doc-15 nodejs-doc perl-doc vim-doc git-doc debian-reference-en
manpages manpages-dev octave-doc maxima-doc erlang-doc qtbase5-doc-html libreoffice-help-en-us debian-handbook""".split()

INVISIBLE = re.compile(r"<(script|style|head|nav|svg)\b.*?</\1>|<!--.*?-->", re.S | re.I)
BLOCK = re.compile(r"</?(?:p|li|td|th|tr|dt|dd|div|h\d|pre|table|ul|ol|dl|section|br|blockquote|article)\b[^>]*>", re.I)
TAG = re.compile(r"<[^>]*>")
TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.S | re.I)
ROFF = re.compile(r"^[.'].*$|\\f[A-Z]|\\f\[[^\]]*\]|\\[&|^]", re.M)
WORD = re.compile(r"[A-Za-z0-9]+")
STOP = set("""a about above after again all also am an and any are as at be because been before being below between both but by can
could did do does doing down during each few for from further had has have having he her here hers him his how i if in into is it
its itself just me more most my no nor not now of off on once only or other our out over own same she should so some such than
that the their theirs them then there these they this those through to too under until up very was we were what when where which
while who whom why will with would you your yours""".split())
LENGTH = 200


def plain(text):
    text = unicodedata.normalize("NFKD", html.unescape(text)).encode("ascii", "ignore").decode()
    text = text.replace("'", "")
    text = re.sub(r"[^A-Za-z0-9.]+|\.(?=\S)", " ", text)
    return re.sub(r" +\.?", lambda match: " ", text).strip()


def passages(path):
    """The title and the passages of one page."""
    data = path.read_bytes()
    name = path.name
    if name.endswith(".gz"):
        try:
            data = gzip.decompress(data)
        except OSError:
            return "", []
        name = name[:-3]
    text = data.decode("utf-8", "ignore")
    title = ""
    if name.endswith((".html", ".htm", ".xhtml")):
        found = TITLE.search(text)
        title = TAG.sub(" ", found.group(1)) if found else ""
        text = INVISIBLE.sub(" ", text)
        blocks = [TAG.sub("", block) for block in BLOCK.split(text)]
    else:
        if re.search(r"\.\d\w*$", name):
            text = ROFF.sub(" ", text)
        blocks = re.split(r"\n\s*\n", text)
    result, pending = [], ""
    for block in blocks:
        words = plain(block)
        if len(words) < 3:
            continue
        pending = (pending + " " + words).strip()
        while len(pending) >= LENGTH:
            cut = pending.find(" ", LENGTH)
            if cut < 0:
                cut = len(pending)
            result.append(pending[:cut])
            pending = pending[cut:].strip()
    if len(pending) > 60:
        result.append(pending)
    result = [passage for passage in result if max(map(len, WORD.findall(passage)), default=99) <= 40]
    return plain(title)[:80] or plain(name), result


def skewed(key, count):
    """The same number below `count` for the same key, low ones more often."""
    draw = random.Random(key)
    return draw.randrange(draw.randrange(count) + 1)


def pages(folder):
    debs, roots = folder / "debs", folder / "packages"
    for needed in (debs, roots):
        needed.mkdir(parents=True, exist_ok=True)
    for package in PACKAGES:
        if not list(debs.glob(package + "_*.deb")):
            subprocess.run(["apt-get", "download", package], cwd=debs, check=True, stdout=subprocess.DEVNULL)
        if not (roots / package).exists():
            deb = next(debs.glob(package + "_*.deb"))
            subprocess.run(["dpkg-deb", "-x", deb, roots / package], check=True)
    for package in PACKAGES:
        for path in sorted((roots / package).rglob("*")):
            if path.is_symlink() or not path.is_file() or path.stat().st_size > 8 << 20:
                continue
            name = path.name.removesuffix(".gz")
            if name.endswith((".html", ".htm", ".xhtml", ".txt", ".rst", ".md", ".pod")) or re.search(r"\.[1-8]\w*$", name):
                yield path


def write_documents(folder, count):
    seen, kept, number = set(), [], 0
    draw = random.Random(1)
    with open(folder / "docs.jsonl", "w", encoding="utf-8") as file, concurrent.futures.ProcessPoolExecutor(2) as pool:
        paths = list(pages(folder))
        # Pages of all packages mixed, so that a smaller count is a sample.
        paths.sort(key=lambda path: hashlib.md5(str(path.relative_to(folder)).encode()).digest())
        for path, (title, texts) in zip(paths, pool.map(passages, paths, chunksize=64)):
            key = str(path.relative_to(folder))
            date = "%d-%02d" % (1996 + skewed(key + "y", 16), 1 + random.Random(key + "m").randrange(12))
            for text in texts:
                digest = hashlib.md5(text.encode()).digest()[:8]
                if digest in seen:
                    continue
                seen.add(digest)
                facets = {"type": ["urn:type:%d" % skewed(key + "t", 70)]}
                if random.Random(text).randrange(10):
                    facets["product"] = ["urn:product:%d" % skewed(key + "p", 400)]
                json.dump({"id": "p%d" % number, "title": title, "text": text, "date": date, "facets": facets}, file)
                file.write("\n")
                if draw.randrange(100) == 0:
                    kept.append(text)
                number += 1
                if number == count:
                    pool.shutdown(cancel_futures=True)
                    return number, kept
    return number, kept


def write_queries(folder, kept, per_kind=40):
    """Queries whose words stand in one passage; words of grammar are left out, as a person would."""
    draw = random.Random(99)

    def words():
        while True:
            found = [word.lower() for word in WORD.findall(draw.choice(kept))]
            telling = [word for word in found if word not in STOP and len(word) > 2 and word.isalpha()]
            if len(set(telling)) >= 8:
                return found, telling

    with open(folder / "queries.tsv", "w", encoding="utf-8") as file:
        for _ in range(per_kind):
            pick = lambda count: draw.sample(sorted(set(words()[1])), count)
            either = " ".join(pick(draw.randint(2, 5)))
            while True:
                found, telling = words()
                pairs = [pair for pair in zip(found, found[1:]) if all(word in telling for word in pair)]
                if pairs:
                    break
            for kind, query, value in [
                    ("term", pick(1)[0], ""), ("AND", " AND ".join(pick(draw.randint(2, 3))), ""), ("OR", either, ""),
                    ("phrase", '"%s %s"' % draw.choice(pairs), ""), ("prefix", pick(1)[0][:4] + "*", ""),
                    ("OR + filter", either, "urn:type:3")]:
                file.write("%s\t%s\t%s\n" % (kind, query, value))


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    count, kept = write_documents(folder, int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000)
    write_queries(folder, kept)
    print("%d passages" % count)


if __name__ == "__main__":
    main()

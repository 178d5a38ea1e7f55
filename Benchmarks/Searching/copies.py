#!/usr/bin/env python3
"""How well copies of documents are told from other documents, on real ones.

Usage: copies.py DATA PARLANCE

Of each document of `documents/share` with 50 words or more, copies are made as people make them: saved again
(packed anew, other line ends), converted (to plain text, to a web page), edited (one word in a
hundred has another letter, a sentence less). What is as alike and no copy: a document with other
numbers, as invoices and offers are. All of them are read as files by PARLANCE; counted are the pairs
that one hit of a search for everything stands for, and those that a group of `report duplicates`
holds. Precision is over all pairs, recall for each way of copying over the pairs of an original and
its copy.
"""
import collections
import html
import itertools
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import figures  # noqa: E402

data, tool = pathlib.Path(sys.argv[1]) / "documents" / "share", pathlib.Path(sys.argv[2]).resolve()
if not data.is_dir():
    sys.exit("SKIPPED: %s is not there" % data)
generator = random.Random(2026)


def run(*arguments):
    return subprocess.run([tool, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


def text_of(path):
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        return subprocess.run(["pdftotext", path, "-"], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL).stdout.decode("utf-8", "replace")
    if suffix in (".docx", ".odt"):
        member = "word/document.xml" if suffix == ".docx" else "content.xml"
        try:
            source = zipfile.ZipFile(path).read(member).decode("utf-8", "replace")
        except (KeyError, zipfile.BadZipFile):
            return ""
        source = re.sub(r"</(w:p|text:p|text:h)>", "\n", source)
        return html.unescape(re.sub(r"<[^>]*>", "", source))
    if suffix in (".md", ".txt", ".rst"):
        return path.read_bytes().decode("utf-8", "replace")
    return ""


def save_again(path, place):
    target = place.with_suffix(path.suffix)
    if path.suffix.lower() in (".docx", ".odt"):
        with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as copy:
            for item in source.infolist():
                kind = zipfile.ZIP_STORED if item.filename == "mimetype" else zipfile.ZIP_DEFLATED
                copy.writestr(item.filename, source.read(item), kind)
    elif path.suffix.lower() == ".pdf":
        target.write_bytes(path.read_bytes() + b"\n% saved again\n")
    else:
        target.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))


def edited(text):
    pieces = re.split(r"(\s+)", text)
    for place in range(0, len(pieces), 2):
        if generator.random() < 0.01 and pieces[place].isalpha() and len(pieces[place]) > 3:
            pieces[place] = pieces[place][:-1] + "x"
    text = "".join(pieces)
    sentences = re.split(r"(?<=[a-z]\.) ", text)
    if len(sentences) > 20:
        place = generator.randrange(len(sentences))
        if not re.search(r"\d", sentences[place]):
            del sentences[place]
    return " ".join(sentences)


def other_numbers(text):
    return re.sub(r"\d+", lambda number: str(generator.randrange(10 ** len(number.group()))), text)


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    share = folder / "share"
    share.mkdir()
    (folder / "v.xml").write_text('<?xml version="1.0"?>\n<rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:skos="http://www.w3.org/2004/02/skos/core#"><skos:Concept rdf:about="urn:x">'
        '<skos:prefLabel xml:lang="en">zzzyzx</skos:prefLabel></skos:Concept></rdf:RDF>\n')
    count, same = 0, collections.defaultdict(list)
    for path in sorted(data.rglob("*")):
        text = text_of(path) if path.is_file() else ""
        words = re.findall(r"\w+", text)
        if len(words) < 50 or len(text) > 300_000:
            continue
        count += 1
        same[" ".join(words[:2000])].append(str(count))
        place = lambda kind: share / ("%d-%s" % (count, kind))
        shutil.copy(path, place("original").with_suffix(path.suffix))
        save_again(path, place("saved"))
        place("plain").with_suffix(".txt").write_text(text, encoding="utf-8")
        page = "".join("<p>%s</p>\n" % html.escape(line) for line in text.splitlines() if line.strip())
        place("page").with_suffix(".html").write_text(
            "<!DOCTYPE html><html><head><meta charset='utf-8'><title>Page</title></head><body>\n%s"
            "</body></html>" % page, encoding="utf-8")
        place("edited").with_suffix(".txt").write_text(edited(text), encoding="utf-8")
        if len(re.findall(r"\d+", text)) > 2:
            place("numbers").with_suffix(".txt").write_text(other_numbers(text), encoding="utf-8")
    run("import", folder / "v.xml", "--workspace", folder)
    run("retag", share, "--yes", "--write-to", "catalog", "--workspace", folder)
    found = {
        "search": run("search", "*", "--format", "jsonl", "--limit", "100000", "--workspace", folder),
        "report": run("report", "duplicates", share, "--format", "jsonl", "--workspace", folder),
    }

stem = lambda path: pathlib.Path(path).stem
hits = [json.loads(line) for line in found["search"].splitlines()]
hits = [[stem(one["path"]) for one in [hit] + hit["copies"]] for hit in hits]
reported = collections.defaultdict(list)
for line in found["report"].splitlines():
    member = json.loads(line)
    if member["kind"] == "copies":
        reported[member["group"]].append(stem(member["path"]))
alone = set(itertools.chain(*hits)) - set(itertools.chain(*reported.values()))
twin = {one: numbers[0] for numbers in same.values() for one in numbers}


def add(title, measure, count, whole):
    share = count / max(1, whole)
    figures.add("documents", title, measure, share, figures.wilson(share, whole))


def score(title, groups):
    group_of = {member: number for number, members in enumerate(groups) for member in members}
    right = wrong = 0
    mistakes = collections.Counter()
    for members in groups:
        for left, other in itertools.combinations(members, 2):
            (one, kind), (two, other_kind) = left.split("-"), other.split("-")
            if twin.get(one) == twin.get(two) and "numbers" not in (kind, other_kind):
                right += 1
            else:
                wrong += 1
                mistakes["numbers" if twin.get(one) == twin.get(two) else "different"] += 1
    print("%s, %d documents, %d read: precision %.3f of %d pairs (%s)" % (
        title, count, len(group_of), right / max(1, right + wrong), right + wrong, dict(mistakes)))
    add(title, "precision", right, right + wrong)
    for kind in ("saved", "plain", "page", "edited", "numbers"):
        pairs = [(group_of["%d-original" % one], group_of["%d-%s" % (one, kind)])
                 for one in range(1, count + 1)
                 if "%d-original" % one in group_of and "%d-%s" % (one, kind) in group_of]
        together = sum(left == other for left, other in pairs)
        print("%s, %s: %.3f of %d together" % (title, kind, together / max(1, len(pairs)), len(pairs)))
        add(title, "other numbers taken for copies" if kind == "numbers" else "recall, " + kind, together, len(pairs))


score("copies in a search", hits)
score("report duplicates", list(reported.values()) + [[member] for member in sorted(alone)])

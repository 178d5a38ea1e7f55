#!/usr/bin/env python3
"""How well queries made of a vocabulary's labels find the documents that people tagged so.

Usage: concepts.py PARLANCE PROJECT [DATA]

- samples: "product type", each by a random one of its labels, on the samples' share, tagged by the
  program; relevant is what the gold standard tags with both.
- fao780: one or two preferred labels of AGROVOC, ncbi-disease: any label of MEDIC. Each gold tag is
  in the index with a chance of 40 %; relevant are all documents that the gold standard tags so.

Scores nDCG@10 (grade 1) and recall@100 of the words alone (--literal) and of the query understood,
over the two halves into which a hash of their concepts divides the queries: where a number was
chosen, the first half chose it, and only the second one tells. ncbi-disease chose nothing.
"""
import hashlib
import html
import json
import math
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import figures  # noqa: E402

tool = pathlib.Path(sys.argv[1]).resolve()
project = pathlib.Path(sys.argv[2]).resolve()
data = pathlib.Path(sys.argv[3]).resolve() / "tagging" if len(sys.argv) > 3 else None
known_share = 0.4
fewest_documents = 3


def run(*arguments, folder, allowed=(0,)):
    result = subprocess.run([str(tool), *map(str, arguments), "--workspace", str(folder)],
                            capture_output=True, text=True)
    if result.returncode not in allowed:
        sys.exit("%s: %s" % (" ".join(map(str, arguments)), result.stderr))
    return result.stdout


def plain(text):
    """Words only: nothing of a label shall be taken for query syntax."""
    return " ".join(word.lower() if word in ("AND", "OR", "NOT", "NEAR") else word
                    for word in re.findall(r"\w+", text))


def score(ranking, relevant):
    gain = sum(1 / math.log2(place + 2)
               for place, document in enumerate(ranking[:10]) if document in relevant)
    ideal = sum(1 / math.log2(place + 2) for place in range(min(10, len(relevant))))
    return gain / ideal, len(relevant.intersection(ranking[:100])) / len(relevant)


def evaluate(name, queries, folder, field="id"):
    """Prints the scores of queries: (text, key, relevant documents)."""
    path = pathlib.Path(folder) / "queries.tsv"
    path.write_text("".join("%d\t%s\n" % (number, plain(query[0]))
                            for number, query in enumerate(queries)))
    for title, options in (("words alone", ["--literal"]), ("understood", [])):
        rankings = [[] for _ in queries]
        output = run("search", "--batch", path, "--format", "jsonl", "--limit", 100, *options,
                     folder=folder)
        for line in output.splitlines():
            hit = json.loads(line)
            rankings[int(hit["query"])].append(hit[field])
        halves = ([], [])
        for (_, key, relevant), ranking in zip(queries, rankings):
            half = hashlib.sha256(key.encode()).digest()[0] & 1
            halves[half].append(score(ranking, relevant))
        both = halves[0] + halves[1]
        for place, measure in enumerate(("nDCG@10", "recall@100")):
            figures.add(name, "search, " + title, measure, figures.mean(one[place] for one in both),
                        figures.bootstrap(both, lambda rows: figures.mean(one[place] for one in rows)))
        cells = []
        for half in halves:
            if half:
                cells.append("%d: %.4f %.4f" % (len(half), sum(s[0] for s in half) / len(half),
                                                sum(s[1] for s in half) / len(half)))
        print("%-28s %-12s nDCG@10, recall@100 of each half  %s" % (
            name, title, "   ".join(cells)), flush=True)


def english_labels(path, base="{urn:parlance:vocabulary:1}"):
    root = ElementTree.parse(path).getroot()
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    labels = {}
    for concept in root.iter(base + "concept"):
        labels[(root.get("base") or "") + concept.get("id")] = [
            part.text.strip() for part in concept
            if part.tag.replace(base, "") in ("name", "alias", "former") and part.text
            and (part.get(language) or "en").startswith("en")]
    return labels


def samples():
    vocabulary = project / "Vocabularies" / "enterprise.xml"
    labels = english_labels(vocabulary)
    pairs = {}
    for line in open(project / "Samples" / "share.gold.jsonl", encoding="utf-8"):
        gold = json.loads(line)
        for kind in (tag for tag in gold["tags"] if "/type/" in tag):
            for product in (tag for tag in gold["tags"] if "/product/" in tag):
                pairs.setdefault((product, kind), set()).add(gold["path"])
    generator = random.Random(5)
    queries = []
    for (product, kind), paths in sorted(pairs.items()):
        if labels.get(product) and labels.get(kind):
            for _ in range(2):
                text = generator.choice(labels[product]) + " " + generator.choice(labels[kind])
                queries.append((text, product + kind, paths))
    with tempfile.TemporaryDirectory() as folder:
        run("import", vocabulary, folder=folder)
        run("retag", project / "Samples" / "share", "--yes", "--write-to", "catalog",
            folder=folder, allowed=(0, 3))
        evaluate("samples, product and type", queries, folder, field="path")


def collection(name, vocabulary, labels_of):
    generator = random.Random(3)
    tagged, labels = {}, {}
    for line in open(data / name / "gold.tsv", encoding="utf-8"):
        document, concept, *label = line.rstrip("\n").split("\t")
        tagged.setdefault(concept, set()).add(document)
        labels[concept] = label[:1]
    labels = labels_of(labels)
    with tempfile.TemporaryDirectory() as folder:
        run("import", data / name / vocabulary, folder=folder, allowed=(0, 1))
        path = pathlib.Path(folder) / "documents.jsonl"
        by_document = {}
        with open(path, "w", encoding="utf-8") as file:
            for document in sorted((data / name / "docs").iterdir()):
                tags = sorted(concept for concept in tagged if document.stem in tagged[concept])
                by_document[document.stem] = tags
                known = [tag for tag in tags if generator.random() < known_share]
                text = document.read_bytes().decode("utf-8", "replace")
                file.write(json.dumps({"id": document.stem, "text": text, "tags": known}) + "\n")
        run("index", path, folder=folder)
        ones = [(generator.choice(labels[concept]), concept, documents)
                for concept, documents in sorted(tagged.items())
                if len(documents) >= fewest_documents and labels.get(concept)]
        evaluate(name + ", one label", ones, folder)
        twos = []
        for document, tags in sorted(by_document.items()):
            tags = [tag for tag in tags if labels.get(tag)]
            if len(tags) >= 2:
                first, second = generator.sample(tags, 2)
                twos.append((generator.choice(labels[first]) + " "
                             + generator.choice(labels[second]), first + second,
                             tagged[first] & tagged[second]))
        evaluate(name + ", two labels", twos, folder)


def medic_labels(_):
    """All labels: the preferred ones of MEDIC are inverted ("Neoplasms, Skin")."""
    labels = {}
    text = (data / "ncbi-disease" / "medic.rdf").read_text(encoding="utf-8")
    for concept, body in re.findall(r'<skos:Concept rdf:about="([^"]*)">(.*?)</skos:Concept>',
                                    text, re.DOTALL):
        labels[concept] = [html.unescape(label) for label in re.findall(
            r"<skos:(?:pref|alt)Label[^>]*>([^<]*)<", body)]
    return labels


samples()
if data and data.is_dir():
    collection("fao780", "agrovoc_en.rdf", lambda labels: labels)
    collection("ncbi-disease", "medic.rdf", medic_labels)

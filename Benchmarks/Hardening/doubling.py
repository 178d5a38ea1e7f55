#!/usr/bin/env python3
"""Makes one thing in an input four times as many, and looks whether the command takes four times as long.

Usage: doubling.py PROGRAM [--only PART-OF-A-NAME] [--seconds N] [--ratio R] [--seed S]

For each count that an input may have (labels of a concept, concepts, facets of a document, words of a query,
properties of a docx, ...) the number is doubled until the command takes a fifth of a second of processor time
or meets a stated limit, and then made four times as large. What takes more than R times as long (default 7:
linear is 4, n log n below 5, quadratic 16) is named, and the status is 1.
"""

import argparse
import io
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile

BASE = """<vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/">
  <scheme id="type" assign="one"><title>Types</title>
    <concept id="type/brochure"><name>Brochure</name><alias>Flyer</alias></concept>
    <concept id="type/price-list"><name>Price list</name></concept></scheme>
  <scheme id="product"><title>Products</title>%s</scheme>
</vocabulary>
"""
SHAPES = []


def shape(name, *command, start=200, limit=1_000_000):
    """Registers a function that writes the input of size n into a folder, and the command that reads it."""

    def register(function):
        SHAPES.append((name, function, list(command), start, limit))
        return function

    return register


def text(folder, name, content):
    os.makedirs(os.path.dirname(f"{folder}/{name}") or folder, exist_ok=True)
    with open(f"{folder}/{name}", "wb" if isinstance(content, bytes) else "w") as file:
        file.write(content)


def word(number):
    """A word of letters alone, another for each number."""
    letters = ""
    number += 26 * 26
    while number:
        number, letter = divmod(number, 26)
        letters += chr(97 + letter)
    return letters


def concepts(inner, count=1):
    return BASE % "".join(
        f'<concept id="product/p{i}"><name>Harbor {word(i)}</name>{inner(i)}</concept>' for i in range(count))


# Vocabularies: import, check, export

VOCABULARIES = {
    "concepts": lambda n: concepts(lambda i: "", n),
    "aliases of one concept": lambda n: concepts(lambda i: "".join(f"<alias>Alias {word(k)}</alias>" for k in range(n))),
    "aliases that share their words": lambda n: concepts(
        lambda i: "".join(f"<alias>Red {word(k)} box</alias>" for k in range(n))),
    "former names": lambda n: concepts(
        lambda i: "".join(f'<former until="2001-01-01">Old {word(k)}</former>' for k in range(n))),
    "the same alias for all": lambda n: concepts(lambda i: "<alias>Vault</alias>", n),
    "notes of one concept": lambda n: concepts(lambda i: "".join(f"<note>Note {k}</note>" for k in range(n))),
    "broader in a chain": lambda n: concepts(
        lambda i: f'<broader ref="product/p{i - 1}"/>' if i else "", n),
    "narrower of one": lambda n: concepts(lambda i: '<broader ref="product/p0"/>' if i else "", n),
    "related to one": lambda n: concepts(lambda i: '<related ref="product/p0"/>' if i else "", n),
    "matches": lambda n: concepts(
        lambda i: "".join(f'<match type="exact" href="https://other.example/{k}"/>' for k in range(n))),
    "one long name": lambda n: concepts(lambda i: f"<alias>{' '.join(word(k) for k in range(n))}</alias>"),
    "one long word": lambda n: concepts(lambda i: f"<alias>{'ab' * n}</alias>"),
    "comments": lambda n: concepts(lambda i: "<!-- x -->" * n),
}
VOCABULARIES["preferred names of one concept"] = lambda n: concepts(
    lambda i: "".join(f"<name>Name {word(k)}</name>" for k in range(n)))
VOCABULARIES["labels in many languages"] = lambda n: concepts(
    lambda i: "".join(f'<name xml:lang="x-{word(k)}">Name</name>' for k in range(n)))
for name, make in VOCABULARIES.items():
    for what, *command in (("import", "import", "v.xml"), ("check", "check", "v.xml"),
                           ("fix", "check", "v.xml", "--fix", "fixed.xml")):
        shape(f"vocabulary: {name}: {what}", *command)(
            lambda folder, n, make=make: text(folder, "v.xml", make(n)))


@shape("vocabulary: changes between two releases: diff", "diff", "a.xml", "b.xml")
def _(folder, n):
    text(folder, "a.xml", concepts(lambda i: f"<alias>Old {word(i)}</alias>", n))
    text(folder, "b.xml", concepts(lambda i: f"<alias>New {word(i)}</alias>", n))


@shape("vocabulary: statements of SKOS: import", "import", "v.rdf")
def _(folder, n):
    body = "".join(
        f'<skos:Concept rdf:about="urn:x:{i}"><skos:prefLabel xml:lang="en">Name {word(i)}</skos:prefLabel>'
        f'<skos:inScheme rdf:resource="urn:x:s"/></skos:Concept>' for i in range(n))
    text(folder, "v.rdf",
         '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
         f'xmlns:skos="http://www.w3.org/2004/02/skos/core#">{body}</rdf:RDF>')


# Vocabularies in the other dialects

TURTLE = ("@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix e: <urn:x:> .\n"
          "@prefix dct: <http://purl.org/dc/terms/> .\n@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
          "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
          "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
          "@prefix xl: <http://www.w3.org/2008/05/skos-xl#> .\n"
          'e:a a skos:Concept ; skos:inScheme e:s ; skos:prefLabel "Alpha"@en .\ne:s a skos:ConceptScheme .\n')


def concept(i, more=""):
    return f'e:c{i} a skos:Concept ; skos:inScheme e:s ; skos:prefLabel "Name {word(i)}"@en {more}.\n'


def turtle(name, make, limit=1_000_000):
    shape(f"turtle: {name}", "import", "v.ttl", limit=limit)(
        lambda folder, n: text(folder, "v.ttl", TURTLE + make(n)))


turtle("concepts", lambda n: "".join(concept(i) for i in range(n)))
turtle("prefixes", lambda n: "".join(f"@prefix p{i}: <urn:y:{i}:> .\n" for i in range(n)))
turtle("bases", lambda n: "".join(f"@base <urn:y:{i}/> .\n" for i in range(n)))
turtle("dots in a name", lambda n: f"e:a{'.' * n}b a skos:Concept .\n", limit=60_000)
turtle("dots in a blank node", lambda n: f"_:a{'.' * n}b a skos:Concept .\n")
turtle("objects", lambda n: "e:a skos:altLabel " + ", ".join(f'"L {word(i)}"@en' for i in range(n)) + " .\n")
turtle("semicolons", lambda n: "e:a skos:altLabel \"x\"" + ";" * n + " .\n")
turtle("escapes", lambda n: 'e:a skos:note "' + "\\u0041" * n + '" .\n')
turtle("comments", lambda n: "# x\n" * n)
turtle("languages", lambda n: "".join(f'e:a skos:altLabel "L"@x-{word(i)} .\n' for i in range(n)), limit=60_000)
turtle("members of a list", lambda n: "e:k a skos:OrderedCollection ; skos:memberList (" + "e:a " * n + ") .\n")
turtle("collections in one another", lambda n: "".join(
    f"e:k{i} a skos:Collection ; skos:member e:k{i + 1} .\n" for i in range(n)))
turtle("properties below one another", lambda n: "".join(
    f"e:p{i} rdfs:subPropertyOf e:p{i + 1} .\n" for i in range(n)) + f"e:p{n} rdfs:subPropertyOf skos:altLabel .\n")
turtle("broader in a ring", lambda n: "".join(concept(i, f"; skos:broader e:c{(i + 1) % n} ") for i in range(n)))
turtle("transitive in a chain", lambda n: "".join(concept(i, f"; skos:broaderTransitive e:c{i + 1} ") for i in range(n)))
turtle("transitive above one", lambda n: "".join(concept(i) + f"e:a skos:broaderTransitive e:c{i} .\n" for i in range(n)))
turtle("transitive below one", lambda n: "".join(concept(i, "; skos:broaderTransitive e:a ") for i in range(n)))
turtle("successors in a chain", lambda n: "".join(
    concept(i, f"; owl:deprecated true ; dct:isReplacedBy e:c{i + 1} ") for i in range(n)))
turtle("successors of one", lambda n: "e:a owl:deprecated true .\n" + "".join(
    concept(i) + f"e:a dct:isReplacedBy e:c{i} .\n" for i in range(n)))
turtle("matches in a chain", lambda n: "".join(concept(i, f"; skos:exactMatch e:c{i + 1} ") for i in range(n)))
turtle("matches of one", lambda n: "".join(concept(i, "; skos:exactMatch e:a ") for i in range(n)))
turtle("labels of their own", lambda n: "".join(
    f'e:a xl:altLabel e:l{i} . e:l{i} xl:literalForm "L {word(i)}"@en .\n' for i in range(n)))
turtle("notes with an author", lambda n: "".join(
    f'e:a skos:note [ rdf:value "N {i}" ; dct:creator "A" ; dct:date "2001" ] .\n' for i in range(n)))
turtle("versions and descriptions of a scheme", lambda n: "".join(
    f'e:s dct:description "D {i}" ; owl:versionInfo "{i}" .\n' for i in range(n)))
turtle("unknown properties", lambda n: "".join(f'e:a e:p{i} "x" .\n' for i in range(n)))
turtle("tops of a scheme", lambda n: "".join(concept(i) + f"e:s skos:hasTopConcept e:c{i} .\n" for i in range(n)))
turtle("schemes", lambda n: "".join(
    f"e:s{i} a skos:ConceptScheme . " + concept(i, f"; skos:inScheme e:s{i} ") for i in range(n)), limit=20_000)


def json_ld(name, context, nodes):
    def make(folder, n):
        terms = {"skos": "http://www.w3.org/2004/02/skos/core#", "name": "skos:prefLabel", **context(n)}
        text(folder, "v.jsonld", json.dumps({"@context": terms, "@graph": nodes(n)}))

    shape(f"json-ld: {name}", "import", "v.jsonld", limit=160_000)(make)


NODE = {"@id": "urn:x:a", "@type": "skos:Concept", "name": "Alpha"}
json_ld("nodes", lambda n: {}, lambda n: [{**NODE, "@id": f"urn:x:{i}"} for i in range(n)])
json_ld("terms", lambda n: {f"t{i}": f"urn:y:{i}" for i in range(n)}, lambda n: [NODE])
json_ld("terms of one prefix", lambda n: {"p": "urn:y:", **{f"t{i}": f"p:{i}" for i in range(n)}}, lambda n: [NODE])
json_ld("nodes with a context", lambda n: {f"t{i}": f"urn:y:{i}" for i in range(n)}, lambda n: [
    {**NODE, "@context": {"z": "urn:z"}, "@id": f"urn:x:{i}"} for i in range(n)])
json_ld("contexts of a node", lambda n: {}, lambda n: [{**NODE, "@context": [{f"z{i}": "urn:z"} for i in range(n)]}])
json_ld("values", lambda n: {}, lambda n: [{**NODE, "skos:altLabel": [f"L {word(i)}" for i in range(n)]}])


def table(name, make, file="v.csv"):
    shape(f"table: {name}", "import", file)(lambda folder, n: text(folder, file, make(n)))


table("rows", lambda n: "uri,label,broader\n" + "".join(f"urn:x:{i},Name {word(i)},urn:x:0\n" for i in range(n)))
table("labels of one concept", lambda n: "concept,label,kind\n" + "".join(
    f"urn:x:a,Name {word(i)},alternative\n" for i in range(n)))
table("values of a cell", lambda n: "uri,label,altlabel\nurn:x:a,Alpha," + "|".join(f"L {word(i)}" for i in range(n)) + "\n")
table("rows and unknown columns", lambda n: "uri,label," + ",".join(f"c{i}" for i in range(min(n, 16_000))) + "\n" + "".join(
    f"urn:x:{i},Name {word(i)}\n" for i in range(n)))
table("rows and columns of a term set", lambda n: "Term Set Name,Level 1 Term,"
      + ",".join(f"c{i}" for i in range(min(n, 16_000))) + "\n" + "".join(f"S,Name {word(i)}\n" for i in range(n)))
table("levels", lambda n: "".join(f"Name {word(i)},,\n,Sub {word(i)},\n" for i in range(n)))
table("quotes", lambda n: "uri,label\nurn:x:a,\"" + '""' * n + "\"\n")
table("quotes that are text", lambda n: "uri,label\n" + 'urn:x:a,"x" y\n' * n)
table("lines of a list", lambda n: "".join("\t" * (i % 9) + f"Name {word(i)}\n" for i in range(n)), "v.txt")
table("synonyms of a list", lambda n: "Name\n" + "".join(f"\t{{Other {word(i)}}}\n" for i in range(n)), "v.txt")


def dialect(name, head, item, tail):
    shape(f"dialect: {name}", "import", "v.xml")(
        lambda folder, n: text(folder, "v.xml", head + "".join(item(i) for i in range(n)) + tail))


ISO = '<ISO25964Interchange xmlns="http://iso25964.org/"><Thesaurus><identifier>urn:x:t</identifier>'
ISO_TERM = "<PreferredTerm><lexicalValue>Name %s</lexicalValue></PreferredTerm>"
dialect("concepts of ISO 25964", ISO, lambda i: (
    f"<ThesaurusConcept><identifier>urn:x:{i}</identifier>{ISO_TERM % word(i)}</ThesaurusConcept><HierarchicalRelationship>"
    f"<role>BT</role><isHierRelConcept>urn:x:{i}</isHierRelConcept><hasHierRelConcept>urn:x:{i // 2}</hasHierRelConcept>"
    "</HierarchicalRelationship>"), "</Thesaurus></ISO25964Interchange>")
dialect("terms of ISO 25964", ISO + "<ThesaurusConcept><identifier>urn:x:a</identifier>", lambda i: (
    f"<SimpleNonPreferredTerm><lexicalValue>Name {word(i)}</lexicalValue></SimpleNonPreferredTerm>"),
        "</ThesaurusConcept></Thesaurus></ISO25964Interchange>")
MARC = '<collection xmlns="http://www.loc.gov/MARC21/slim">'
MARC_HEAD = ('<record><leader>00000nz  a</leader><controlfield tag="001">%s</controlfield>'
             '<datafield tag="150"><subfield code="a">Name %s</subfield></datafield>')
FIELD = '<datafield tag="%d"><subfield code="a">Name %s</subfield></datafield>'
dialect("records of MARC", MARC, lambda i: MARC_HEAD % (i, word(i)) + FIELD % (550, word(i // 2)) + "</record>",
        "</collection>")
dialect("fields of MARC", MARC + MARC_HEAD % (1, "A"), lambda i: FIELD % (450, word(i)), "</record></collection>")
dialect("subfields of MARC", MARC + MARC_HEAD % (1, "A") + '<datafield tag="450">',
        lambda i: f'<subfield code="x">{word(i)}</subfield>', "</datafield></record></collection>")
dialect("entries of TBX", "<tbx><text><body>", lambda i: (
    f'<conceptEntry id="c{i}"><langSec xml:lang="en"><termSec><term>Name {word(i)}</term></termSec></langSec></conceptEntry>'),
        "</body></text></tbx>")
dialect("terms of TBX", '<tbx><text><body><conceptEntry id="c"><langSec xml:lang="en">',
        lambda i: f"<termSec><term>Name {word(i)}</term></termSec>", "</langSec></conceptEntry></body></text></tbx>")
dialect("languages of TBX", '<tbx><text><body><conceptEntry id="c">', lambda i: (
    f'<langSec xml:lang="{word(i)}"><termSec><term>Name</term></termSec></langSec>'), "</conceptEntry></body></text></tbx>")
RDF = ('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
       'xmlns:skos="http://www.w3.org/2004/02/skos/core#" xmlns:mads="http://www.loc.gov/mads/rdf/v1#">')
dialect("languages of RDF/XML", RDF + '<skos:Concept rdf:about="urn:x:a">',
        lambda i: f'<skos:altLabel xml:lang="x-{word(i)}">L</skos:altLabel>', "</skos:Concept></rdf:RDF>")
dialect("bases of RDF/XML", RDF, lambda i: (
    f'<skos:Concept xml:base="urn:y:{i}/{"b" * 200}/" rdf:about="a"><skos:prefLabel>Name</skos:prefLabel></skos:Concept>'),
        "</rdf:RDF>")
dialect("variants of MADS", RDF + '<mads:Topic rdf:about="urn:x:a">', lambda i: (
    f"<mads:hasVariant><mads:Topic><mads:variantLabel>Name {word(i)}</mads:variantLabel></mads:Topic></mads:hasVariant>"),
        "</mads:Topic></rdf:RDF>")


# Settings

def settings(name, make):
    def write(folder, n):
        text(folder, "parlance.yaml", make(n))
        text(folder, "share/a.txt", "Brochure\n")

    shape(f"settings: {name}", "retag", "share", "--dry-run", limit=40_000)(write)


settings("patterns", lambda n: "exclude:\n" + "".join(f"- '*{word(i)}*.tmp'\n" for i in range(n)))
settings("shares", lambda n: "shares:\n" + "".join(f"  /srv/{i}: {{exclude: a}}\n" for i in range(n)))
settings("thresholds", lambda n: "thresholds:\n" + "".join(f"  f{i}: 0.5\n" for i in range(n)))
settings("tags of folders", lambda n: "facets:\n" + "".join(f"- {{below: f{i}, type: Brochure}}\n" for i in range(n)))


# Labels

def labels(name, make, *options):
    shape(f"labels: {name}", "normalize", "labels.csv", "--column", "label", *options)(
        lambda folder, n: text(folder, "labels.csv", "label,count\n" + make(n)))


labels("different", lambda n: "".join(f"Brochure {word(i)},1\n" for i in range(n)))
labels("the same", lambda n: "Brochure,1\n" * n, "--count-column", "count", "--summary")
labels("misspelled", lambda n: "".join(f"Bro{word(i)}chure,1\n" for i in range(n)))
labels("words of one label", lambda n: f"{' '.join(word(i) for i in range(n))},1\n")
labels("letters of one word", lambda n: f"{'abc' * n},1\n")


# Documents as JSON Lines

def document(name, make, commands=("tag", "index", "learn")):
    for command in commands:
        arguments = {"tag": ["tag", "<d.jsonl"], "index": ["index", "d.jsonl"], "learn": ["learn", "d.jsonl"]}[command]
        shape(f"documents: {name}: {command}", *arguments)(
            lambda folder, n: text(folder, "d.jsonl", "".join(json.dumps(line) + "\n" for line in make(n))))


P = "https://id.example/product/p0"
document("documents", lambda n: [
    {"id": f"d{i}", "title": "Brochure", "text": f"Harbor {word(0)} {word(i)}", "tags": [P]} for i in range(n)])
document("different words", lambda n: [{"id": "a", "text": " ".join(word(i) for i in range(n)), "tags": [P]}] * 2)
document("the same word", lambda n: [{"id": "a", "text": "harbor " * n, "tags": [P]}] * 2)
document("mentions", lambda n: [{"id": "a", "text": f"the harbor {word(0)}. " * n, "tags": [P]}] * 2)
document("letters of one word", lambda n: [{"id": "a", "text": "abc" * n, "tags": [P]}])
document("lines", lambda n: [{"id": "a", "text": "line\n" * n, "tags": [P]}])
document("headings", lambda n: [
    {"id": "a", "headings": [f"Price list {i}" for i in range(n)], "text": "x", "tags": [P]}], ("tag", "index"))
document("values of a facet", lambda n: [
    {"id": "a", "text": "x", "facets": {"product": [f"Thing {i}" for i in range(n)]}}], ("index",))
document("facets", lambda n: [
    {"id": "a", "text": "x", "facets": {f"f{i}": ["v"] for i in range(n)}}], ("index",))
document("tags", lambda n: [{"id": "a", "text": "x", "tags": [f"urn:x:{i}" for i in range(n)]}], ("learn",))
document("values of one facet over documents", lambda n: [
    {"id": f"d{i}", "text": "x", "facets": {"product": [f"Thing {i}"]}} for i in range(n)], ("index",))
document("the same title", lambda n: [{"id": f"d{i}", "title": "Note", "text": "same text"} for i in range(n)], ("index",))


# Queries, over a small index

def query(name, make, limit=4_096):  # the longest query
    shape(f"query: {name}", "search", "--batch", "q.txt", "--format", "jsonl", start=8, limit=limit)(
        lambda folder, n: text(folder, "q.txt", f"q1\t{make(n)}\n"))


query("words", lambda n: " ".join(word(i) for i in range(n)))
query("words and OR", lambda n: " OR ".join(word(i) for i in range(n)))
query("the same word", lambda n: "harbor " * n)
query("words of a phrase", lambda n: '"' + "harbor " * n + '"')
query("phrases", lambda n: '"harbor mail" ' * n)
query("filters", lambda n: "type:brochure " * n)
query("exclusions", lambda n: "harbor " + " ".join(f"-{word(i)}" for i in range(n)))
query("brackets", lambda n: "(" * n + "harbor" + ")" * n)
query("prefixes", lambda n: " ".join(f"{word(i)}*" for i in range(n)))
query("letters", lambda n: "harbor" * n)


@shape("query: queries", "search", "--batch", "q.txt", "--format", "trec")
def _(folder, n):
    text(folder, "q.txt", "".join(f"q{i}\tharbor {word(i)}\n" for i in range(n)))


# Documents of a share

def share(name, file, make, start=200, limit=1_000_000):
    shape(f"share: {name}", "retag", "share", "--dry-run", start=start, limit=limit)(
        lambda folder, n: text(folder, f"share/{file}", make(n)))


def package(parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return stream.getvalue()


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
         '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
         '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
         'wordprocessingml.document.main+xml"/></Types>')
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def docx(body, *others):
    relations = (f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                 f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
                 f'<Relationship Id="r2" Type="{OFFICE}/custom-properties" Target="docProps/custom.xml"/></Relationships>')
    return package([("[Content_Types].xml", TYPES), ("_rels/.rels", relations),
                    ("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'), *others])


def paragraph(words, style=""):
    style = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{style}<w:r><w:t>{words}</w:t></w:r></w:p>"


def custom(n):
    names = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{i + 2}" name="n{i}">'
        f'<vt:lpwstr xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">v</vt:lpwstr></property>'
        for i in range(n))
    return ("docProps/custom.xml",
            f'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties">{names}</Properties>')


def pdf(objects, sections=1):
    result = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number in range(objects):
        offsets.append(len(result))
        content = {0: b"<< /Type /Catalog /Pages 2 0 R >>", 1: b"<< /Type /Pages /Kids [] /Count 0 >>"}.get(number, b"(x)")
        result += b"%d 0 obj %s endobj\n" % (number + 1, content)
    previous = b""
    for section in range(sections):
        place = len(result)
        count = objects + 1 if section == 0 else 1
        result += b"xref\n0 %d\n0000000000 65535 f \n" % count
        if section == 0:
            result += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        result += b"trailer << /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (objects + 1, previous, place)
        previous = b" /Prev %d" % place
    return bytes(result)


def mail(parts):
    return ("Subject: Price list\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
            + "".join(f"--b\nContent-Type: text/plain\n\ntext {i}\n" for i in range(parts)) + "--b--\n")


share("words of a text", "a.txt", lambda n: " ".join(word(i) for i in range(n)))
share("lines of a text", "a.txt", lambda n: "line\n" * n)
share("headings of Markdown", "a.md", lambda n: "".join(f"# Heading {i}\n\n" for i in range(n)))
share("quotes in quotes of Markdown", "a.md", lambda n: ">" * n + " x\n")
share("brackets of Markdown", "a.md", lambda n: "[" * n + "x\n")
share("stars of Markdown", "a.md", lambda n: "*a_" * n + "\n")
share("keys of front matter", "a.md", lambda n: "---\n" + "".join(f"k{i}: v\n" for i in range(n)) + "---\nx\n")
share("values of a key of front matter", "a.md", lambda n: "---\ntags:\n" + "- v\n" * n + "---\nx\n")
share("elements of HTML", "a.html", lambda n: "<html><body>" + "<p>word</p>" * n + "</body></html>")
share("open elements of HTML", "a.html", lambda n: "<html><body>" + "<div>" * n + "x")
share("attributes of HTML", "a.html", lambda n: "<p " + " ".join(f"a{i}=v" for i in range(n)) + ">x</p>")
share("meta of HTML", "a.html", lambda n: "".join(f'<meta name="keywords" content="k{i}">' for i in range(n)) + "x")
share("entities of HTML", "a.html", lambda n: "&amp;" * n)
share("open angle brackets of HTML", "a.html", lambda n: "<" * n)
share("comments of HTML", "a.html", lambda n: "<!--" * n)
share("paragraphs of docx", "a.docx", lambda n: docx(paragraph("Harbor") * n))
share("headings of docx", "a.docx", lambda n: docx(paragraph("Harbor", "Heading1") * n))
share("properties of docx", "a.docx", lambda n: docx(paragraph("x"), custom(n)))
share("parts of docx", "a.docx", lambda n: docx(paragraph("x"), *[(f"word/p{i}.xml", "<a/>") for i in range(n)]))
share("objects of PDF", "a.pdf", pdf)
# Beyond this pdftotext takes quadratic time; the child ends at its limit of time.
share("sections of PDF", "a.pdf", lambda n: pdf(2, n), limit=25_600)
share("parts of mail", "a.eml", mail)
share("header lines of mail", "a.eml", lambda n: "".join(f"X-{i}: v\n" for i in range(n)) + "Subject: Price list\n\nx\n")
share("recipients of mail", "a.eml", lambda n: "To: " + ",\n ".join(f"a{i}@b.example" for i in range(n)) + "\n\nx\n")
share("groups of RTF", "a.rtf", lambda n: "{\\rtf1 " + "{\\b x}" * n + "}")
share("open groups of RTF", "a.rtf", lambda n: "{\\rtf1 " + "{" * n)
share("hexadecimal letters of RTF", "a.rtf", lambda n: "{\\rtf1 " + "\\'e4" * n + "}")
share("cells of CSV", "a.csv", lambda n: "a,b,c\n" * n)


@shape("share: files", "retag", "share", "--dry-run", start=25, limit=6_400)
def _(folder, n):
    for i in range(n):
        text(folder, f"share/{i % 50}/d{i}.txt", f"Brochure\n\nHarbor {word(0)} number {i}\n")


@shape("share: folders in folders", "retag", "share", "--dry-run", start=8, limit=512)
def _(folder, n):
    text(folder, "share/" + "f/" * n + "d.txt", "Brochure\n")


@shape("share: lines of .parlanceignore", "retag", "share", "--dry-run")
def _(folder, n):
    text(folder, "share/a.txt", "Brochure\n")
    text(folder, "share/.parlanceignore", "".join(f"*{word(i)}*.tmp\n" for i in range(n)))


class Trial:
    """Runs one command on an input of a size, in a workspace made once."""

    def __init__(self, program, folder, end):
        self.program, self.base, self.end = program, f"{folder}/base", end
        os.makedirs(self.base)
        text(self.base, "v.xml", concepts(lambda i: "<alias>Acme vault</alias>", 20))
        text(self.base, "e.jsonl", "".join(
            json.dumps({"id": f"e{i}", "title": "Brochure", "text": f"harbor mail {word(i)}"}) + "\n" for i in range(200)))
        for arguments in (["import", "v.xml"], ["index", "e.jsonl"]):
            subprocess.run([program, *arguments], cwd=self.base, check=True, capture_output=True)

    @property
    def limit_seconds(self):
        """How long one run may take: no longer than all of them."""
        return min(120, max(1, self.end - time.monotonic()))

    def seconds(self, make, command, size):
        """Processor seconds and the status; the fewest seconds of two runs."""
        best, status = None, 0
        for _ in range(2):
            with tempfile.TemporaryDirectory() as folder:
                shutil.copytree(self.base, folder, dirs_exist_ok=True)
                make(folder, size)
                source = subprocess.DEVNULL
                arguments = []
                for argument in command:
                    if argument.startswith("<"):
                        source = open(f"{folder}/{argument[1:]}", "rb")
                    else:
                        arguments.append(argument)
                before = resource.getrusage(resource.RUSAGE_CHILDREN)
                try:
                    result = subprocess.run(
                        [self.program, *arguments], cwd=folder, stdin=source, timeout=self.limit_seconds,
                        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
                except subprocess.TimeoutExpired:
                    return self.limit_seconds, "timeout", b""
                finally:
                    if source is not subprocess.DEVNULL:
                        source.close()
                after = resource.getrusage(resource.RUSAGE_CHILDREN)
                spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
                best = spent if best is None else min(best, spent)
                status, errors = result.returncode, result.stderr
                if status < 0:
                    return best, status, errors
        return best, status, errors


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--only", default="")
    parser.add_argument("--seconds", type=float, default=1e9, help="end sooner, after so many seconds")
    parser.add_argument("--ratio", type=float, default=7)
    parser.add_argument("--enough", type=float, default=0.2, help="the seconds of processor time to begin with")
    parser.add_argument("--seed", type=int, default=None, help="try them in another order")
    options = parser.parse_args()
    if options.seed is not None:
        random.Random(options.seed).shuffle(SHAPES)
    program = os.path.abspath(options.program)
    end = time.monotonic() + options.seconds
    faults = tried = 0
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(program, folder, end)
        print(f"{'what':58}{'n':>9}{'s':>8}{'4 n':>9}{'s':>8}{'ratio':>7}")
        for name, make, command, size, limit in SHAPES:
            if options.only not in name or time.monotonic() > end:
                continue
            small, status, errors = trial.seconds(make, command, size)
            while status in (0, 1, 3) and small < options.enough and size * 8 <= limit:
                size *= 2
                small, status, errors = trial.seconds(make, command, size)
            large, status, errors = trial.seconds(make, command, size * 4)
            if time.monotonic() > end:
                print(f"{name:58}no time left")
                break
            ratio = large / max(small, 0.02)
            bad = ratio > options.ratio or status == "timeout" or (isinstance(status, int) and status < 0)
            tried += 1
            faults += bad
            said = errors.decode(errors="replace").split("\n")[0][:60] if status not in (0, 1, 3) else ""
            print(f"{name:58}{size:9}{small:8.2f}{size * 4:9}{large:8.2f}{ratio:7.1f}"
                  f"{'  FAULT' if bad else ''}{f'  {status}: {said}' if said or bad else ''}", flush=True)
    print(f"{tried} counts, {faults} faults")
    sys.exit(1 if faults else 0)


main()

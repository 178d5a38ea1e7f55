#!/usr/bin/env python3
"""Drives a server with the client of Skosmos (PyPI: skosmos-client), unchanged: every call that it has but data().

    skosmos-client.py URL

Prints a line for each call and ends with 1 at the first answer that is not what Skosmos' would be, with 77 if the client
is not there.
"""
import sys

try:
    import requests
    from rdflib import Graph, URIRef
    from rdflib.namespace import RDF, SKOS
    from skosmos_client import SkosmosClient
except ImportError as error:
    print(f"the Python package skosmos-client is not there: {error}", file=sys.stderr)
    sys.exit(77)


def check(condition, words):
    if not condition:
        raise SystemExit(f"skosmos-client: {words}")


def fails(call, *arguments):
    try:
        call(*arguments)
    except ValueError:
        return
    raise SystemExit(f"skosmos-client: {arguments} was answered")


skosmos = SkosmosClient(sys.argv[1].rstrip("/") + "/rest/v1/")
vocabularies = skosmos.vocabularies(lang="en")
check({"type", "product"} <= {entry["id"] for entry in vocabularies}, vocabularies)
print(f"vocabularies: {len(vocabularies)}")

found = skosmos.search("acme*", lang="en")
check(found and found[0]["altLabel"].startswith("Acme"), found)
check(all({"uri", "type", "prefLabel", "lang", "vocab"} <= set(entry) for entry in found), found)
archive = next(entry["uri"] for entry in found if entry["prefLabel"] == "Harbor Archive")
check(skosmos.search("acme*", vocabs="type") == [], "another vocabulary was searched")
both = skosmos.search("pri*", vocabs=["type", "product"])
check(both, "two vocabularies")
check(skosmos.search("pri*", vocabs=["type", "product"], offset=1) == both[1:], "offset")
check(len(skosmos.search("a*", maxhits=2)) == 2, "maxhits")
print(f"search: {len(found)}")

check(any("Concept" in entry["uri"] for entry in skosmos.types("en")), "types")
check(skosmos.types("en", vocid="product") == skosmos.types("en"), "types of a vocabulary")
vocabulary = skosmos.get_vocabulary("product", lang="en")
check(vocabulary["id"] == "product" and vocabulary["conceptschemes"], vocabulary)
fails(skosmos.get_vocabulary, "no-such-vocabulary")
tops = skosmos.top_concepts("product", lang="en")
check(tops and {"uri", "label", "hasChildren", "topConceptOf"} <= set(tops[0]), tops)
check(skosmos.groups("product") == [], "groups")
print(f"{vocabulary['title']}: {len(tops)} top concepts")

check(skosmos.lookup("product", "Acme Vault", lang="en")[0]["uri"] == archive, "lookup")
fails(skosmos.lookup, "product", "no such label")

concept = skosmos.get_concept("product", archive)
check(concept.label("en") == "Harbor Archive", concept.label("en"))
broader = concept.broader("en")
chain = concept.broaderTransitive("en")
check({entry["uri"] for entry in broader} <= set(chain) and archive in chain, chain)
parent = skosmos.get_concept("product", broader[0]["uri"])
check(archive in [entry["uri"] for entry in parent.narrower("en")], "narrower")
check(archive in parent.narrowerTransitive("en", limit=1000), "narrowerTransitive")
check(isinstance(concept.related("en"), list), "related")
print(f"{concept.label()}: broader {[entry['prefLabel'] for entry in broader]}, chain of {len(chain)}")

# The client's own data() leaves the format to rdflib, which from version 6 on guesses Turtle and fails on RDF/XML.
for place, kind in [("data", "application/rdf+xml"), ("product/data", "text/turtle"), ("data", "application/ld+json")]:
    answer = requests.get(skosmos.api_base + place, params={"uri": archive, "format": kind})
    answer.raise_for_status()
    graph = Graph().parse(data=answer.content, format=kind)
    subject = URIRef(archive)
    check((subject, RDF.type, SKOS.Concept) in graph, "data: it is no concept")
    names = {str(name) for name in graph.objects(subject, SKOS.altLabel)}
    check("Acme Vault" in names, names)
    print(f"data as {kind}: {len(graph)} statements")

#!/usr/bin/env python3
"""nDCG@10 (linear gain), MAP and recall@100 of a TREC run, as trec_eval computes them.

Usage: parlance search --batch QUERIES.tsv --format trec --limit 1000 | score-search.py QRELS.tsv
"""
import collections
import math
import sys


def main():
    relevance = collections.defaultdict(dict)
    with open(sys.argv[1], encoding="utf-8") as file:
        for line in file:
            query, _, document, grade = line.split()
            relevance[query][document] = int(grade)
    run = collections.defaultdict(list)
    for line in sys.stdin:
        query, _, document, rank, score, _ = line.split()
        run[query].append((-float(score), int(rank), document))
    gains, precisions, recalls = [], [], []
    for query, grades in relevance.items():
        wanted = {document for document, grade in grades.items() if grade > 0}
        if not wanted:
            continue
        ranked = [document for _, _, document in sorted(run[query])]
        gain = sum(max(grades.get(document, 0), 0) / math.log2(position + 2)
                   for position, document in enumerate(ranked[:10]))
        ideal = sorted((grade for grade in grades.values() if grade > 0), reverse=True)[:10]
        gains.append(gain / sum(grade / math.log2(position + 2)
                                for position, grade in enumerate(ideal)))
        found, total = 0, 0.0
        for position, document in enumerate(ranked):
            if document in wanted:
                found += 1
                total += found / (position + 1)
        precisions.append(total / len(wanted))
        recalls.append(len(wanted.intersection(ranked[:100])) / len(wanted))
    count = len(gains)
    print(f"{count} queries  nDCG@10 {sum(gains) / count:.4f}  "
          f"MAP {sum(precisions) / count:.4f}  recall@100 {sum(recalls) / count:.4f}")


main()

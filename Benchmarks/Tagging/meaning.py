#!/usr/bin/env python3
"""One table of how well documents are tagged, untrained and by what was learned, beside other ways.

Usage: meaning.py DATA PARLANCE [SET…]     (SET: renames, debtags, fao780, win32-doctypes; all if none)

DATA is the folder that holds tagging/. Learning is scored by five folds over documents. On `renames`
it is also scored on products that no example is of (`other products`: learned from every second
product by its number of documents, asked of the others, and the other way round), from few
examples (`curve`), and without a third of the types (`types kept out`). Which documents are of what no
example is of differs with the examples, so that both stand beside what the rules say of the same documents. Intervals are 95 % by bootstrap over documents. Where python3 has scikit-learn, what
TF-IDF with logistic regression comes to on the same splits stands beside.
"""
import collections
import json
import os
import pathlib
import random
import resource
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import figures  # noqa: E402

FOLDS = 5
CURVE = (0, 10, 20, 50, 100, 200, 400)
SAMPLES = 300
OTHER = ", TF-IDF + regression"


class Document:
    """A document with its right concepts by scheme."""

    def __init__(self, record, wanted):
        self.record, self.wanted = record, wanted
        self.tags = sorted(uri for uris in wanted.values() for uri in uris)

    def words(self):
        record = self.record
        path = record.get("path", "").replace("/", " ").replace("_", " ").replace("-", " ")
        title = " ".join([record.get("title", "")] * 3)
        return "\n".join([title, path, record["text"][:20000]])


class Collection:
    """Documents with a vocabulary, imported into a workspace of its own."""

    def __init__(self, tool, vocabulary, documents, folder):
        self.tool, self.documents = tool, documents
        self.base = pathlib.Path(folder) / "base"
        self.folder = pathlib.Path(folder)
        self.run("import", vocabulary, "--workspace", self.base)

    def run(self, *arguments, source=None):
        """What a command prints; `source` is a file that it reads, which says more of folders than a pipe."""
        with open(source or os.devnull, "rb") as stdin:
            result = subprocess.run(
                [str(self.tool), *map(str, arguments)], stdin=stdin, capture_output=True, text=True,
                cwd=self.folder)
        if result.returncode not in (0, 1, 3):
            sys.exit("%s: %s" % (" ".join(map(str, arguments)), result.stderr))
        return result.stdout

    def answers(self, asked, known=(), limit=None):
        """What is said of documents after learning from others, and the processor seconds of each."""
        workspace = self.base
        learning = 0
        if known:
            workspace = self.folder / "learned"
            shutil.rmtree(workspace, ignore_errors=True)
            shutil.copytree(self.base, workspace)
            gold = self.folder / "gold.jsonl"
            gold.write_text("".join(
                json.dumps(dict(one.record, tags=one.tags)) + "\n" for one in known))
            before = seconds()
            self.told = self.run("learn", gold, "--workspace", workspace)
            learning = seconds() - before
        options = ["--limit", limit] if limit else []
        source = self.folder / "asked.jsonl"
        source.write_text("".join(json.dumps(one.record) + "\n" for one in asked))
        before = seconds()
        lines = self.run("tag", "--workspace", workspace, *options, source=source)
        tagging = (seconds() - before) / max(len(asked), 1)
        answers = {one["id"]: one["tags"] for one in map(json.loads, lines.splitlines())}
        return [(one, answers[one.record["id"]]) for one in asked], learning, tagging

    def folded(self, folds, limit=None):
        """What is said of all documents, each after learning from the other folds."""
        rows, times = [], []
        for fold in sorted(set(folds)):
            asked = [one for one, part in zip(self.documents, folds) if part == fold]
            known = [one for one, part in zip(self.documents, folds) if part != fold]
            found, learning, tagging = self.answers(asked, known, limit)
            rows += found
            times.append((learning, tagging))
        return rows, times


def seconds():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


# Figures


def interval(rows, measure):
    """A measure of rows with its 95 % interval."""
    generator = random.Random(7)
    values = sorted(
        measure(generator.choices(rows, k=len(rows))) for _ in range(SAMPLES)) if rows else [0]
    return measure(rows), values[int(0.025 * len(values))], values[int(0.975 * len(values))]


def share(rows, part, whole=None):
    count = sum(1 for row in rows if whole(row)) if whole else len(rows)
    return sum(1 for row in rows if part(row)) / max(count, 1)


def calibration(pairs):
    """The expected calibration error in ten bins of (score, whether it is right)."""
    bins = [[0, 0.0] for _ in range(10)]
    count = 0
    for score, right in pairs:
        one = bins[min(int(score * 10), 9)]
        one[0] += right
        one[1] += score
        count += 1
    return sum(abs(right - sure) for right, sure in bins) / max(count, 1)


def bound(measure, goal):
    """A goal as the table of all figures has it: times and errors are to be small, all else large."""
    if not goal or goal == "untrained":
        return goal
    return ("≤ %s" if "CPU" in measure or "error" in measure else "≥ %s") % goal


class Table:
    """The lines of the report, printed as they come."""

    def __init__(self):
        print("%-15s %-40s %-22s %7s %15s   %s" % (
            "set", "way", "measure", "value", "95 %", "goal"))

    def add(self, name, way, measure, rows, figure, goal="", rival=False):
        value, low, high = interval(rows, figure)
        print("%-15s %-40s %-22s %7.3f [%.3f, %.3f]   %s" % (
            name, way, measure, value, low, high, "" if rival else goal), flush=True)
        own, _, other = way.partition(OTHER)
        is_other = rival or OTHER in way
        figures.add(name, own, measure, value, (low, high), "" if is_other else bound(measure, goal),
                    OTHER.strip(", ") if is_other else "")

    def time(self, name, way, measure, value, goal=""):
        print("%-15s %-40s %-22s %7.2f %15s   %s" % (name, way, measure, value, "", goal), flush=True)
        figures.add(name, way, measure, value, goal=bound(measure, goal), decimals=2)


def one_of(table, name, way, scheme, answers, goals={}):
    """Figures of a scheme of which the highest tag is judged."""
    rows = []
    for document, tags in answers:
        wanted = document.wanted.get(scheme)
        if not wanted:
            continue
        own = sorted((tag for tag in tags if tag["scheme"] == scheme), key=lambda tag: -tag["score"])
        best = own[0] if own else None
        accepted = {tag["concept"] for tag in own if tag.get("outcome", "accepted") == "accepted"}
        rows.append((
            bool(best) and best["concept"] in wanted, bool(best) and best["concept"] in accepted,
            best["score"] if best else None, bool(accepted & set(wanted))))
    title = "%s, %s" % (scheme, way)
    table.add(name, title, "right on top", rows, lambda rows: share(rows, lambda row: row[0]),
              goals.get("top", ""))
    table.add(name, title, "accepted", rows, lambda rows: share(rows, lambda row: row[1]))
    table.add(name, title, "right of accepted", rows,
              lambda rows: share(rows, lambda row: row[0] and row[1], lambda row: row[1]),
              goals.get("accepted", ""))
    table.add(name, title, "recall of accepted", rows,
              lambda rows: share(rows, lambda row: row[3]), goals.get("recall", ""))
    table.add(name, title, "calibration error", rows,
              lambda rows: calibration(
                  (row[2], row[0]) for row in rows if row[2] is not None), goals.get("error", ""))


def many_of(table, name, way, answers, goals={}, rival=False):
    """Figures of the best five tags."""
    rows = []
    for document, tags in answers:
        best = sorted(tags, key=lambda tag: -tag["score"])[:5]
        wanted = set(document.tags)
        right = [tag["concept"] in wanted for tag in best]
        both = len(best) + len(wanted)
        rows.append((
            2 * sum(right) / both if both else 0, bool(right) and right[0],
            [(tag["score"], hit) for tag, hit in zip(best, right)]))
    table.add(name, way, "F1@5", rows,
              lambda rows: sum(row[0] for row in rows) / len(rows), goals.get("f1", ""), rival)
    table.add(name, way, "P@1", rows, lambda rows: share(rows, lambda row: row[1]),
              goals.get("first", ""), rival)
    table.add(name, way, "calibration error", rows,
              lambda rows: calibration(pair for row in rows for pair in row[2]),
              goals.get("error", ""), rival)


# Rivals


def regression(known, asked, labels):
    """The concepts by TF-IDF and logistic regression, as `tag` gives them; `labels` are those judged."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    words = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), min_df=2, max_features=60000)
    rows, others = words.fit_transform(one.words() for one in known), words.transform(
        one.words() for one in asked)
    found = [[] for _ in asked]
    for scheme, single in labels:
        if single:
            taught = [place for place, one in enumerate(known) if one.wanted.get(scheme)]
            model = LogisticRegression(C=30, max_iter=300).fit(
                rows[taught], [known[place].wanted[scheme][0] for place in taught])
            for tags, scores in zip(found, model.predict_proba(others)):
                place = scores.argmax()
                tags.append({"concept": model.classes_[place], "scheme": scheme,
                             "score": float(scores[place])})
            continue
        counts = collections.Counter(uri for one in known for uri in one.tags)
        for uri, count in sorted(counts.items()):
            if count < 2 or count == len(known):
                continue
            model = LogisticRegression(C=30, solver="liblinear").fit(
                rows, [uri in one.tags for one in known])
            for tags, score in zip(found, model.predict_proba(others)[:, 1]):
                tags.append({"concept": uri, "scheme": scheme, "score": float(score)})
    return list(zip(asked, found))


def rival(documents, folds, labels):
    """The rival on the same folds; nothing without scikit-learn."""
    try:
        import sklearn  # noqa: F401
    except ImportError:
        print("SKIPPED, python3 has no scikit-learn: TF-IDF with logistic regression", file=sys.stderr)
        return []
    rows = []
    for fold in sorted(set(folds)):
        rows += regression(
            [one for one, part in zip(documents, folds) if part != fold],
            [one for one, part in zip(documents, folds) if part == fold], labels)
    return rows


# Sets


def tag_lines(path):
    with open(path, encoding="utf-8") as lines:
        return [line.rstrip("\n").split("\t") for line in lines]


def renames_documents(data):
    """The documents of `renames` with their folds."""
    base = "https://id.msdocs.example/"
    wanted = collections.defaultdict(lambda: collections.defaultdict(list))
    for document, scheme, concept in tag_lines(data / "gold.tsv"):
        wanted[document][scheme].append(base + concept)
    with open(data / "docs.jsonl", encoding="utf-8") as lines:
        documents = [Document(one, wanted[one["id"]]) for one in map(json.loads, lines)]
    numbers = json.loads((data / "folds.json").read_text())
    return documents, [numbers[one.record["id"]] for one in documents]


def renames(data, tool, table):
    documents, folds = renames_documents(data)
    with tempfile.TemporaryDirectory() as folder:
        set_ = Collection(tool, data / "vocabulary.xml", documents, folder)
        answers, _, tagging = set_.answers(documents)
        untrained = {(one.record["id"], scheme): top(one, tags, scheme)
                     for one, tags in answers for scheme in one.wanted}
        one_of(table, "renames", "untrained", "product", answers, {"top": ".85", "error": ".05"})
        one_of(table, "renames", "untrained", "type", answers,
               {"top": ".55", "accepted": ".85", "error": ".05"})
        table.time("renames", "untrained", "tagging, CPU ms", tagging * 1000, "2")
        answers, times = set_.folded(folds)
        one_of(table, "renames", "5 folds", "product", answers, {"error": ".05"})
        one_of(table, "renames", "5 folds", "type", answers, {"top": ".80", "error": ".05"})
        table.time("renames", "5 folds", "learning, CPU s",
                   sum(one for one, _ in times) / len(times), "12 (15 on all)")
        table.time("renames", "5 folds", "tagging, CPU ms",
                   sum(one for _, one in times) / len(times) * 1000, "2")
        products = collections.Counter(one.wanted["product"][0] for one in documents)
        order = [uri for uri, _ in sorted(products.items(), key=lambda item: (-item[1], item[0]))]
        halves = [order.index(one.wanted["product"][0]) % 2 for one in documents]
        answers, _ = set_.folded(halves)
        one_of(table, "renames", "other products", "product", answers,
               {"top": "untrained", "recall": "untrained"})
        one_of(table, "renames", "other products", "type", answers, {"top": ".65"})
        for way, parts in (("5 folds", folds), ("other products", halves)):
            found = rival(documents, parts, [("type", True)])
            if found:
                one_of(table, "renames", "%s, TF-IDF + regression" % way, "type", found)
        kept_out(set_, table, untrained)
        curve(set_, table, untrained)


def top(document, tags, scheme):
    """Whether the highest tag of a scheme is right, accepted, and both."""
    own = [tag for tag in tags if tag["scheme"] == scheme]
    best = max(own, key=lambda tag: tag["score"], default={"concept": None})
    is_right = best["concept"] in document.wanted[scheme]
    is_accepted = best.get("outcome") == "accepted"
    return is_right, is_accepted, is_right and is_accepted


def kept_out(set_, table, untrained):
    """Types of which nothing is learned: a third of them at a time, the frequent ones dealt out."""
    frequency = collections.Counter(
        one.wanted["type"][0] for one in set_.documents if one.wanted.get("type"))
    order = [uri for uri, _ in frequency.most_common()]
    places = list(range(len(set_.documents)))
    random.Random(9).shuffle(places)
    asked = [set_.documents[place] for place in places[:500]]
    for count in (100, 400):
        rows = {True: [], False: []}
        for part in range(3):
            out = set(order[part::3])
            pool = [set_.documents[place] for place in places[500:]
                    if not out & set(set_.documents[place].wanted.get("type", []))]
            seen = {uri for one in pool[:count] for uri in one.wanted.get("type", [])}
            for document, tags in set_.answers(asked, pool[:count])[0]:
                if document.wanted.get("type"):
                    rows[document.wanted["type"][0] in seen].append(
                        top(document, tags, "type") + untrained[document.record["id"], "type"])
        for is_seen, title in ((True, "with examples"), (False, "without")):
            for first, way in ((0, "types kept out, %d examples"), (3, "the rules, the same")):
                name = "type, " + (way % count if first == 0 else way)
                table.add("renames", name, "on top, %s" % title, rows[is_seen],
                          lambda rows: share(rows, lambda row: row[first]))
                table.add("renames", name, "right of accepted", rows[is_seen],
                          lambda rows: share(rows, lambda row: row[first + 2],
                                             lambda row: row[first + 1]))


def curve(set_, table, untrained):
    places = list(range(len(set_.documents)))
    random.Random(9).shuffle(places)
    asked = [set_.documents[place] for place in places[:500]]
    pool = [set_.documents[place] for place in places[500:]]
    for count in CURVE:
        known = pool[:count]
        answers, _, _ = set_.answers(asked, known)
        for scheme in ("product", "type"):
            seen = {uri for one in known for uri in one.wanted.get(scheme, [])}
            for title, is_seen in (("seen", True), ("unseen", False)):
                rows = []
                for document, tags in answers:
                    wanted = document.wanted.get(scheme)
                    if not wanted or (wanted[0] in seen) != is_seen:
                        continue
                    rows.append((top(document, tags, scheme)[0],
                                 untrained[document.record["id"], scheme][0]))
                if rows:
                    for place, way in ((0, "%s, curve, %d examples"), (1, "%s, the rules, the same")):
                        table.add("renames", way % ((scheme, count) if place == 0 else scheme),
                                  "on top, %s" % title, rows,
                                  lambda rows: share(rows, lambda row: row[place]))


def with_tags(records, scheme_of):
    result = []
    for record in records:
        wanted = collections.defaultdict(list)
        for uri in record.pop("tags"):
            wanted[scheme_of(uri)].append(uri)
        result.append(Document(record, wanted))
    return result


def many(data, tool, table, name, vocabulary, documents, goals):
    folds = [place % FOLDS for place in range(len(documents))]
    with tempfile.TemporaryDirectory() as folder:
        set_ = Collection(tool, data / vocabulary, documents, folder)
        answers, _, _ = set_.answers(documents, limit=5)
        many_of(table, name, "untrained", answers, {"error": ".05"})
        answers, times = set_.folded(folds, limit=5)
        many_of(table, name, "5 folds", answers, dict(goals, error=".05"))
        table.time(name, "5 folds", "learning, CPU s", sum(one for one, _ in times) / len(times))
        table.time(name, "5 folds", "tagging, CPU ms",
                   sum(one for _, one in times) / len(times) * 1000)
    found = rival(documents, folds, [("", False)])
    if found:
        many_of(table, name, "5 folds, TF-IDF + regression", found, rival=True)


def debtags(data, tool, table):
    with open(data / "train.jsonl", encoding="utf-8") as lines:
        documents = with_tags(map(json.loads, lines), lambda uri: uri.split("/")[-2])
    many(data, tool, table, "debtags", "debtags.xml", documents, {"f1": ".64", "first": ".95"})


def texts(data, suffix, is_path):
    tags = collections.defaultdict(list)
    for line in tag_lines(data / "gold.tsv"):
        tags[line[0]].append(line[1])
    for name in sorted(tags):
        record = {"id": name, "tags": tags[name],
                  "text": (data / "docs" / (name + suffix)).read_bytes().decode("utf-8", "replace")}
        yield dict(record, path=name) if is_path else record


def fao780(data, tool, table):
    documents = with_tags(texts(data, ".txt", False), lambda uri: "agrovoc")
    many(data, tool, table, "fao780", "agrovoc_en.rdf", documents, {"f1": ".37"})


def win32(data, tool, table):
    documents = with_tags(texts(data, "", True), lambda uri: "ms-topic")
    folds = [place % FOLDS for place in range(len(documents))]
    with tempfile.TemporaryDirectory() as folder:
        set_ = Collection(tool, data / "doctypes.rdf", documents, folder)
        for way, answers in (("untrained", set_.answers(documents)[0]),
                             ("5 folds", set_.folded(folds)[0])):
            scheme = next(tag["scheme"] for _, tags in answers for tag in tags)
            for document in documents:
                document.wanted = {scheme: document.tags}
            one_of(table, "win32-doctypes", way, scheme, answers,
                   {"error": ".05", **({"top": ".88"} if way == "5 folds" else {})})
        found = rival(documents, folds, [(scheme, True)])
        if found:
            one_of(table, "win32-doctypes", "5 folds, TF-IDF + regression", scheme, found)


def main():
    data, tool = pathlib.Path(sys.argv[1]) / "tagging", pathlib.Path(sys.argv[2]).resolve()
    data = data.resolve()
    if not data.is_dir():
        sys.exit("SKIPPED: %s is not there" % data)
    sets = {"renames": renames, "debtags": debtags, "fao780": fao780, "win32-doctypes": win32}
    table = Table()
    for name in sys.argv[3:] or sets:
        sets[name](data / name, tool, table)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Counts the structure of the sources: the figures of Documentation/Structure.md.

usage: structure.py [FOLDER]   (the root of the repository; the folder above this script if none is named)

Beside sizes it holds the walks of walks.txt against the code: each file of a walk must be there and be named
by an earlier one of it, by a type that it declares or extends. Ends with status 1 if one is not.
"""

import re
import statistics
import sys
from pathlib import Path

DECLARATION = re.compile(
    r"\b(?:struct|class|enum|protocol|actor|typealias|extension|func)\s+([A-Za-z_][\w.]*)")

# The libraries that stand behind the engine, as in ImportRuleTests.
INNER = {
    "Cataloging", "Documents", "JSONCoding", "Journaling", "Knowledge", "MappedStorage", "Matching", "Model",
    "Retagging", "Searching", "Tagging", "Taxonomy", "TextAnalysis", "XMLReading"}


def swift_files(folder):
    return sorted(folder.rglob("*.swift"))


def lines(files):
    return sum(len(file.read_text().splitlines()) for file in files)


def code(text):
    """The text without comments and without what stands in strings of one line."""
    text = re.sub(r"//[^\n]*", "", text)
    return re.sub(r'"(?:\\.|[^"\\\n])*"', '""', text)


def imports(file):
    found = set()
    for line in file.read_text().splitlines():
        match = re.match(r"\s*(?:@\w+\s+)*(?:\w+\s+)?import\s+(?:struct\s+|class\s+)?(\w+)", line)
        if match:
            found.add(match[1])
    return found


def sizes(root):
    sources = swift_files(root / "Sources")
    tests = swift_files(root / "Tests")
    lengths = [len(file.read_text().splitlines()) for file in sources]
    texts = [code(file.read_text()) for file in sources]
    beyond = [
        file for file in swift_files(root / "Sources" / "parlance") if imports(file) & INNER]
    functions = [length for text in texts for length in function_lengths(text)]
    yield "Swift files in Sources", len(sources)
    yield "lines in them", sum(lengths)
    yield "median lines of a file", int(statistics.median(lengths))
    yield "files of at most 200 lines, %", percent(lengths, 200)
    yield "longest file, lines", max(lengths)
    yield "functions of at most 40 lines, %", percent(functions, 40)
    yield "package declarations", sum(len(re.findall(r"^\s*(?:@\w+\s+)*package\s+(?!import)", text, re.M)) for text in texts)
    yield "public declarations", sum(len(re.findall(r"^\s*public\s+(?!import)", text, re.M)) for text in texts)
    yield "files with unsafe", sum(bool(re.search(r"\bunsafe\b", text)) for text in texts)
    yield "files of the program that import more than the engine", len(beyond)
    yield "lines in Tests", lines(tests)
    yield "tests : sources", round(lines(tests) / sum(lengths), 2)
    yield "lines of comments that say why, %", why_lines(sources, sum(lengths))
    yield "Type+Aspect files", sum("+" in file.name for file in sources)


def why_lines(files, total):
    """The share of lines that are `//` comments, those of documentation and of headings (`// MARK:`) left out."""
    count = sum(
        len(re.findall(r"^\s*//(?![/]|\s*MARK:)", file.read_text(), re.M)) for file in files)
    return round(100 * count / total, 2)


def percent(values, limit):
    return round(100 * sum(value <= limit for value in values) / len(values), 1)


def function_lengths(text):
    """The lines of each function with a body, from `func` to the brace that closes it."""
    for match in re.finditer(r"\bfunc\s", text):
        depth = 0
        for position in range(match.end(), len(text)):
            character = text[position]
            if character == "{":
                depth += 1
            elif character == "}":
                depth -= 1
                if depth <= 0:
                    if depth == 0:
                        yield text.count("\n", match.start(), position) + 1
                    break


def declared(text):
    return {name.split(".")[-1] for name in DECLARATION.findall(code(text))}


def walks(root):
    """The walks of walks.txt with their files, lines, changes of target and faults."""
    name, files = None, []
    for line in (Path(__file__).parent / "walks.txt").read_text().splitlines() + ["# end"]:
        if line.startswith("# "):
            if files:
                yield name, *walk(root, files)
            name, files = line[2:], []
        elif line.strip():
            files.append(line.strip())


def walk(root, files):
    faults, seen, total = [], "", 0
    for name in files:
        path = root / "Sources" / name
        if not path.exists():
            faults.append(f"{name}: there is no such file")
            continue
        text = path.read_text()
        total += len(text.splitlines())
        own = declared(text) | {path.stem.split("+")[0]}
        if seen and not any(re.search(rf"\b{re.escape(word)}\b", seen) for word in own):
            faults.append(f"{name}: nothing before it in the walk names what it declares")
        seen += code(text)
    targets = [name.split("/")[0] for name in files]
    changes = sum(a != b for a, b in zip(targets, targets[1:]))
    return len(set(files)), total, changes, faults


def main():
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2]
    for name, value in sizes(root):
        print(f"{value:>10}  {name}")
    failed = False
    for name, count, total, changes, faults in walks(root):
        print(f"{count:>10}  files, {total} lines, {changes} changes of target: {name}")
        for fault in faults:
            failed = True
            print(f"structure.py: {fault}", file=sys.stderr)
    sys.exit(failed)


if __name__ == "__main__":
    main()

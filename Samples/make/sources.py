"""Reads the texts in texts/*.txt, from which the sample share is made.

A document starts with "=== path", then "key: value" lines up to a line "--", then its body in a
small markup: "# " and "## " headings, "- " list items, "| a | b |" table rows, blank lines between
paragraphs.
A path may hold \\u0308 and the like, so that decomposed letters survive editors.
"copy: path" takes header and body of an earlier document; own keys override, "replace: a => b"
changes the body.
An empty value removes what was inherited.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Source:
    path: str
    meta: dict = field(default_factory=dict)
    body: str = ""
    replacements: list = field(default_factory=list)
    copy_of: "Source | None" = None

    @property
    def extension(self):
        return self.path.rsplit(".", 1)[-1].lower()

    @property
    def is_exact_copy(self):
        """Same bytes as the original: nothing overridden, same format."""
        own = {k for k in self.own if k not in ("copy", "tags")}
        return bool(self.copy_of and not own and not self.replacements
                    and self.copy_of.extension == self.extension)


def read_sources(folder):
    sources = {}
    for file in sorted(Path(folder).glob("*.txt")):
        text = file.read_text(encoding="utf-8")
        for chunk in re.split(r"^=== ", text, flags=re.M)[1:]:
            source = parse(chunk, sources, file)
            if source.path in sources:
                raise SystemExit(f"{file}: {source.path} twice")
            sources[source.path] = source
    return list(sources.values())


def parse(chunk, sources, file):
    head, _, body = chunk.partition("\n--\n")
    lines = head.strip().split("\n")
    source = Source(path=lines[0].strip().encode().decode("unicode_escape")
                    if "\\u" in lines[0] else lines[0].strip())
    source.own = {}
    for line in lines[1:]:
        key, colon, value = line.partition(":")
        if not colon:
            raise SystemExit(f"{file}: {source.path}: no colon in {line!r}")
        if key == "replace":
            source.replacements.append(tuple(value.strip().split(" => ")))
        else:
            source.own[key] = value.strip()
    if "copy" in source.own:
        source.copy_of = sources[source.own["copy"]]
        source.meta = dict(source.copy_of.meta)
    source.meta.update(source.own)
    source.body = body.strip("\n") or (source.copy_of.body if source.copy_of else "")
    for old, new in source.replacements:
        if old not in source.body:
            raise SystemExit(f"{file}: {source.path}: {old!r} is not in the body")
        source.body = source.body.replace(old, new)
    return source


def blocks(body):
    """The body as (kind, value) pairs: h1, h2, p, li with text; table with rows."""
    out, paragraph, rows = [], [], []

    def flush():
        if paragraph:
            out.append(("p", " ".join(paragraph)))
            paragraph.clear()
        if rows:
            out.append(("table", list(rows)))
            rows.clear()

    for line in body.split("\n"):
        text = line.strip()
        if text.startswith("|"):
            if paragraph:
                flush()
            rows.append([cell.strip() for cell in text.strip("|").split("|")])
            continue
        heading = re.match(r"(##?) (.*)", text)
        if not text:
            flush()
        elif heading:
            flush()
            out.append(("h1" if heading[1] == "#" else "h2", heading[2]))
        elif text.startswith("- "):
            flush()
            out.append(("li", text[2:]))
        else:
            if rows:
                flush()
            paragraph.append(text)
    flush()
    return out

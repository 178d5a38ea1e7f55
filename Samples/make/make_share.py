"""Makes ../share and ../share.gold.jsonl from texts/*.txt.

    python3 -m venv .venv && .venv/bin/pip install -r requirements.txt
    .venv/bin/python make_share.py

Running it again gives the same bytes, but for the encrypted office file: its salt is random by
nature, so it is made only if it is missing.
"""

import io
import json
import shutil
import sys
from pathlib import Path

import msoffcrypto
from msoffcrypto.format.ooxml import OOXMLFile

from sources import read_sources
from writers import WRITERS

HERE = Path(__file__).resolve().parent
SHARE = HERE.parent / "share"
BASE = "https://id.harbor.example/"


def render(source):
    if source.meta.get("damage") == "empty":
        return b""
    data = WRITERS[source.extension](source)
    if source.meta.get("damage", "").startswith("cut "):
        data = data[: len(data) * int(source.meta["damage"][4:]) // 100]
    return data


def encrypted(data, password):
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, out)
    return out.getvalue()


def gold(source):
    tags = [BASE + tag for tag in source.meta.get("tags", "").split()]
    line = {"path": source.path, "tags": tags}
    if source.meta.get("damage") or source.meta.get("encrypt"):
        line["unreadable"] = True
    return line


def main():
    sources = read_sources(HERE / "texts")
    kept = {}
    for source in sources:
        target = SHARE / source.path
        if source.meta.get("encrypt") and source.extension != "pdf" and target.exists():
            kept[source.path] = target.read_bytes()
    shutil.rmtree(SHARE, ignore_errors=True)
    for source in sources:
        target = SHARE / source.path
        target.parent.mkdir(parents=True, exist_ok=True)
        data = kept.get(source.path) or render(source.copy_of if source.is_exact_copy else source)
        if source.meta.get("encrypt") and source.extension != "pdf" and source.path not in kept:
            data = encrypted(data, source.meta["encrypt"])
        target.write_bytes(data)
    lines = [json.dumps(gold(s), ensure_ascii=False)
             for s in sorted(sources, key=lambda s: s.path.encode())]
    (HERE.parent / "share.gold.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(sources)} files", file=sys.stderr)


if __name__ == "__main__":
    main()

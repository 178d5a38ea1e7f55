#!/usr/bin/env python3
"""Sets libxxhash, cmark-gfm, gumbo and uchardet beside the readers of Documents.

libraries.py READINGBENCHMARK DOCUMENTS [REPETITIONS]

READINGBENCHMARK is the release build, DOCUMENTS a folder of real files, of which those in Markdown, HTML and text
count. Needs cc and the Debian packages libxxhash-dev, libcmark-gfm-dev, libcmark-gfm-extensions-dev, libgumbo-dev,
libuchardet-dev. Times are processor seconds for all files once, in one process, programs taking turns, medians of
five. Texts are compared by their words.
"""
import difflib
import os
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
# The names that each side gives to an encoding, and in which languages it is tried.
ENCODINGS = {
    "utf-8": "de fr pl ru el ja zh ko tr he ar", "utf-16-le-bom": "de ru ja", "iso-8859-1": "de fr es",
    "cp1252": "de fr es", "cp1250": "pl cs", "iso-8859-2": "pl cs", "cp1251": "ru", "koi8-r": "ru", "cp1253": "el",
    "iso-8859-7": "el", "cp1254": "tr", "cp1255": "he", "cp1256": "ar", "shift_jis": "ja", "euc-jp": "ja",
    "gb18030": "zh", "big5": "zh-hant", "euc-kr": "ko",
}
SENTENCES = {
    "de": "Die Grundsätze für die Überprüfung der Verträge gelten ab März. Größere Änderungen müssen schriftlich bestätigt werden.",
    "fr": "Les règles générales à respecter sont présentées ci-après. Où que soit le client, l'accès aux données reste protégé.",
    "es": "La gestión de los documentos comenzó el año pasado. ¿Cuándo terminará? Mañana se enviará la información.",
    "pl": "Zasady przechowywania dokumentów obowiązują od początku miesiąca. Większe zmiany trzeba potwierdzić na piśmie, żeby były ważne.",
    "cs": "Příliš žluťoučký kůň úpěl ďábelské ódy. Smlouvy se uchovávají po dobu deseti let, změny musí být písemné.",
    "ru": "Правила хранения документов действуют с начала месяца. Большие изменения должны быть подтверждены в письменном виде.",
    "el": "Οι κανόνες για τη φύλαξη των εγγράφων ισχύουν από την αρχή του μήνα. Οι μεγάλες αλλαγές επιβεβαιώνονται γραπτώς.",
    "tr": "Belgelerin saklanmasına ilişkin kurallar ayın başından itibaren geçerlidir. Büyük değişiklikler yazılı olarak onaylanmalıdır.",
    "he": "הכללים לשמירת המסמכים תקפים מתחילת החודש. שינויים גדולים חייבים באישור בכתב.",
    "ar": "تسري قواعد حفظ المستندات من بداية الشهر. ويجب تأكيد التغييرات الكبيرة كتابة.",
    "ja": "文書の保存に関する規則は月の初めから有効です。大きな変更は書面で確認する必要があります。",
    "zh": "文件保存规则自本月初起生效。较大的变更必须以书面形式确认。所有合同都要保存十年。",
    "zh-hant": "文件保存規則自本月初起生效。較大的變更必須以書面形式確認。所有合約都要保存十年。",
    "ko": "문서 보존 규칙은 월초부터 유효합니다. 큰 변경 사항은 서면으로 확인해야 합니다.",
}


def words(path):
    return re.findall(r"\w+", path.read_text(encoding="utf-8", errors="replace"))


def run(*command):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True).stdout


def seconds(output):
    return float(re.search(r"^seconds\t(.*)$", output, re.M)[1])


def checksums(program, library):
    print("XXH64, MB/s (the values are the same on both sides)")
    sides = [{row.split("\t")[1]: row.split("\t")[2:4] for row in run(*command).splitlines()}
             for command in ([program, "--checksum", "--repeat", "64"], [library, "checksum", "64"])]
    for size, (speed, value) in sides[0].items():
        assert sides[1][size][1] == value, size
        print(f"  {size} bytes\tours {float(speed):.0f}\tlibxxhash {float(sides[1][size][0]):.0f}")


def texts(kind, suffixes, program, library, documents, repetitions, folder):
    inputs, ours, theirs = (folder / kind / part for part in ("in", "ours", "theirs"))
    for path in (inputs, ours, theirs):
        path.mkdir(parents=True)
    for number, path in enumerate(sorted(p for p in documents.rglob("*") if p.suffix in suffixes and p.is_file())):
        content = path.read_bytes()
        try:
            content = content.decode("utf-8")
        except UnicodeDecodeError:
            content = content.decode("cp1252", errors="replace")
        if kind == "html":
            content = re.sub(r"(?i)charset\s*=\s*[\"']?[\w-]+", "charset=utf-8", content)
        else:
            # Front matter stays ours, whoever reads the text.
            content = re.sub(r"\A---\n.*?\n---\n", "", content, flags=re.S)
        (inputs / f"{number:03}-{path.stem[:40]}{suffixes[0]}").write_text(content, encoding="utf-8")
    times = [[], []]
    for _ in range(5):
        times[0].append(seconds(run(program, inputs, "--texts", ours, "--repeat", repetitions)))
        times[1].append(seconds(run(library, kind, repetitions, inputs, theirs)))
    size = sum(p.stat().st_size for p in inputs.iterdir())
    names = sorted(p.name for p in inputs.iterdir())
    print(f"{kind}: {len(names)} files, {size} bytes; "
          f"ours {statistics.median(times[0]) * 1e3:.2f} ms, library {statistics.median(times[1]) * 1e3:.2f} ms")
    same = total = 0
    for name in names:
        if not (ours / name).exists():
            print(f"  refused\t{name}")
            continue
        left, right = words(ours / name), words(theirs / name)
        matcher = difflib.SequenceMatcher(None, left, right, autojunk=False)
        common = sum(block.size for block in matcher.get_matching_blocks())
        same += 2 * common
        total += len(left) + len(right)
        if left != right:
            only = [(" ".join(left[a:b]), " ".join(right[c:d])) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]
            shown = "; ".join(f"ours [{one[:60]}] library [{other[:60]}]" for one, other in only[:3])
            print(f"  {name}\t{len(left)} and {len(right)} words, {len(only)} places: {shown}")
    print(f"  words in common: {same / max(1, total):.4f}")


def right(answer, encoding, content):
    """Whether what was named decodes the text to what it was."""
    aliases = {"": "utf-8", "gbk": "gb18030"}
    try:
        return content.decode(aliases.get(answer.lower(), answer.lower())) == content.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        return False


def encodings(program, library, folder):
    inputs, ours = folder / "encodings" / "in", folder / "encodings" / "ours"
    inputs.mkdir(parents=True)
    ours.mkdir()
    wanted = {}
    for encoding, languages in ENCODINGS.items():
        codec = "utf-16" if encoding.startswith("utf-16") else encoding
        for language in languages.split():
            for length, text in (("short", SENTENCES[language].split(".")[0].split("。")[0]), ("long", SENTENCES[language] * 4)):
                name = f"{encoding}-{language}-{length}.txt"
                try:
                    content = text.encode(codec)
                except UnicodeEncodeError:
                    continue
                (inputs / name).write_bytes(content)
                wanted[name] = (codec, text)
    run(program, inputs, "--texts", ours)
    answers = dict(row.split("\t") for row in run(library, "encodings", inputs).splitlines())
    counts = {"short": [0, 0, 0], "long": [0, 0, 0]}
    for name, (codec, text) in wanted.items():
        count = counts[name.rsplit("-", 1)[1].removesuffix(".txt")]
        read = (ours / name).read_text(encoding="utf-8", errors="replace") if (ours / name).exists() else ""
        hits = [read.split() == text.split(), right(answers[name], codec, (inputs / name).read_bytes())]
        count[0] += 1
        count[1] += hits[0]
        count[2] += hits[1]
        if hits[0] != hits[1]:
            print(f"  {name}: {'only ours' if hits[0] else 'only uchardet'} (uchardet says {answers[name] or 'nothing'})")
    for length, (total, one, other) in counts.items():
        print(f"encodings, {length} texts: {total}; read right by ours {one}, by uchardet's answer {other}")


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    program, documents = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    repetitions = int(sys.argv[3]) if len(sys.argv) > 3 else 100
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        library = folder / "libraries"
        subprocess.run([os.environ.get("CC", "cc"), "-O2", "-o", str(library), str(HERE / "libraries.c"),
                        "-lcmark-gfm-extensions", "-lcmark-gfm", "-lxxhash", "-lgumbo", "-luchardet"], check=True)
        checksums(program, library)
        texts("markdown", [".md"], program, library, documents, repetitions, folder)
        texts("html", [".html"], program, library, documents, repetitions, folder)
        encodings(program, library, folder)


if __name__ == "__main__":
    main()

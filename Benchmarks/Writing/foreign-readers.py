"""Asks foreign programs whether they see the tags that WritingProbe wrote.

Usage: foreign-readers.py OUTCOMES.tsv CHANGED-FOLDER ORIGINAL-FOLDER [PARLANCE VOCABULARY]

Prints one line for each program and format: files in which it sees the tags, files in which it does
not, and files it cannot read even in the original. Texts as the programs extract them must not change.
LIBREOFFICE_FILES is how many files LibreOffice opens and saves (9; 0 for all): with PARLANCE and a
vocabulary that has a type "Data sheet", what it saved is scanned again, and the type must be found.
"""
import collections
import importlib
import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import warnings

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)
TYPE = "Data Sheet"
counts = collections.Counter()
failures = []


def count(program, extension, result, file):
    counts[(program, extension, result)] += 1
    if result not in ("sees the tags", "same", "cannot read the original", "better"):
        failures.append(f"{program}: {result}: {file}")


def run(*command, timeout=120):
    result = subprocess.run(command, capture_output=True, timeout=timeout)
    return result.returncode, result.stdout


def library(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        print(f"SKIPPED: {name} is not installed")
        return None


def office(files):
    docx, pptx, openpyxl = library("docx"), library("pptx"), library("openpyxl")

    def seen(path, extension):
        """Whether the tags are there, and the text; nothing if no library is installed."""
        if extension in ("docx", "docm", "dotx") and docx:
            document = docx.Document(path)
            text = [p.text for p in document.paragraphs]
            text += [c.text for t in document.tables for r in t.rows for c in r.cells]
            return TYPE in (document.core_properties.keywords or ""), text
        if extension == "pptx" and pptx:
            show = pptx.Presentation(path)
            text = [s.text_frame.text for slide in show.slides for s in slide.shapes if s.has_text_frame]
            return TYPE in (show.core_properties.keywords or ""), text
        if extension in ("xlsx", "xlsm") and openpyxl:
            book = openpyxl.load_workbook(path)
            text = [list(row) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]
            properties = book.custom_doc_props.props
            return any(p.name == "DocumentType" and p.value == TYPE for p in properties), text
        return None

    names = {"docx": "python-docx", "docm": "python-docx", "dotx": "python-docx",
             "pptx": "python-pptx", "xlsx": "openpyxl", "xlsm": "openpyxl"}
    for new, old, extension in files:
        if extension not in names:
            continue
        try:
            before = seen(old, extension)
        except Exception:
            count(names[extension], extension, "cannot read the original", new)
            continue
        if before is None:
            continue
        try:
            found, text = seen(new, extension)
            result = "sees the tags" if found else "does not see the tags"
            count(f"{names[extension]}, text", extension, "same" if text == before[1] else "other text", new)
        except Exception as error:
            result = f"fails: {error!r:.60}"
        count(names[extension], extension, result, new)


def pdf(files):
    pypdf = library("pypdf")
    for new, old, extension in files:
        if extension != "pdf":
            continue
        if shutil.which("qpdf"):
            before, after = run("qpdf", "--check", old)[0], run("qpdf", "--check", new)[0]
            count("qpdf --check", "pdf", "same" if after == before else
                  "better" if 0 <= after < abs(before) else f"worse ({before} to {after})", new)
        if shutil.which("pdftotext"):
            same = run("pdftotext", old, "-")[1] == run("pdftotext", new, "-")[1]
            count("pdftotext", "pdf", "same" if same else "other text", new)
            info = run("pdfinfo", new)[1].decode(errors="replace")
            meta = run("pdfinfo", "-meta", new)[1].decode(errors="replace")
            count("poppler Info", "pdf", "sees the tags" if TYPE in info else "does not see the tags", new)
            count("poppler XMP", "pdf", "sees the tags" if TYPE in meta else "does not see the tags", new)
        if pypdf:
            try:
                len(pypdf.PdfReader(old).pages)
            except Exception:
                count("pypdf", "pdf", "cannot read the original", new)
                continue
            try:
                keywords = (pypdf.PdfReader(new).metadata or {}).get("/Keywords") or ""
                count("pypdf", "pdf", "sees the tags" if TYPE in keywords else "does not see the tags", new)
            except Exception as error:
                count("pypdf", "pdf", f"fails: {error!r:.60}", new)


def pdfium(files):
    pypdfium2 = library("pypdfium2")
    if not pypdfium2:
        return

    def read(path):
        document = pypdfium2.PdfDocument(path)
        text = [document[page].get_textpage().get_text_range() for page in range(len(document))]
        return document.get_metadata_dict().get("Keywords", ""), text

    for new, old, extension in files:
        if extension != "pdf":
            continue
        try:
            before = read(old)
        except Exception:
            count("PDFium", "pdf", "cannot read the original", new)
            continue
        try:
            keywords, text = read(new)
            count("PDFium", "pdf", "sees the tags" if TYPE in keywords else "does not see the tags", new)
            count("PDFium, text", "pdf", "same" if text == before[1] else "other text", new)
        except Exception as error:
            count("PDFium", "pdf", f"fails: {error!r:.60}", new)


def exiftool(files):
    if not shutil.which("exiftool"):
        print("SKIPPED: exiftool is not installed")
        return
    known = [f for f in files if f[2] not in ("md", "eml")]
    with tempfile.NamedTemporaryFile("w", suffix=".args") as arguments:
        arguments.write("\n".join(f[0] for f in known))
        arguments.flush()
        output = run("exiftool", "-json", "-q", "-charset", "filename=UTF8", "-@", arguments.name)[1]
    found = {item["SourceFile"]: json.dumps(item) for item in json.loads(output or b"[]")}
    for new, old, extension in known:
        count("ExifTool", extension, "sees the tags" if TYPE in found.get(new, "") else
              "does not see the tags", new)


def libreoffice(files):
    if not shutil.which("soffice"):
        print("SKIPPED: LibreOffice is not installed")
        return
    limit = int(os.environ.get("LIBREOFFICE_FILES", "9")) or 1 << 30
    rescanned = tempfile.mkdtemp()
    sources = {}
    targets = {"docx": "docx", "odt": "odt", "xlsx": "xlsx", "ods": "ods", "pptx": "pptx", "odp": "odp",
               "rtf": "rtf", "html": "odt", "docm": "docx"}
    taken = collections.Counter()
    for new, old, extension in files:
        if extension not in targets or taken[extension] * len(targets) >= limit:
            continue
        taken[extension] += 1
        with tempfile.TemporaryDirectory() as folder:
            profile = f"-env:UserInstallation=file://{folder}/profile"
            for name, source in (("old", old), ("new", new)):
                os.mkdir(f"{folder}/{name}")
                shutil.copy(source, f"{folder}/{name}/document.{extension}")
            def convert(name, target, out):
                try:
                    run("soffice", profile, "--headless", "--convert-to", target, "--outdir",
                        f"{folder}/{out}", f"{folder}/{name}/document.{extension}")
                except subprocess.TimeoutExpired:
                    pass
                path = f"{folder}/{out}/document.{target.split(':')[0]}"
                return path if os.path.exists(path) else None
            saved = convert("new", targets[extension], "saved")
            if saved is None:
                count("LibreOffice", extension, "cannot read the original"
                      if convert("old", targets[extension], "savedold") is None else "does not open", new)
                continue
            flat = {"docx": "fodt", "odt": "fodt", "rtf": "fodt", "docm": "fodt", "html": "fodt",
                    "xlsx": "fods", "ods": "fods", "pptx": "fodp", "odp": "fodp"}[extension]
            again = run("soffice", profile, "--headless", "--convert-to", flat, "--outdir",
                        f"{folder}/flat", saved)
            path = f"{folder}/flat/document.{flat}"
            text = open(path, errors="replace").read() if os.path.exists(path) else ""
            field = 'meta:name="DocumentType"' in text if extension != "html" else TYPE in text
            count("LibreOffice, saved again", extension, "sees the tags" if field and TYPE in text
                  else "does not see the tags", new)
            name = f"{len(sources)}.{targets[extension]}"
            sources[name] = (new, extension)
            shutil.copy(saved, f"{rescanned}/{name}")
    rescan(rescanned, sources)
    shutil.rmtree(rescanned)


def rescan(folder, sources):
    """Parlance reads what LibreOffice saved: the type must be that of the property."""
    if len(sys.argv) < 6:
        print("SKIPPED: scanning again what LibreOffice saved needs PARLANCE and VOCABULARY")
        return
    program, vocabulary = sys.argv[4:6]
    with tempfile.TemporaryDirectory() as workspace:
        run(program, "import", vocabulary, "--workspace", workspace)
        lines = run(program, "retag", folder, "--dry-run", "--format", "jsonl", "--workspace", workspace,
                    timeout=900)[1]
    for line in lines.decode().splitlines():
        item = json.loads(line)
        new, extension = sources[item["path"]]
        types = [uri for change in item["changes"] if change["facet"] == "type" for uri in change["new"]]
        count("Parlance, after LibreOffice", extension, "sees the tags" if len(types) == 1 and
              types[0].endswith("data-sheet") else "does not see the tags", new)


def main():
    outcomes, changed, original = sys.argv[1:4]
    files = []
    for line in open(outcomes, encoding="utf-8", errors="surrogateescape"):
        fields = line.rstrip("\n").split("\t")
        if fields[0] == "changed":
            path = fields[2]
            files.append((path, original + path[len(changed):], path.rsplit(".", 1)[1].lower()))
    for check in (office, pdf, pdfium, exiftool, libreoffice):
        check(files)
    for (program, extension, result), number in sorted(counts.items()):
        print(f"{number:5} {program} ({extension}): {result}")
    for failure in failures:
        print("  !", failure)


main()

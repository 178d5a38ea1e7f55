"""Asks foreign programs whether they see the tags that WritingProbe wrote.

Usage: foreign-readers.py OUTCOMES.tsv CHANGED-FOLDER ORIGINAL-FOLDER

Prints one line for each program and format: files in which it sees the tags, files in which it does
not, and files it cannot read even in the original. Texts as the programs extract them must not change.
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


def run(*command):
    result = subprocess.run(command, capture_output=True, timeout=120)
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
        if extension in ("docx", "docm", "dotx") and docx:
            return TYPE in (docx.Document(path).core_properties.keywords or "")
        if extension == "pptx" and pptx:
            return TYPE in (pptx.Presentation(path).core_properties.keywords or "")
        if extension in ("xlsx", "xlsm") and openpyxl:
            book = openpyxl.load_workbook(path)
            return any(p.name == "DocumentType" and p.value == TYPE for p in book.custom_doc_props.props)
        return None

    names = {"docx": "python-docx", "docm": "python-docx", "dotx": "python-docx",
             "pptx": "python-pptx", "xlsx": "openpyxl", "xlsm": "openpyxl"}
    for new, old, extension in files:
        if extension not in names:
            continue
        try:
            if seen(old, extension) is None:
                continue
        except Exception:
            count(names[extension], extension, "cannot read the original", new)
            continue
        try:
            result = "sees the tags" if seen(new, extension) else "does not see the tags"
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
    limit = int(os.environ.get("LIBREOFFICE_FILES", "9"))
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


def main():
    outcomes, changed, original = sys.argv[1:4]
    files = []
    for line in open(outcomes, encoding="utf-8", errors="surrogateescape"):
        fields = line.rstrip("\n").split("\t")
        if fields[0] == "changed":
            path = fields[2]
            files.append((path, original + path[len(changed):], path.rsplit(".", 1)[1].lower()))
    for check in (office, pdf, exiftool, libreoffice):
        check(files)
    for (program, extension, result), number in sorted(counts.items()):
        print(f"{number:5} {program} ({extension}): {result}")
    for failure in failures:
        print("  !", failure)


main()

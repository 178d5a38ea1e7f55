#!/usr/bin/env python3
"""What a share of files of ten formats costs, night after night.

    Benchmarks/Year/nights.py PARLANCE [FILES]

Makes FILES (100,000) small files of ten formats in folders of 100, in a new folder below PARLANCE_BENCH or /tmp
that is deleted in the end, and measures with the program, medians of three where a run can be repeated: the first
run, the night in which nothing changed beside `find` over the same folders, one in which every hundredth file
changed, one in which a tenth of the share was moved to another folder, the reports, and how long `watch` takes
from a file that comes to its tags. Then tags are written into the documents, a tenth of these is moved, and the run is
taken back: every file has to be what it was, byte for byte. Each line has wall time, processor time and the most memory;
where strace is installed, the documents that the run after moving reads are counted.
"""
import hashlib
import io
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile

KINDS = ["Brochure", "Price list", "Data sheet", "Meeting notes", "Quote"]
PRODUCTS = ["Harbor Archive", "Harbor Backup", "Harbor Vault"]
FORMATS = ["md", "txt", "html", "csv", "docx", "xlsx", "odt", "rtf", "eml", "pdf"]
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ODF = "urn:oasis:names:tc:opendocument:xmlns"


def packed(parts):
    """A zip archive of named parts, the first one stored."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for place, (name, text) in enumerate(parts):
            archive.writestr(name, text, zipfile.ZIP_DEFLATED if place else zipfile.ZIP_STORED)
    return buffer.getvalue()


def office(main, kind, text, more=()):
    """A document of Office Open XML."""
    return packed([
        ("[Content_Types].xml",
         f'<Types xmlns="{PACKAGE}/content-types"><Override PartName="/{main}" ContentType='
         f'"application/vnd.openxmlformats-officedocument.{kind}.main+xml"/></Types>'),
        ("_rels/.rels",
         f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" Type="{OFFICE}" '
         f'Target="{main}"/></Relationships>'),
        (main, text), *more])


def pdf(lines):
    """A page of text lines."""
    shown = "".join(f"({line}) Tj T* " for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 72 720 Td {shown}ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    text, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(text))
        text += f"{number} 0 obj{content}endobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return (f"{text}xref\n0 6\n0000000000 65535 f \n{table}trailer<</Size 6/Root 1 0 R>>\n"
            f"startxref\n{len(text)}\n%%EOF\n").encode()


def document(form, title, body):
    """A file of a format with a title and two lines of text."""
    if form == "md":
        return f"# {title}\n\n{body}\n".encode()
    if form == "html":
        return f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{body}</p></body></html>".encode()
    if form == "csv":
        return f"item;text\n{title};{body}\n".encode()
    if form == "rtf":
        return f"{{\\rtf1\\ansi {{\\info{{\\title {title}}}}} {title}\\par {body}\\par}}".encode()
    if form == "eml":
        return (f"From: ann@example.com\r\nTo: bo@example.com\r\nSubject: {title}\r\n"
                f"Date: Fri, 12 Mar 2010 08:00:00 +0100\r\n\r\n{body}\r\n").encode()
    if form == "pdf":
        return pdf([title, body])
    if form == "docx":
        paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in (title, body))
        return office("word/document.xml", "wordprocessingml.document",
                      f'<w:document xmlns:w="{WORD}"><w:body>{paragraphs}</w:body></w:document>')
    if form == "xlsx":
        cells = "".join(f'<row><c t="inlineStr"><is><t>{line}</t></is></c></row>' for line in (title, body))
        base = OFFICE.rsplit("/", 1)[0]
        return office(
            "xl/workbook.xml", "spreadsheetml.sheet",
            f'<workbook xmlns="{SHEET}" xmlns:r="{base}"><sheets><sheet name="Prices" r:id="s"/></sheets></workbook>',
            [("xl/_rels/workbook.xml.rels",
              f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="s" Type="{base}/worksheet" '
              'Target="worksheets/sheet1.xml"/></Relationships>'),
             ("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{SHEET}"><sheetData>{cells}</sheetData></worksheet>')])
    if form == "odt":
        return packed([
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            ("content.xml",
             f'<office:document-content xmlns:office="{ODF}:office:1.0" xmlns:text="{ODF}:text:1.0"><office:body>'
             f"<office:text><text:h>{title}</text:h><text:p>{body}</text:p></office:text></office:body>"
             "</office:document-content>"),
            ("META-INF/manifest.xml",
             f'<manifest:manifest xmlns:manifest="{ODF}:manifest:1.0" manifest:version="1.2">'
             '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
             '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>')])
    return f"{title}\n\n{body}\n".encode()


def make(root, count):
    """Makes the share; returns its files in order."""
    files = []
    for number in range(count):
        folder = os.path.join(root, f"department {number // 10000:02d}", f"project {number // 100 % 100:02d}")
        if number % 100 == 0:
            os.makedirs(folder)
        kind, product = KINDS[number * 7 % 5], PRODUCTS[number // 100 % 3]
        form = FORMATS[number % 10]
        path = os.path.join(folder, f"{kind} {number:06d}.{form}")
        with open(path, "wb") as file:
            file.write(document(form, f"{kind} {product}", f"{product}, number {number}, of the year 2010."))
        files.append(path)
    return files


def run(*command):
    """Runs a command; returns wall time, processor time, memory in MB and what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    output = child.stdout.read().decode(errors="replace")
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.monotonic() - start
    if os.waitstatus_to_exitcode(status) not in (0, 3):
        sys.exit(f"{' '.join(command)}: {output[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, processor, usage.ru_maxrss / 1024, output


def tell(name, runs, note=""):
    """Prints the medians of some runs."""
    wall, processor, memory = (statistics.median(run[place] for run in runs) for place in range(3))
    print(f"{name:34s}{wall:8.2f} s wall {processor:8.2f} s of processor {memory:6.0f} MB  {note}", flush=True)
    return wall


def read(folder, *command):
    """Of how many documents a command reads the content; `None` without strace.

    Opening is not reading: of a file that was written by the run before, the kernel is asked which one it is.
    """
    trace = os.path.join(folder, "trace")
    if not shutil.which("strace"):
        return None
    run("strace", "-f", "-y", "-e", "trace=read,pread64,readv,preadv,mmap", "-o", trace, *command)
    with open(trace, errors="replace") as lines:
        found = {match[1] for match in (re.search(r"<([^>]*/[^/>]*\d{6}\.[a-z]+)>", line) for line in lines) if match}
    os.unlink(trace)
    return len(found)


def sums(root):
    """The checksums of all files below a folder, wherever they lie."""
    found = []
    for place, _, names in os.walk(root):
        for name in names:
            with open(os.path.join(place, name), "rb") as file:
                found.append((name, hashlib.sha256(file.read()).hexdigest()))
    return sorted(found)


def move(files, target):
    """Moves the folders of some files into another one."""
    os.makedirs(target)
    for number, place in enumerate(sorted({os.path.dirname(path) for path in files})):
        os.rename(place, os.path.join(target, f"{number:04d}"))


def written(program, folder, share, files):
    """What writing tags into the documents costs, moving some then, and taking the run back."""
    before = sums(share)
    answer = run(program, "retag", share, "--yes", "--write-to", "documents", "--move")
    told = re.findall(r"Run (\d+): .*", answer[3])
    tell("written into the documents", [answer])
    move(files, os.path.join(share, "moved again"))
    count = read(folder, program, "retag", share, "--yes")
    print(f"{'moved after that':34s}" + (
        "not counted: strace is not installed" if count is None
        else f"{count} documents read, {len(files)} were moved"), flush=True)
    tell("taken back", [run(program, "undo", told[-1], "--yes")])
    print(f"{'every file as before':34s}{'yes' if sums(share) == before else 'NO'}", flush=True)


def watched(program, share):
    """The seconds from a file that comes to the run that tags it, without the quiet that was asked for."""
    child = subprocess.Popen(
        [program, "watch", share, "--quiet", "0.05"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        if not re.match("Watching", child.stderr.readline()):
            return None
        seconds = []
        for number in range(5):
            with open(os.path.join(share, f"Brochure new {number}.md"), "w") as file:
                file.write("# Brochure Harbor Archive\n")
            start = time.monotonic()
            if not child.stdout.readline():
                return None
            seconds.append(time.monotonic() - start - 0.05)
        return statistics.median(seconds)
    finally:
        child.terminate()
        child.wait()


def main():
    program = os.path.abspath(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    project = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    folder = tempfile.mkdtemp(dir=os.environ.get("PARLANCE_BENCH"))
    os.environ["PARLANCE_WORKSPACE"] = folder
    share = os.path.join(folder, "share")
    try:
        files = make(share, count)
        run(program, "import", os.path.join(project, "Vocabularies", "enterprise.xml"))
        retag = (program, "retag", share, "--yes", "--write-to", "catalog")
        find = ("find", share, "-printf", "%s %T@\\n")
        first = run(*retag)
        tell("first run", [first], f"{count} files; {1000 * first[1] / count:.2f} ms of processor a file")
        base = tell("find", [run(*find) for _ in range(5)])
        still = tell("unchanged", [run(*retag) for _ in range(3)])
        print(f"{'':34s}{still / base:8.1f} times find")
        for path in files[::100]:
            with open(path, "wb") as file:
                kind = os.path.basename(path).rsplit(" ", 1)[0]
                file.write(document(path.rsplit(".", 1)[1], f"{kind} Harbor Vault", "Another text, of the year 2011."))
        tell("one in a hundred changed", [run(*retag)])
        move(files[:count // 10], os.path.join(share, "moved"))
        answer = run(*retag)
        note = next((line for line in answer[3].splitlines() if "moved or renamed" in line), "")
        tell("a tenth moved", [answer], note)
        tell("report", [run(program, "report", share) for _ in range(3)])
        tell("report duplicates", [run(program, "report", "duplicates", share)])
        tell("report unknown", [run(program, "report", "unknown", share)])
        latency = watched(program, share)
        print("watch: " + ("no such command" if latency is None else f"{latency:.2f} s from a file to its tags"),
              flush=True)
        written(program, folder, share, files[count // 10:count // 5])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()

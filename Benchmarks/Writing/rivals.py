"""Writes the same tags into the same files by ExifTool and python-docx, beside Parlance.

    rivals.py WRITINGPROBE DOCUMENTS

For each format, with and without fsync: every program gets a fresh copy of the files, the runs of all
programs take turns, and the median of five is printed as processor seconds (user and system, children
included) and wall-clock seconds. Files that a program refuses count for nobody: only those that all
can write are taken. Afterwards PDFium reads text and keywords of the PDFs that Parlance wrote.
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

probe, documents = sys.argv[1:3]
work = tempfile.mkdtemp(prefix="parlance-rivals-")
type_name, product = "Data Sheet", "Häfen & Archive"


def files(extension):
    found = []
    for folder, _, names in os.walk(documents):
        found += [os.path.join(folder, name) for name in names if name.lower().endswith(extension)]
    return sorted(found)


def copy(paths):
    folder = tempfile.mkdtemp(dir=work)
    for number, path in enumerate(paths):
        target = os.path.join(folder, f"{number:04d}{os.path.splitext(path)[1].lower()}")
        shutil.copyfile(path, target)
    os.sync()
    return folder


def measured(action):
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    action()
    after, end = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return processor, end - start


def parlance(folder, sync):
    journals = tempfile.mkdtemp(dir=work)
    environment = dict(os.environ)
    if not sync:
        environment["WRITING_PROBE_NO_SYNC"] = "1"
    return subprocess.run(
        [probe, "apply", folder, journals, "run"], env=environment, capture_output=True, text=True
    ).stdout


def exiftool(folder, sync):
    command = [
        "exiftool", "-q", "-q", "-overwrite_original", "-P", f"-XMP-dc:Subject={type_name}",
        f"-XMP-dc:Subject={product}", f"-PDF:Keywords={type_name}, {product}",
        f"-XMP-pdf:Keywords={type_name}, {product}", folder,
    ]
    # ExifTool has no fsync of its own: one sync of the file system for all stands for it.
    script = '"$@"; ' + (f'sync -f "{folder}"' if sync else "true")
    return subprocess.run(["sh", "-c", script, "sh"] + command, capture_output=True, text=True).stderr


PYTHON_DOCX = """
import os, sys
import docx
folder, sync = sys.argv[1], sys.argv[2] == "sync"
for name in sorted(os.listdir(folder)):
    path = os.path.join(folder, name)
    try:
        document = docx.Document(path)
        document.core_properties.category = "Data Sheet"
        document.core_properties.keywords = "Data Sheet, Häfen & Archive"
        document.save(path + ".new")
    except Exception as error:
        print("refused", name)
        continue
    if sync:
        with open(path + ".new", "rb") as file:
            os.fsync(file.fileno())
    os.rename(path + ".new", path)
"""


def python_docx(folder, sync):
    return subprocess.run(
        [sys.executable, "-c", PYTHON_DOCX, folder, "sync" if sync else "no"],
        capture_output=True, text=True,
    ).stdout


def writable(paths, rival):
    """Those files that both change: the others would make one of them look fast."""
    folder = copy(paths)
    ours = {
        os.path.basename(line.split("\t")[2])
        for line in parlance(folder, False).splitlines()
        if line.startswith("changed")
    }
    folder = copy(paths)
    before = {name: os.stat(os.path.join(folder, name)).st_ino for name in os.listdir(folder)}
    rival(folder, False)
    theirs = {
        name for name, inode in before.items() if os.stat(os.path.join(folder, name)).st_ino != inode
    }
    return [path for number, path in enumerate(paths)
            if any(name.startswith(f"{number:04d}.") for name in ours & theirs)]


def compare(extension, name, rival):
    paths = writable(files(extension), rival)
    size = sum(os.path.getsize(path) for path in paths)
    print(f"{len(paths)} {extension[1:]} files of {size / 1e6:.1f} MB that both can write")
    for sync in (False, True):
        rows = {"Parlance": [], name: []}
        for _ in range(5):
            for label, program in (("Parlance", parlance), (name, rival)):
                folder = copy(paths)
                rows[label].append(measured(lambda: program(folder, sync)))
                shutil.rmtree(folder)
        medians = {
            label: [statistics.median(run[column] for run in runs) for column in (0, 1)]
            for label, runs in rows.items()
        }
        for label, (processor, wall) in medians.items():
            print(f"  {label:12} {'fsync' if sync else 'none ':5} {processor:7.3f} s of processor {wall:7.3f} s wall")
        ratio = [medians[name][column] / medians["Parlance"][column] for column in (0, 1)]
        print(f"  ratio {ratio[0]:.1f} by processor, {ratio[1]:.1f} by wall clock")
    return paths


def read_by_pdfium(paths):
    try:
        import pypdfium2
    except ImportError:
        print("SKIPPED: pypdfium2 is not installed")
        return
    before, after = copy(paths), copy(paths)
    parlance(after, False)
    same = keywords = 0
    for name in sorted(os.listdir(before)):
        pages = []
        for folder in (before, after):
            document = pypdfium2.PdfDocument(os.path.join(folder, name))
            pages.append([page.get_textpage().get_text_range() for page in document])
            value = document.get_metadata_dict().get("Keywords", "")
        same += pages[0] == pages[1]
        keywords += type_name in value and product in value
    print(f"PDFium: of {len(paths)} files the same text in {same}, the keywords in {keywords}")


try:
    pdfs = compare(".pdf", "ExifTool", exiftool)
    read_by_pdfium(pdfs)
    compare(".docx", "python-docx", python_docx)
finally:
    shutil.rmtree(work)

#!/usr/bin/env python3
"""Drives OpenRefine (Debian: openrefine), unchanged and without a window, against a server's reconciliation service.

    openrefine.py URL LABELS.csv [COUNT]

Makes a project of the first labels, guesses their types, reconciles the column and extends it, and holds what comes of it
against `POST /api/normalize`: the same concepts, the same judgments, the same scores. Ends with 1 at the first difference,
with 77 if OpenRefine is not there.
"""
import csv
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

if not shutil.which("openrefine"):
    print("there is no openrefine: apt-get install openrefine", file=sys.stderr)
    sys.exit(77)

URL = sys.argv[1].rstrip("/")
SERVICE = f"{URL}/reconcile"
COUNT = int(sys.argv[3]) if len(sys.argv) > 3 else 120
PATIENCE = 180


def check(condition, words):
    if not condition:
        raise SystemExit(f"openrefine: {words}")


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Refine:
    """The commands of a running OpenRefine."""

    def __init__(self, port):
        self.base = f"http://127.0.0.1:{port}/command/core/"

    def get(self, command, **query):
        with urllib.request.urlopen(f"{self.base}{command}?{urllib.parse.urlencode(query)}") as answer:
            return json.load(answer)

    def post(self, command, fields, **query):
        query["csrf_token"] = self.get("get-csrf-token")["token"]
        body = urllib.parse.urlencode(fields).encode()
        with urllib.request.urlopen(f"{self.base}{command}?{urllib.parse.urlencode(query)}", body) as answer:
            return json.load(answer)

    def create(self, text):
        token = self.get("get-csrf-token")["token"]
        mark = "parlance-boundary"
        parts = [("project-name", "labels"), ("format", "text/line-based/*sv"),
                 ("options", json.dumps({"separator": ",", "headerLines": 1, "encoding": "UTF-8"}))]
        body = "".join(
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in parts)
        body += (f'--{mark}\r\nContent-Disposition: form-data; name="project-file"; filename="labels.csv"\r\n'
                 f"Content-Type: text/csv\r\n\r\n{text}\r\n--{mark}--\r\n")
        request = urllib.request.Request(
            f"{self.base}create-project-from-upload?csrf_token={token}", body.encode(),
            {"Content-Type": f"multipart/form-data; boundary={mark}"})
        with urllib.request.urlopen(request) as answer:
            found = urllib.parse.parse_qs(urllib.parse.urlsplit(answer.url).query)
        return found["project"][0]


def labels(path):
    with open(path, encoding="utf-8", newline="") as file:
        return [row["label"] for row in csv.DictReader(file) if row["label"].strip()][:COUNT]


def normalized(names):
    request = urllib.request.Request(
        f"{URL}/api/normalize", json.dumps({"labels": names}).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["matches"]


def started(port, folder):
    process = subprocess.Popen(
        ["openrefine", "-i", "127.0.0.1", "-p", str(port), "-m", "700M", "-d", folder, "-x", "refine.headless=true"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return process, Refine(port).get("get-version")["version"]
        except (urllib.error.URLError, ConnectionError):
            check(process.poll() is None, "it did not start")
            check(time.monotonic() < end, "it did not answer")
            time.sleep(0.5)


def reconciled(refine, project):
    guessed = refine.post("guess-types-of-column", {"project": project, "columnName": "label", "service": SERVICE})
    check(guessed["code"] == "ok" and guessed["types"], guessed)
    print(f"types guessed: {[kind['name'] for kind in guessed['types']]}")
    config = {"mode": "standard-service", "service": SERVICE, "identifierSpace": f"{URL}/", "schemaSpace": f"{URL}/",
              "type": None, "autoMatch": True, "columnDetails": [], "limit": 0}
    engine = {"facets": [], "mode": "row-based"}
    answer = refine.post(
        "reconcile", {"columnName": "label", "config": json.dumps(config), "engine": json.dumps(engine)}, project=project)
    check(answer["code"] in ("ok", "pending"), answer)
    end = time.monotonic() + PATIENCE
    while refine.get("get-processes", project=project)["processes"]:
        check(time.monotonic() < end, "reconciling does not end")
        time.sleep(0.3)
    rows = refine.post("get-rows", {"engine": json.dumps(engine)}, project=project, start=0, limit=COUNT)
    return rows


def compare(names, rows):
    recons = rows["pool"]["recons"]
    matched = 0
    for name, row, match in zip(names, rows["rows"], normalized(names), strict=True):
        recon = recons[str(row["cells"][0]["r"])]
        accepted = match["outcome"] == "accepted"
        check((recon["j"] == "matched") == accepted, f"{name}: {recon['j']}, {match['outcome']}")
        if not accepted:
            continue
        matched += 1
        check(recon["m"]["id"] == match["concept"], f"{name}: {recon['m']['id']}, {match['concept']}")
        check(abs(recon["m"]["score"] - 100 * match["score"]) < 0.01, f"{name}: another score")
    print(f"reconciled: {len(names)} labels, {matched} matched as parlance normalize does")


def extended(refine, project):
    extension = {"properties": [{"id": "preferred", "name": "name"}, {"id": "former", "name": "former names"},
                                {"id": "documents", "name": "documents"}]}
    answer = refine.post(
        "preview-extend-data",
        {"columnName": "label", "rowIndices": json.dumps(list(range(20))), "extension": json.dumps(extension)},
        project=project)
    check(answer["code"] == "ok" and any(row for row in answer["rows"]), answer)
    print(f"extended: {len(answer['rows'])} rows by {[column['name'] for column in answer['columns']]}")


names = labels(sys.argv[2])
port = free_port()
with tempfile.TemporaryDirectory() as folder:
    process, version = started(port, folder)
    try:
        print(f"OpenRefine {version}")
        refine = Refine(port)
        table = "label\n" + "\n".join('"' + name.replace('"', '""') + '"' for name in names)
        project = refine.create(table)
        compare(names, reconciled(refine, project))
        extended(refine, project)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)

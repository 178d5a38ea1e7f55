#!/usr/bin/env python3
"""Publishes a workspace on search engines and compares their answers with Parlance's own.

usage: engines.py PROGRAM [--servers DIR] [--sphinx] [--queries N] [--seed N] [--share DIR] [--keep]

DIR is a venv with stand-ins for OpenSearch and Elasticsearch, osmem-server and noida-db (PyPI); --sphinx starts
two searchd of Sphinx (Debian's sphinxsearch), each with a part of an index. `make engines` sets up both. For N random queries of the whole
language, as understood and as words alone (--literal), totals, the sets of hits, all counts of all facets and of years are to be
equal; products are to be found by every name that the vocabulary has for them. Then: the same published twice, a run that
is killed, one tag changed, another vocabulary, a part of the index that does not answer, an engine that is busy. Prints a line
each; ends with 1 if anything is not as Documentation/Engines.md says.
"""
import argparse
import http.server
import json
import os
import pathlib
import random
import re
import shutil
import signal
import socket
import socketserver
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
VOCABULARY = ROOT / "Vocabularies/enterprise.xml"


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Proxy(http.server.ThreadingHTTPServer):
    """Passes requests on, and does with some what a cluster in trouble does."""

    def __init__(self, target):
        self.target = target
        self.failed_shard = False
        self.busy = 0
        self.bulk_delay = 0.0
        self.bulks = 0
        self.analyzers = None
        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()
        self.url = self.shards = f"http://127.0.0.1:{self.server_address[1]}"

    def fail(self, fails):
        self.failed_shard = fails

    def set(self, **settings):
        for name, value in settings.items():
            setattr(self, name, value)


class Handler(http.server.BaseHTTPRequestHandler):
    def pass_on(self):
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length) if length else None
        proxy = self.server
        if self.path.startswith("/_bulk"):
            proxy.bulks += 1
            time.sleep(proxy.bulk_delay)
            if proxy.busy > 0:
                proxy.busy -= 1
                return self.reply(429, b'{"error":{"reason":"rejected execution"}}')
        if self.command == "PUT" and body and proxy.analyzers:
            body = json.dumps(self.known(json.loads(body), proxy.analyzers)).encode()
        headers = {"Content-Type": self.headers.get("Content-Type", "application/json")}
        request = urllib.request.Request(proxy.target + self.path, body, headers, method=self.command)
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                status, content = answer.status, answer.read()
        except urllib.error.HTTPError as error:
            status, content = error.code, error.read()
        if proxy.failed_shard and self.path.startswith("/_msearch"):
            value = json.loads(content)
            for response in value.get("responses", []):
                response["_shards"] = {"total": 2, "successful": 1, "skipped": 0, "failed": 1}
            content = json.dumps(value).encode()
        self.reply(status, content)

    def known(self, value, analyzers):
        """A mapping with the standard analyzer for languages that the stand-in lacks; no query of Parlance's asks there."""
        if isinstance(value, dict):
            return {
                name: "standard" if name == "analyzer" and isinstance(part, str) and part not in analyzers
                else self.known(part, analyzers) for name, part in value.items()}
        return value

    def reply(self, status, content):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        try:
            self.wfile.write(content)
        except BrokenPipeError:
            pass

    do_GET = do_PUT = do_POST = do_DELETE = pass_on

    def log_message(self, *_):
        pass


class Tap(socketserver.ThreadingTCPServer):
    """Passes SphinxQL on, and does with some statements what a server in trouble does."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port):
        self.target = port
        self.bulk_delay, self.busy, self.bulks = 0.0, 0, 0
        super().__init__(("127.0.0.1", 0), TapHandler)
        threading.Thread(target=self.serve_forever, daemon=True).start()
        self.place = f"127.0.0.1:{self.server_address[1]}"


class TapHandler(socketserver.BaseRequestHandler):
    def handle(self):
        tap = self.server
        with socket.create_connection(("127.0.0.1", tap.target)) as server:
            threading.Thread(target=self.pump, args=(server, self.request), daemon=True).start()
            while content := self.request.recv(1 << 16):
                if b"REPLACE INTO" in content:
                    tap.bulks += 1
                    time.sleep(tap.bulk_delay)
                    if tap.busy > 0:
                        # The connection breaks in the middle of a statement.
                        tap.busy -= 1
                        server.sendall(content[:len(content) // 2])
                        return
                server.sendall(content)

    @staticmethod
    def pump(source, sink):
        try:
            while content := source.recv(1 << 16):
                sink.sendall(content)
            sink.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


class Sphinx:
    """Two searchd, each with a part of an index, and the index that is searched."""

    def __init__(self, folder):
        self.ports = [free_port() for _ in range(4)]
        self.folders, self.processes = [], [None, None]
        lines = (ROOT / "Scripts/Cluster/sphinx.conf").read_text()
        for place in range(2):
            other = folder / f"sphinx-{place}"
            other.mkdir()
            text = lines.replace("/var/lib/sphinxsearch/data", str(other))
            text = text.replace("/var/log/sphinxsearch", str(other)).replace("/var/run/sphinxsearch", str(other))
            text = text.replace("127.0.0.1:9306", f"127.0.0.1:{self.ports[place]}")
            text = text.replace("127.0.0.1:9312", f"127.0.0.1:{self.ports[place + 2]}")
            text = text.replace("# agent         = other.example.org:9312",
                                f"agent         = 127.0.0.1:{self.ports[3 - place]}")
            (other / "sphinx.conf").write_text(text)
            self.folders.append(other)
            self.start(place)
        self.taps = [Tap(port) for port in self.ports[:2]]
        self.url = f"sphinxql://127.0.0.1:{self.ports[0]}"
        self.shards = "sphinxql://" + ",".join(tap.place for tap in self.taps)

    def start(self, place):
        self.processes[place] = subprocess.Popen(
            ["searchd", "--config", str(self.folders[place] / "sphinx.conf"), "--nodetach"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.ports[place]), 2).close()
                return
            except OSError:
                time.sleep(0.05)
        sys.exit((self.folders[place] / "searchd.log").read_text()[-2000:])

    def stop(self, place):
        self.processes[place].terminate()
        try:
            self.processes[place].wait(30)
        except subprocess.TimeoutExpired:
            self.processes[place].kill()
            self.processes[place].wait()

    def fail(self, fails):
        if fails:
            self.stop(1)
        else:
            self.start(1)

    def set(self, **settings):
        for tap in self.taps:
            for name, value in settings.items():
                setattr(tap, name, value)

    @property
    def bulks(self):
        return sum(tap.bulks for tap in self.taps)


class Bench:
    def __init__(self, program, options, folder):
        self.program = str(pathlib.Path(program).resolve())
        self.options = options
        self.folder = folder
        self.failures = 0
        self.processes = []
        self.sphinx = None

    def say(self, name, holds, text):
        self.failures += not holds
        print(f"{name:<34} {'' if holds else 'NOT AS IT SHOULD BE: '}{text}", flush=True)

    def run(self, *arguments, check=False):
        outcome = subprocess.run(
            [self.program, *map(str, arguments)], capture_output=True, text=True, cwd=self.folder,
            env={**os.environ, "PARLANCE_WORKSPACE": str(self.folder)})
        if check and outcome.returncode not in (0, 1, 3):
            sys.exit(f"{arguments}: {outcome.stderr}")
        return outcome

    # The servers.

    def start(self):
        result = []
        if self.options.servers:
            result += self.start_servers(pathlib.Path(self.options.servers).resolve())
        if self.options.sphinx:
            self.sphinx = Sphinx(self.folder)
            result.append(("Sphinx", self.sphinx))
        return result

    def start_servers(self, servers):
        binary = next((servers / "lib").glob("python*/site-packages/osmem_server/bin/osmem-server"))
        binary.chmod(0o755)
        ports = free_port(), free_port()
        commands = [
            [str(binary), "--addr", f"127.0.0.1:{ports[0]}", "--no-stdin-watch"],
            [str(servers / "bin/noida-db"), "start", "--only", "elasticsearch",
             "--elasticsearch-port", str(ports[1])],
        ]
        result = []
        for name, command, port in zip(("OpenSearch double", "Elasticsearch double"), commands, ports):
            self.processes.append(subprocess.Popen(
                command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                start_new_session=True))
            url = f"http://127.0.0.1:{port}"
            for _ in range(100):
                try:
                    urllib.request.urlopen(url, timeout=2).read()
                    break
                except OSError:
                    time.sleep(0.1)
            proxy = Proxy(url)
            if name.startswith("OpenSearch"):
                proxy.analyzers = {"stems", "standard", "english", "french", "german", "italian", "spanish"}
            result.append((name, proxy))
        return result

    def stop(self):
        for process in self.processes:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()
        if self.sphinx:
            for place in range(2):
                self.sphinx.stop(place)

    # What is asked.

    def prepare(self, share):
        shutil.copytree(share, self.folder / "share")
        shutil.copy(VOCABULARY, self.folder / "vocabulary.xml")
        self.run("import", "vocabulary.xml", check=True)
        self.run("retag", "share", "--yes", "--write-to", "catalog", check=True)
        answer = self.answer("*", "--limit", "100000")
        self.hits = answer["hits"]
        paths = "\n".join(hit["id"] for hit in self.hits)
        lines = subprocess.run(
            [self.program, "extract"], input=paths, capture_output=True, text=True).stdout
        joining = " OR ".join(f"lang:{code}" for code in ("de", "nl", "da", "no", "sv", "fi", "hu"))
        joined = {hit["id"] for hit in self.answer(joining, "--limit", "100000")["hits"]}
        self.texts, self.long_words = [], set()
        for line in lines.splitlines():
            document = json.loads(line)
            words = [w for w in (document.get("text") or "").split() if w.isalpha()]
            if document["id"] in joined:
                # With signs at them, too: they are words there.
                parts = re.findall(r"[^\W\d_]+", (document.get("text") or "").lower())
                self.long_words.update(w for w in parts if len(w) >= 7)
            elif words:
                self.texts.append(words)
        self.values = {
            key: [entry["value"] for entry in entries]
            for key, entries in answer["facets"].items() if entries and key != "year"}
        labels = self.run("export", "--to", "json").stdout
        self.names = []
        for line in labels.splitlines():
            try:
                self.take_names(json.loads(line))
            except ValueError:
                pass
        if not self.names:
            self.take_names(json.loads(labels))
        self.current = [v for values in self.values.values() for v in values]

    def take_names(self, value):
        if isinstance(value, list):
            for entry in value:
                self.take_names(entry)
        elif isinstance(value, dict):
            labels = value.get("labels")
            if isinstance(labels, list):
                names = [l.get("value") or l.get("text") if isinstance(l, dict) else l for l in labels]
                self.names.append([n for n in names if n])
            for entry in value.values():
                if isinstance(entry, (list, dict)):
                    self.take_names(entry)

    def answer(self, query, *options):
        outcome = self.run("search", "--all-copies", "--format", "json", *options, "--", query)
        if outcome.returncode not in (0, 1, 3):
            return {"error": outcome.stderr.splitlines()[0] if outcome.stderr else "?"}
        return json.loads(outcome.stdout) | {"status": outcome.returncode}

    def word(self, rng):
        while True:
            word = rng.choice(rng.choice(self.texts))
            # A part of longer words is not looked for by an engine; the page says so.
            small = word.lower()
            stem = small[:max(4, len(small) - 3)]
            if len(small) > 2 and not any(stem in long and small != long for long in self.long_words):
                return word

    def leaf(self, rng):
        value = lambda: rng.choice(self.values[rng.choice(sorted(self.values))])
        kind = rng.randrange(18)
        text = rng.choice(self.texts)
        place = rng.randrange(max(1, len(text) - 3))
        key = rng.choice(sorted(self.values))
        if kind == 0:
            return '"' + " ".join(text[place:place + rng.randint(2, 3)]) + '"'
        if kind == 1:
            return self.word(rng)[:rng.randint(2, 5)] + "*"
        if kind == 2:
            return f"{text[place]} NEAR/{rng.randint(0, 12)} {text[min(place + 3, len(text) - 1)]}"
        if kind == 3:
            return "title:" + self.word(rng)
        if kind == 4:
            folders = rng.choice(self.hits)["path"].split("/")
            return f'path:"{folders[0]}/"' if len(folders) > 1 else "path:*.docx"
        if kind == 5:
            return rng.choice(["ext:pdf", "ext:doc*", "lang:de", "lang:english", "path:*price*"])
        if kind in (6, 7):
            return f'{key}:"{rng.choice(self.values[key])}"'
        if kind == 8:
            return f'{key}:""'
        if kind == 9:
            return f'tag:"{value()}"'
        if kind == 10:
            first = rng.randint(2005, 2010)
            return f"date:{first}..{first + rng.randint(0, 2)}-{rng.randint(1, 12):02}"
        if kind in (11, 12):
            return f"({rng.choice(rng.choice(self.names))})".replace('"', "") if self.names else value()
        if kind == 13:
            return f'"{self.word(rng)} {self.word(rng)[:3]}*"'
        return self.word(rng)

    def tree(self, rng, depth):
        if depth == 0 or rng.random() < 0.3:
            return self.leaf(rng)
        parts = [self.tree(rng, depth - 1) for _ in range(rng.randint(2, 3))]
        parts = [("-" if rng.random() < 0.15 and not p.startswith("-") else "") + (
            f"({p})" if " " in p else p) for p in parts]
        return rng.choice([" ", " AND ", " OR "]).join(parts)

    def query(self, rng):
        query = "*" if rng.random() < 0.03 else self.tree(rng, rng.randint(0, 2))
        options = ["--histogram", rng.choice(["year", "month"])]
        for _ in range(rng.choice([0, 0, 1, 2])):
            key = rng.choice(sorted(self.values))
            value = rng.choice(self.values[key] + [""])
            options += ["--facet", f"{key}{rng.choice(['=', '=', '!='])}{value}"]
        if rng.random() < 0.2:
            options += ["--since", str(rng.randint(2006, 2010))]
        return query, options

    # What is compared.

    @staticmethod
    def content(answer):
        if "error" in answer:
            return "error"
        facets = {
            key: {(e["value"], e["concept"]): (e["count"], e["depth"]) for e in entries}
            for key, entries in answer["facets"].items()}
        return (
            answer["total"], {hit["id"] for hit in answer["hits"]}, facets, answer["missing"],
            answer.get("histogram"))

    def compare(self, name, proxy, queries, literal):
        options = ["--literal"] if literal else []
        different, corrected, errors, with_hits, counts = [], 0, 0, 0, 0
        started = time.time()
        for query, more in queries:
            here = self.answer(query, *more, *options, "--limit", "10000")
            there = self.answer(query, *more, *options, "--limit", "10000", "--engine", proxy.url)
            if any("corrected" in told for told in here.get("understood", [])):
                corrected += 1
                continue
            errors += "error" in here
            with_hits += here.get("total", 0) > 0
            counts += sum(len(e) for e in here.get("facets", {}).values())
            if self.content(here) != self.content(there):
                different.append((query, more, here.get("total", here), there.get("total", there)))
        for case in different[:5]:
            print("   ", case)
        self.say(
            f"{name}, {'words' if literal else 'understood'}", not different,
            f"{len(queries) - corrected} queries, {with_hits} with hits, {errors} refused by both, {counts} counts "
            f"of values: {len(different)} differ; {corrected} with a correction left out; "
            f"{time.time() - started:.0f} s")

    def renames(self, name, proxy):
        names = [n for labels in self.names if len(labels) > 1 for n in labels if len(n) > 2]
        names = sorted(set(names))[:400]
        rng = random.Random(3)
        chosen = rng.sample(names, min(60, len(names)))
        different = []
        for label in chosen:
            quoted = label.replace('"', "")
            here = self.answer(quoted, "--limit", "10000")
            there = self.answer(quoted, "--limit", "10000", "--engine", proxy.url)
            if self.content(here) != self.content(there):
                different.append((label, here.get("total", here), there.get("total", there)))
        for case in different[:5]:
            print("   ", case)
        self.say(f"{name}, by every name", not different, f"{len(chosen)} names: {len(different)} differ")

    def publish(self, proxy, *options):
        outcome = self.run("publish", "--engine", proxy.shards, "--format", "json", *options)
        value = json.loads(outcome.stdout)[0] if outcome.stdout else {}
        return outcome.returncode, value, outcome.stderr

    def life(self, name, proxy):
        count = len(self.hits)
        # Killed while the first documents are on the way.
        proxy.set(bulk_delay=1.0)
        process = subprocess.Popen(
            [self.program, "publish", "--engine", proxy.shards, "--workspace", str(self.folder)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while proxy.bulks < 2 and process.poll() is None:
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        process.wait()
        time.sleep(1.5)
        proxy.set(bulk_delay=0.0, busy=2)
        started = time.time()
        status, told, errors = self.publish(proxy)
        seconds = time.time() - started
        self.say(f"{name}, killed, busy, again", status == 0 and told.get("failed") == 0
                 and told["added"] + told["unchanged"] == count, f"{told} {errors} {seconds:.1f} s")
        status, told, _ = self.publish(proxy)
        self.say(f"{name}, once more", status == 0 and told["unchanged"] == count, f"{told}")

    def changes(self, name, proxy, tagged):
        status, told, errors = self.publish(proxy)
        self.say(f"{name}, one document tagged", status == 0 and told["retagged"] == 1
                 and told["changed"] == 0, f"{tagged}: {told} {errors}")
        proxy.fail(True)
        answer = self.answer("*", "--engine", proxy.url)
        table = self.run("search", "*", "--engine", proxy.url)
        proxy.fail(False)
        self.say(f"{name}, a part is down", answer.get("status") == 3 and "partial" in answer
                 and "not the whole answer" in table.stderr and table.returncode == 3,
                 f"status {answer.get('status')}, {answer.get('partial')}")

    def release(self, name, proxy, before):
        status, told, errors = self.publish(proxy, "--remove-previous")
        here, there = self.answer("*"), self.answer("*", "--engine", proxy.url)
        self.say(f"{name}, another vocabulary", status == 0 and told["index"] != before
                 and self.content(here)[0] == self.content(there)[0], f"{told} {errors}")


def main():
    # Whoever calls may block signals; a server that inherits that does not end when it is told to.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--servers")
    parser.add_argument("--sphinx", action="store_true")
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", default=str(ROOT / "Samples/share"))
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    if not options.servers and not options.sphinx:
        parser.error("no engine: name --servers, --sphinx or both")
    if options.sphinx and not shutil.which("searchd"):
        parser.error("no searchd on the PATH: apt install sphinxsearch")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="parlance-engines-"))
    bench = Bench(options.program, options, folder)
    try:
        bench.prepare(options.share)
        rng = random.Random(options.seed)
        queries = [bench.query(rng) for _ in range(options.queries)]
        engines = bench.start()
        for name, proxy in engines:
            bench.life(name, proxy)
            for literal in (True, False):
                bench.compare(name, proxy, queries, literal)
            bench.renames(name, proxy)
        tagged = bench.hits[0]["id"]
        product = bench.values["product"][-1]
        bench.run("assign", tagged, f"product={product}", check=True)
        for name, proxy in engines:
            bench.changes(name, proxy, pathlib.Path(tagged).name)
        before = [bench.publish(proxy)[1].get("index") for _, proxy in engines]
        text = (folder / "vocabulary.xml").read_text()
        (folder / "vocabulary.xml").write_text(text.replace("Harbor Archive", "Harbor Archives", 1))
        bench.run("import", "vocabulary.xml", check=True)
        for (name, proxy), index in zip(engines, before):
            bench.release(name, proxy, index)
    finally:
        bench.stop()
        if options.keep:
            print(folder)
        else:
            shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if bench.failures else 0)


main()

#!/usr/bin/env python3
"""Runs the recipes of Documentation/Cluster.md on this machine and compares them with one process, byte for byte.

usage: cluster.py PROGRAM [--documents N] [--more FOLDER] [--bundle FILE] [--keep]

Needs pyspark (PyPI) with a Java 17, GNU parallel and bash; `make cluster` sets them up. The share is made of copies of the
documents of the samples, and of FOLDER if it is given. One path names no file. Prints a line a recipe, with seconds on
the clock; ends with 1 if any recipe gives other bytes, or if a failure is not told as the page says.
"""
import argparse
import json
import os
import pathlib
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
SPARK = ROOT / "Scripts/Cluster/spark.py"
PART = ROOT / "Scripts/Cluster/part.sh"
VOCABULARY = ROOT / "Vocabularies/enterprise.xml"
PARTITIONS = 32


def spark_home():
    import pyspark
    return pathlib.Path(pyspark.__file__).parent


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Bench:
    def __init__(self, program, folder):
        self.program = pathlib.Path(program).resolve()
        self.folder = folder
        self.share = folder / "share"
        self.bundle = folder / "enterprise.bundle"
        self.paths = folder / "paths.txt"
        self.failures = 0
        self.processes = []

    def say(self, name, seconds, text):
        print(f"{name:<42} {seconds:7.1f} s   {text}", flush=True)

    def expect(self, name, seconds, holds, text):
        self.failures += not holds
        self.say(name, seconds, text if holds else f"NOT AS IT SHOULD BE: {text}")

    # The share and what one process makes of it.

    def make_share(self, count, more):
        files = [f for folder in [ROOT / "Samples/share", *more] for f in sorted(folder.rglob("*"))
                 if f.is_file() and not f.name.startswith(".")]
        self.share.mkdir()
        paths = []
        for number in range(count):
            file = files[number % len(files)]
            name = pathlib.Path(f"{number // len(files):04d}") / f"{number % len(files):04d}-{file.name}"
            (self.share / name).parent.mkdir(exist_ok=True)
            shutil.copy2(file, self.share / name)
            paths.append(str(name))
        paths.insert(count // 2, "no such/file.docx")
        self.paths.write_text("".join(p + "\n" for p in paths))

    def make_bundle(self, given):
        if given:
            shutil.copy2(given, self.bundle)
            return
        workspace = self.folder / "workspace"
        workspace.mkdir()
        self.run([self.program, "import", VOCABULARY, "--workspace", workspace])
        self.run([self.program, "bundle", "--output", self.bundle, "--workspace", workspace])

    def make_reference(self):
        one = self.folder / "one"
        one.mkdir()
        extract = self.timed(
            f'"{self.program}" extract --root "{self.share}" --bundle "{self.bundle}" '
            f'<"{self.paths}" >"{one}/documents"')
        tag = self.timed(f'cat "{one}/documents" | "{self.program}" tag --bundle "{self.bundle}" >"{one}/tags"')
        self.reference = {name: (one / name).read_bytes() for name in ("documents", "tags")}
        count = self.reference["tags"].count(b"\n")
        size = len(self.reference["documents"])
        failed = self.reference["documents"].count(b'"error":')
        text = sum(len(json.loads(line).get("text", "")) for line in self.reference["documents"].splitlines())
        self.say("one process: extract", extract[0],
                 f"{extract[1]:.1f} s CPU, {1000 * extract[1] / count:.1f} ms a document; "
                 f"{count} documents, {failed} not read, {size / 1e6:.0f} MB of lines, {text / count / 1e3:.1f} kB of text each")
        self.say("one process: tag", tag[0], f"{tag[1]:.1f} s CPU, {1000 * tag[1] / count:.2f} ms a document")

    def timed(self, script):
        """The seconds of a script on the clock and of processor time, its children's included."""
        before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        subprocess.run(["/bin/bash", "-o", "pipefail", "-c", script], check=True, stderr=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return time.monotonic() - begun, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    def run(self, words):
        subprocess.run([str(word) for word in words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def compare(self, name, seconds, output, pattern):
        same = []
        for kind, reference in self.reference.items():
            parts = sorted(output.glob(pattern.format(kind)))
            same.append(b"".join(part.read_bytes() for part in parts) == reference)
        self.expect(name, seconds, all(same), f"documents and tags byte-identical: {', '.join(map(str, same))}")

    # Recipes.

    def parallel(self):
        output = self.folder / "parallel"
        environment = dict(os.environ, PARLANCE=self.program, BUNDLE=self.bundle, ROOT=self.share, PATHS=self.paths,
                           OUTPUT=output)
        # The first try meets a program that fails on some part; what is missing is made by the second.
        flaky = self.folder / "flaky"
        flaky.write_text(f'#!/bin/sh\n[ "$1" = tag ] && [ ! -e "{self.folder}/failed" ] && : >"{self.folder}/failed" '
                         f'&& exit 7\nexec "{self.program}" "$@"\n')
        flaky.chmod(0o755)
        command = f"seq 0 {PARTITIONS - 1} | parallel --jobs 2 {PART} {{}} {PARTITIONS}"
        begun = time.monotonic()
        first = subprocess.run(command, shell=True, env=dict(environment, PARLANCE=flaky), stderr=subprocess.DEVNULL)
        made = len(list(output.glob("tags-*")))
        self.expect("GNU parallel, a program that fails once", time.monotonic() - begun,
                    first.returncode == 1 and made == PARTITIONS - 1, f"status {first.returncode}, {made} parts")
        begun = time.monotonic()
        subprocess.run(command, shell=True, env=environment, check=True)
        self.compare("GNU parallel, the same once more", time.monotonic() - begun, output, "{}-*.jsonl")

    def spark(self, name, master, *options, program=None, meanwhile=None):
        output = self.folder / name.replace(" ", "-").replace(",", "")
        words = [spark_home() / "bin/spark-submit", "--master", master, "--driver-memory", "1g", "--executor-memory", "1g",
                 "--conf", f"spark.ui.port={self.ui}", "--conf", "spark.driver.host=127.0.0.1",
                 "--conf", "spark.driver.bindAddress=127.0.0.1", SPARK, "--program", program or self.program,
                 "--bundle", self.bundle, "--root", self.share, "--paths", self.paths, "--output", output,
                 "--partitions", PARTITIONS, *options]
        log = (self.folder / "spark.log").open("wb")
        begun = time.monotonic()
        job = subprocess.Popen([str(word) for word in words], stdout=(self.folder / "facets.tsv").open("wb"), stderr=log,
                               env=dict(os.environ, PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1"))
        if meanwhile:
            meanwhile(job)
        return job.wait(), time.monotonic() - begun, output

    def spark_recipe(self, name, master, *options, meanwhile=None):
        status, seconds, output = self.spark(name, master, *options, meanwhile=meanwhile)
        if status != 0:
            told = (self.folder / "spark.log").read_text().splitlines()
            said = [line for line in told if " INFO " not in line][-20:]
            self.expect(name, seconds, False, f"status {status}\n" + "\n".join(said))
            return
        self.compare(name, seconds, output, "{}/part-*")
        counted = {}
        for line in self.reference["tags"].splitlines():
            for tag in json.loads(line).get("tags", []):
                if tag["outcome"] == "accepted":
                    key = f"{tag['scheme']}\t{tag['label']}"
                    counted[key] = counted.get(key, 0) + 1
        # spark-submit joins the messages of a Python job with its output.
        lines = (self.folder / "facets.tsv").read_text().splitlines()
        found = dict(line.rsplit("\t", 1) for line in lines if "\t" in line)
        self.expect(name + ": facets", 0, found == {k: str(v) for k, v in counted.items()},
                    f"{len(found)} values, {sum(counted.values())} tags counted from Parquet by Spark SQL")

    def failing(self):
        name = "Spark local[2], a program that fails"
        program = self.folder / "broken"
        program.write_text("#!/bin/sh\nhead -n 3 >/dev/null\nexit 7\n")
        program.chmod(0o755)
        for option in ([], ["--pipe"]):
            status, seconds, output = self.spark("failing", "local[2]", *option, program=program)
            written = (output / "documents/_SUCCESS").exists()
            self.expect(" ".join([name, *option]), seconds, status != 0 and not written,
                        f"status {status}, documents written: {written}")

    # A cluster of two workers on loopback.

    def java(self, log, kind, *words):
        environment = dict(os.environ, SPARK_DAEMON_MEMORY="256m", SPARK_LOCAL_IP="127.0.0.1",
                           PYSPARK_PYTHON=sys.executable)
        process = subprocess.Popen(
            [str(spark_home() / "bin/spark-class"), f"org.apache.spark.deploy.{kind}", *map(str, words)],
            stdout=log.open("wb"), stderr=subprocess.STDOUT, env=environment, start_new_session=True)
        self.processes.append(process)
        return process

    def standalone(self):
        port = free_port()
        self.java(self.folder / "master.log", "master.Master", "--host", "127.0.0.1", "--port", port,
                  "--webui-port", free_port())
        self.wait_for(self.folder / "master.log", "I have been elected leader")
        workers = []
        for number in range(2):
            log = self.folder / f"worker{number}.log"
            workers.append(self.java(
                log, "worker.Worker", f"spark://127.0.0.1:{port}", "--host", "127.0.0.1", "--cores", 1, "--memory", "1g",
                "--webui-port", free_port(), "--work-dir", self.folder / f"work{number}"))
            self.wait_for(log, "Successfully registered with master")
        self.spark_recipe("Spark standalone, two workers", f"spark://127.0.0.1:{port}")

        def kill(job):
            """Kills a worker with its executor when some tasks are done and most are not."""
            while job.poll() is None:
                done = self.finished_tasks()
                if done >= 8:
                    os.killpg(workers[0].pid, signal.SIGKILL)
                    print(f"{'':<42}             worker killed after {done} finished tasks", flush=True)
                    return
                time.sleep(0.2)

        self.spark_recipe("Spark standalone, a worker killed", f"spark://127.0.0.1:{port}", meanwhile=kill)

    def finished_tasks(self):
        base = f"http://127.0.0.1:{self.ui}/api/v1/applications"
        try:
            with urllib.request.urlopen(base, timeout=2) as answer:
                application = json.load(answer)[0]["id"]
            with urllib.request.urlopen(f"{base}/{application}/stages", timeout=2) as answer:
                return sum(stage["numCompleteTasks"] for stage in json.load(answer))
        except (OSError, ValueError, IndexError):
            return 0

    def wait_for(self, log, words):
        deadline = time.monotonic() + 120
        while words not in log.read_text(errors="replace"):
            if time.monotonic() > deadline:
                sys.exit(f"{log}: nothing of '{words}' in two minutes:\n{log.read_text()[-2000:]}")
            time.sleep(0.2)

    def end(self):
        for process in self.processes:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--documents", type=int, default=4000)
    parser.add_argument("--more", type=pathlib.Path, action="append", default=[])
    parser.add_argument("--bundle", type=pathlib.Path, help="in place of one of Vocabularies/enterprise.xml")
    parser.add_argument("--keep", action="store_true", help="leave the folder of the results and name it")
    arguments = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="parlance-cluster-"))
    bench = Bench(arguments.program, folder)
    bench.ui = free_port()
    try:
        bench.make_share(arguments.documents, arguments.more)
        bench.make_bundle(arguments.bundle)
        bench.make_reference()
        bench.parallel()
        bench.spark_recipe("Spark local[2], SQL TRANSFORM", "local[2]")
        bench.spark_recipe("Spark local[2], RDD.pipe", "local[2]", "--pipe")
        bench.failing()
        bench.standalone()
    finally:
        bench.end()
        if arguments.keep:
            print(folder)
        else:
            shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if bench.failures else 0)


if __name__ == "__main__":
    main()

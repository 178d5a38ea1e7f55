#!/usr/bin/env python3
"""How long a server takes from exec to its first answer.

    start.py PROGRAM WORKSPACE [ROUNDS]

Prints the shortest and the median time on the clock until `Serving` is said and until a search page has come, and the
processor time until then, that of what is warmed beside the answers included. The clock of a busy machine says little.
"""
import http.client
import os
import statistics
import subprocess
import sys
import time


def processor_time(process):
    """Milliseconds that all threads of a process have run."""
    folder = f"/proc/{process}/task"
    return sum(int(open(f"{folder}/{thread}/schedstat").read().split()[0]) for thread in os.listdir(folder)) / 1e6


def start(program, workspace):
    begun = time.monotonic()
    server = subprocess.Popen(
        [program, "serve", "--workspace", workspace, "--listen", "127.0.0.1:0"], stderr=subprocess.PIPE, text=True)
    try:
        line = next((line for line in server.stderr if line.startswith("Serving ")), None)
        if line is None:
            sys.exit("the server does not begin")
        ready = time.monotonic() - begun
        connection = http.client.HTTPConnection("127.0.0.1", int(line.rsplit(":", 1)[1].strip("/\n")))
        connection.request("GET", "/search?q=archive")
        answer = connection.getresponse()
        answer.read()
        answered = time.monotonic() - begun
        if answer.status != 200:
            sys.exit(f"the first answer is {answer.status}")
        return 1000 * ready, 1000 * answered, processor_time(server.pid)
    finally:
        server.terminate()
        server.wait()


rounds = [start(sys.argv[1], sys.argv[2]) for _ in range(int(sys.argv[3]) if len(sys.argv) > 3 else 15)]
for name, values in zip(["ready", "first answer", "processor time until then"], zip(*rounds)):
    print(f"{name}: {min(values):.0f} ms at best, {statistics.median(values):.0f} ms in the middle of {len(rounds)}")

#!/usr/bin/env python3
"""other-account.py PROGRAM ACCOUNT: what an account learns of documents that it may not read.

Two workspaces hold the samples: one whole, with documents closed to the account, about which the owner decided and
said things, one without these. Whatever the account asks of the whole one, by any route of the server or of
`parlance mcp`, is answered as the open one answers its owner: the same bytes, but for where the samples lie, times,
tokens of forms and numbers. Runs as root; ACCOUNT is an account of this machine. Ends with 1 if anything differs.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from urllib.parse import quote

if len(sys.argv) != 3 or os.geteuid() != 0:
    sys.exit("usage, as root: other-account.py PROGRAM ACCOUNT")
PROGRAM, ACCOUNT = os.path.abspath(sys.argv[1]), sys.argv[2]
ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))
SECRET = "0123456789abcdef0123"

# What the closed documents say and nothing else does.
CLOSED = {
    "closed/nightfall-merger.md": "---\nauthor: Quentin Secretman\ndate: 2031-05-01\n---\n"
    "# Nightfall merger plan\n\nzebrasecret Harbor Archive Acme Vault price list. "
    + "Quokkaware Nightfall is a product. Quokkaware sells. " * 9,
    "closed/nightfall-offer.md": "# Nightfall offer for Harbor Archive\n\nzebrasecret quotation. "
    + "archive migration " * 30,
    "mixed/nightfall-list.md": "# Nightfall price list 2031\n\nzebrasecret Harbor Archive prices.",
}
COPY = "closed/nightfall-copy.docx"
WORDS = [
    "", "harbor archive", "price list", "zebrasecret", "nightfall", "quokkaware", "zebr*", "author:secretman",
    "path:closed/**", "path:**/nightfall*", "path:mixed/nightfall-list.md", "path:closed", "date:2031",
    "title:nightfall", "title:night*", "archive migration", "latest price list", "nightfal", "quokkawaer",
    "ext:docx", "acme vault", "-harbor", '"price list"', "lang:en", "harbor NEAR archive", "merger", "tag:nightfall",
]
SHAPES = [
    "", "&explain=true", "&histogram=year&limit=50", "&copies=true&limit=50", "&sort=date&limit=50", "&literal=true",
    "&facet=type%3DQuote", "&facet=type%3D", "&facet=author%3DQuentin%20Secretman", "&since=2030",
]


def run(*arguments):
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True)
    if done.returncode not in (0, 3):
        sys.exit(f"{arguments}: {done.returncode}\n{done.stdout}{done.stderr}")


def make(folder, is_whole):
    """A workspace of the samples, and of what is closed if it is to be whole."""
    share = f"{folder}/share"
    shutil.copytree(f"{ROOT}/Samples/share", share)
    os.makedirs(f"{share}/mixed")
    with open(f"{share}/mixed/open.md", "w") as file:
        file.write("# Open price list\n\nHarbor Archive prices for all.\n")
    with open(f"{folder}/parlance.yaml", "w") as file:
        file.write("thresholds: {type: {accept: 0.95, review: 0.2}}\n")
    shutil.copy(f"{ROOT}/Vocabularies/enterprise.xml", folder)
    run("import", f"{folder}/enterprise.xml", "--workspace", folder)
    retag = ["retag", share, "--yes", "--write-to", "catalog", "--workspace", folder]
    run(*retag)
    if not is_whole:
        return
    os.makedirs(f"{share}/closed", mode=0o700)
    for path, text in CLOSED.items():
        with open(f"{share}/{path}", "w") as file:
            file.write(text)
        os.chmod(f"{share}/{path}", 0o600)
    names = [os.path.join(at, name) for at, _, found in os.walk(share) for name in found]
    shutil.copy(min(name for name in names if name.endswith(".docx")), f"{share}/{COPY}")
    os.chmod(f"{share}/{COPY}", 0o600)
    run(*retag)


class Server:
    """A server of a workspace, asked in the name of an account."""

    def __init__(self, folder, tokens):
        self.folder = folder
        self.said = f"{folder}/said"
        with open(self.said, "w") as said:
            self.process = subprocess.Popen(
                [PROGRAM, "serve", "--workspace", folder, "--listen", "127.0.0.1:0", "--serve-files",
                 "--token-file", tokens], stderr=said)
        while True:
            with open(self.said) as said:
                text = said.read()
            found = re.search(r"Serving .* at (http\S+)/", text)
            if found:
                self.url = found.group(1)
                return
            if self.process.poll() is not None:
                sys.exit(text)

    def ask(self, who, method, path, body=None, kind="application/json"):
        request = urllib.request.Request(
            self.url + path, method=method, data=None if body is None else body.encode())
        request.add_header("Authorization", f"Bearer {SECRET}{'root' if who == 'root' else ''}")
        if body is not None:
            request.add_header("Content-Type", kind)
        try:
            with urllib.request.build_opener(Stay).open(request, timeout=60) as answer:
                return answer.status, answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode("utf-8", "replace")


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        return None


def plain(text, folder, url):
    """An answer without what may differ."""
    for place in (folder, quote(folder, safe=""), quote(folder), folder[1:]):
        text = text.replace(place, "BASE")
    text = text.replace(url, "URL")
    for pattern in (r"took_ms\W+[0-9.e-]+", r'"account":"[^"]*"', r'name="token" value="[^"]*"',
                    r'"renewals":\d+', r'<img class="picture"[^>]*>', r'<td>20\d\d-\d\d-\d\dT[^<]*</td>'):
        text = re.sub(pattern, "", text)
    return text


class Comparison:
    def __init__(self, whole, opened):
        self.whole, self.opened = whole, opened
        self.asked = self.told = 0

    def compare(self, what, left, right):
        self.asked += 1
        left = (left[0], plain(left[1], self.whole.folder, self.whole.url))
        right = (right[0], plain(right[1], self.opened.folder, self.opened.url))
        if left == right:
            return
        self.told += 1
        ends = zip(left[1], right[1])
        at = next((n for n, (x, y) in enumerate(ends) if x != y), min(len(left[1]), len(right[1])))
        print(f"DIFFERS {what}: {left[0]}, {right[0]}", file=sys.stderr)
        for name, text in (("whole", left[1]), ("open ", right[1])):
            print(f"  {name} {text[max(0, at - 100):at + 200]!r}", file=sys.stderr)

    def get(self, make_path, absent=None):
        """A path by the folder of a workspace; another for the open one if the document is not there."""
        left = self.whole.ask(ACCOUNT, "GET", make_path(self.whole.folder))
        other = self.opened.ask("root", "GET", (absent or make_path)(self.opened.folder))
        self.compare(make_path("BASE"), left, other)

    def post(self, path, make_body, absent=None, kind="application/json"):
        left = self.whole.ask(ACCOUNT, "POST", path, make_body(self.whole.folder), kind)
        other = self.opened.ask("root", "POST", path, (absent or make_body)(self.opened.folder), kind)
        self.compare(f"POST {path} {make_body('BASE')[:200]}", left, other)


def tool(name, **arguments):
    return json.dumps(
        {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": name, "arguments": arguments}})


def say_things(whole):
    """The owner decides about the closed documents and says what they are worth."""
    for path in CLOSED:
        document = f"{whole.folder}/share/{path}"
        feedback = {"document": document, "kind": "outdated", "remark": "nightfall remark"}
        decision = {"document": document, "facet": "type", "concept": "Quote", "verdict": "accept"}
        for target, body in (("feedback", feedback), ("decisions", decision)):
            status, text = whole.ask("root", "POST", f"/api/{target}", json.dumps(body))
            if status != 200:
                sys.exit(f"{target}: {text}")
    if "nightfall" not in whole.ask("root", "GET", "/api/search?q=zebrasecret")[1]:
        sys.exit("the owner does not find what is closed: nothing would be tested")


def attack(comparison):
    whole, opened = comparison.whole, comparison.opened
    get, post = comparison.get, comparison.post
    for word in WORDS:
        text = quote(word)
        paths = [f"/api/search?q={text}{shape}" for shape in SHAPES]
        paths += [f"/search?q={text}", f"/search?q={text}&explain=true&histogram=month", f"/feed.atom?q={text}", f"/search.csv?q={text}",
                  f"/api/suggest?q={text}", f"/api/suggest?q={text}&form=opensearch"]
        for path in paths:
            get(lambda _, path=path: path)
        if word:
            post("/mcp", lambda _, word=word: tool("search", query=word, limit=50))
    for path in [
        "/", "/api/status", "/api/vocabulary", "/api/vocabulary/type", "/api/vocabulary/product", "/vocabulary",
        "/vocabulary/type", "/api/coverage?rows=type&columns=product", "/coverage?rows=type&columns=product",
        "/api/labels?label=Harbor%20Archive", "/vocabulary?label=Quote", "/api/review?limit=1000", "/review",
        "/review?facet=type", "/review/feedback", "/review/decided", "/api/decisions?limit=1000", "/api/feedback",
        "/review?done=1", "/review?done=2", "/review/labels", "/api/label-queue", "/api/label-decisions", "/insight",
        "/api/insight", "/insight/duplicates", "/insight/unused", "/openapi.json", "/opensearch.xml",
        "/rest/v1/vocabularies", "/v1/projects", "/help", "/releases", "/releases?number=1", "/vocabulary/product?order=names",
        "/search?q=archive&view=list",
    ]:
        get(lambda _, path=path: path)

    hits = json.loads(opened.ask("root", "GET", "/api/search?q=&limit=60")[1])["hits"]
    names = [hit["id"][len(opened.folder):] for hit in hits]
    routes = ["/document?id=", "/api/documents?id=", "/search?like=", "/api/search?limit=50&like=", "/file?id="]
    for name in names[:30]:
        for route in routes:
            get(lambda folder, name=name, route=route: route + quote(folder + name, safe=""))
        post("/mcp", lambda folder, name=name: tool("get_document", id=folder + name))
    concepts = [
        concept["uri"] for scheme in ("product", "type")
        for concept in json.loads(opened.ask("root", "GET", f"/api/vocabulary/{scheme}")[1])["concepts"]]
    for concept in concepts:
        uri = quote(concept, safe="")
        for path in (f"/concept?uri={uri}", f"/rest/v1/type/data?uri={uri}", f"/reconcile/preview?id={uri}"):
            get(lambda _, path=path: path)
    post("/mcp", lambda _: tool("coverage", rows="type", columns="product"))
    post("/mcp", lambda _: tool("explain_label", label="Harbor Archive"))
    post("/mcp", lambda _: tool("suggest_tags", text="Nightfall Quokkaware offer for Harbor Archive"))
    post("/api/normalize", lambda _: json.dumps({"labels": ["Quokkaware", "nightfall", "offer"], "explain": True}))
    post("/api/tag", lambda _: json.dumps({"title": "Nightfall", "text": "Quokkaware offer for Harbor Archive"}))
    extend = {"ids": concepts[:60], "properties": [{"id": "documents"}]}
    form = "application/x-www-form-urlencoded"
    post("/reconcile", lambda _: "extend=" + quote(json.dumps(extend)), kind=form)
    post("/reconcile", lambda _: "queries=" + quote(json.dumps({"q": {"query": "nightfall"}})), kind=form)

    # A closed document is like one of that name that there is not.
    for path in [*CLOSED, COPY, "closed", "closed/"]:
        for route in routes:
            get(lambda folder, path=path, route=route: route + quote(f"{folder}/share/{path}", safe=""))
        get(lambda folder, path=path: f"/api/documents{quote(folder)}/share/{path}")

        def about(make):
            return lambda folder, path=path: json.dumps(make(f"{folder}/share/{path}"))

        post("/mcp", lambda folder, path=path: tool("get_document", id=f"{folder}/share/{path}"))
        for verdict in ("accept", "reject"):
            post("/api/decisions", about(lambda document, verdict=verdict: {
                "document": document, "facet": "type", "concept": "Quote", "verdict": verdict, "seen": 0}))
        for kind in ("helped", "wrong-tag"):
            post("/api/feedback", about(lambda document, kind=kind: {
                "document": document, "kind": kind, "concept": concepts[0]}))
    for number in range(1, 8):
        for target, verb in (("decisions", "undo"), ("feedback", "settle")):
            post(f"/api/{target}", lambda _, verb=verb, number=number: json.dumps({verb: number}))
    before = whole.ask("root", "GET", "/api/decisions?limit=1000")[1]
    if before.count('"undone_by":null') != len(CLOSED):
        comparison.told += 1
        print("DIFFERS: a decision about a closed document was taken back", file=sys.stderr)


def converse(folder, account):
    """What `parlance mcp` answers an account over standard input."""
    lines = [tool("search", query=word, limit=50) for word in WORDS if word]
    lines += [tool("coverage", rows="type", columns="product")]
    lines += [tool("get_document", id=f"{folder}/share/{path}") for path in [*CLOSED, COPY]]
    command = [PROGRAM, "mcp", "--workspace", folder]
    if account != "root":
        group = subprocess.run(["id", "-gn", account], capture_output=True, text=True, check=True).stdout.strip()
        command = ["setpriv", "--reuid", account, "--regid", group, "--init-groups", *command]
    done = subprocess.run(command, input="\n".join(lines) + "\n", capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: status {done.returncode}: {done.stderr}")
    return done.stdout.splitlines()


def main():
    base = tempfile.mkdtemp(prefix="other-account")
    os.chmod(base, 0o755)
    servers = []
    try:
        tokens = f"{base}/tokens"
        with open(tokens, "w") as file:
            file.write(f"{ACCOUNT} {SECRET}\nroot {SECRET}root\n")
        os.chmod(tokens, 0o600)
        for name in ("whole", "open"):
            os.makedirs(f"{base}/{name}")
            make(f"{base}/{name}", name == "whole")
            servers.append(Server(f"{base}/{name}", tokens))
        say_things(servers[0])
        comparison = Comparison(*servers)
        attack(comparison)
        group = subprocess.run(["id", "-gn", ACCOUNT], capture_output=True, text=True, check=True).stdout.strip()
        run("init", "--shared", group, "--workspace", servers[0].folder)
        answers = zip(converse(servers[0].folder, ACCOUNT), converse(servers[1].folder, "root"), strict=True)
        for number, (left, right) in enumerate(answers):
            comparison.compare(f"mcp, message {number + 1}", (0, left), (0, right))
        print(f"{comparison.asked} requests, {comparison.told} answers tell of closed documents")
        return 1 if comparison.told or comparison.asked < 500 else 0
    finally:
        for server in servers:
            server.process.terminate()
            server.process.wait()
        shutil.rmtree(base)


if __name__ == "__main__":
    sys.exit(main())

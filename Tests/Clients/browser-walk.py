#!/usr/bin/env python3
"""Walks the pages of a server in Chromium as people do: light, dark, on a phone, by keyboard alone, without scripts.

    browser-walk.py URL [FOLDER-FOR-SCREENSHOTS]

With WALK=short it looks at each page once, in the light, and reviews no labels.

Needs Debian's chromium and the Python packages playwright and axe-playwright-python (make setup-browser). Ends with 77 if
they are not there, with 1 at the first violation of WCAG 2.2 AA that axe-core finds, message of the browser's console,
request to another host, or step that does not lead where it should.
"""
import os
import shutil
import sys
import time
from urllib.parse import urlsplit

try:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright
except ImportError as error:
    print(f"playwright or axe-playwright-python is not there: {error}", file=sys.stderr)
    sys.exit(77)

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
if not os.path.exists(CHROMIUM):
    print("there is no chromium: make setup-browser", file=sys.stderr)
    sys.exit(77)

URL = sys.argv[1].rstrip("/")
FOLDER = sys.argv[2] if len(sys.argv) > 2 else None
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
LOOKS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"color_scheme": "light", "viewport": {"width": 320, "height": 700}},
}
# A debug build takes longer: PATIENCE, in seconds.
PATIENCE = 1000 * float(os.environ.get("PATIENCE", "30"))
SHORT = os.environ.get("WALK") == "short"
if SHORT:
    LOOKS = {"light": LOOKS["light"]}
problems = []


def note(words):
    problems.append(words)
    print(f"PROBLEM {words}")


def watched(page, name):
    page.set_default_timeout(PATIENCE)

    def said(message):
        # The last of the pages is the answer to a query that is none.
        if "status of 400" not in message.text or "%22open" not in page.url:
            note(f"{name}: console: {message.text}")

    page.on("console", said)
    page.on("pageerror", lambda error: note(f"{name}: script: {error}"))

    def seen(request):
        if urlsplit(request.url).netloc != urlsplit(URL).netloc:
            note(f"{name}: a request to {request.url}")

    page.on("request", seen)
    return page


def addresses(page):
    """A page of each kind, found by following links from the search."""
    page.goto(f"{URL}/search?q=price+list+acme+vault")
    document = page.locator(".card h2 a").first.get_attribute("href")
    concept = page.locator(".understood a").nth(1).get_attribute("href")
    scheme = "/vocabulary/product"
    return [
        "/", "/search?q=price+list+acme+vault", "/search?q=price+list+acme+vault&view=list", "/search?q=zzzzqqq&facet=type%3DBrochure",
        "/search?q=archive&explain=true", document, "/vocabulary", scheme, concept,
        "/vocabulary?label=HC", "/coverage?rows=type&columns=stage", "/insight", "/insight/unused", "/insight/duplicates",
        "/help", "/review", "/review/labels", "/review/feedback",
        "/review/decided", "/search?q=%22open",
    ]


def look(browser):
    for look, options in LOOKS.items():
        plain = browser.new_context(**options)
        page = watched(plain.new_page(), look)
        paths = addresses(page)
        for number, path in enumerate(paths):
            page.goto(URL + path)
            if page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"):
                note(f"{look} {path}: is wider than the window")
            if FOLDER:
                page.screenshot(path=f"{FOLDER}/{look}-{number:02}.png", full_page=look != "phone")
        plain.close()
        # axe is a script of its own, which the pages' policy would not let in.
        open_context = browser.new_context(bypass_csp=True, **options)
        page = open_context.new_page()
        for path in paths:
            page.goto(URL + path)
            results = Axe().run(page, options=RULES)
            for violation in results.response["violations"]:
                places = [node["target"] for node in violation["nodes"]][:3]
                note(f"{look} {path}: {violation['id']}: {violation['help']} {places}")
        open_context.close()
        print(f"{look}: {len(paths)} pages")


def by_keyboard(browser):
    context = browser.new_context()
    page = watched(context.new_page(), "keyboard")
    page.goto(URL + "/help")
    page.keyboard.press("/")
    page.keyboard.type("acme vau")
    page.wait_for_selector(".proposals li")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    if "Acme+Vault" not in page.url and "Acme%20Vault" not in page.url:
        note(f"keyboard: the proposal led to {page.url}")
    if "formerly Acme Vault until" not in page.content():
        note("keyboard: the old name is not told")
    page.goto(URL + "/search?q=harbor")
    focused = "document.activeElement.textContent"
    titles = page.locator(".card h2 a").all_inner_texts()
    for key, title in [("j", titles[0]), ("ArrowDown", titles[1]), ("ArrowUp", titles[0]), ("ArrowDown", titles[1])]:
        page.keyboard.press(key)
        if page.evaluate(focused) != title:
            note(f"keyboard: {key} does not lead to {title}")
    page.keyboard.press("Enter")
    page.wait_for_url("**/document?**")
    if page.locator("h1").inner_text() != titles[1]:
        note("keyboard: another document was opened")
    page.go_back()
    page.wait_for_url("**/search?**")
    page.wait_for_function(f"{focused} === {titles[1]!r}")
    with page.expect_download() as download:
        page.keyboard.press("o")
    if not download.value.suggested_filename:
        note("keyboard: o does not fetch the file")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    if page.evaluate("document.activeElement.id") != "q":
        note("keyboard: up from the first result does not lead to the box")
    page.keyboard.press("ArrowDown")
    if page.evaluate(focused) != titles[0]:
        note("keyboard: down from the box does not lead to the first result")
    page.keyboard.press("?")
    page.wait_for_url("**/help")
    context.close()
    print("keyboard: searched, chose, went through, opened, went back to the place, fetched the file")


def brush(browser):
    """From one bar of the years to another is the years between; the back button leads back."""
    context = browser.new_context()
    page = watched(context.new_page(), "years")
    page.goto(URL + "/search")
    total = page.locator(".count").inner_text()
    bars = page.locator("[data-year]")
    years = [bar.get_attribute("data-year") for bar in bars.all()]
    bars.last.scroll_into_view_if_needed()
    boxes = [bars.nth(place).bounding_box() for place in (0, 2)]
    places = [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes]
    page.mouse.move(*places[0])
    page.mouse.down()
    page.mouse.move(*places[1], steps=5)
    page.mouse.up()
    page.wait_for_url("**from=**")
    chips = page.locator(".chip").all_inner_texts()
    if not any(f"{years[0]}–{years[2]}" in chip for chip in chips):
        note(f"years: dragging from {years[0]} to {years[2]} led to {chips}")
    if page.locator("[data-year][aria-current]").count() != 3 or page.locator(".count").inner_text() == total:
        note("years: the range does not narrow")
    page.go_back()
    page.wait_for_function("document.querySelectorAll('[data-year][aria-current]').length === 0")
    context.close()
    print("years: dragged over three, went back")


def find_values(browser):
    """What is typed into a long facet is in the address, with scripts and without; whoever comes back finds it as it was."""
    for scripts in (True, False):
        name = "values" if scripts else "values, no scripts"
        context = browser.new_context(java_script_enabled=scripts)
        page = watched(context.new_page(), name)
        page.goto(URL + "/search?view=list")
        if page.locator("[data-find]").count() == 0:
            # A few documents have no long facet.
            context.close()
            return print("values: no facet is long") if SHORT else note("values: no facet is long")
        facet = page.locator(".facet", has=page.locator("[data-find]")).first
        values, box = facet.locator("details li a"), facet.locator("input[type=search]")
        facet.locator("summary").click()
        text = values.last.inner_text() if not scripts else values.nth(2).inner_text()
        box.press_sequentially(text)
        if not scripts:
            box.press("Enter")
            page.wait_for_url("**find.**")

        def shown(page):
            facet = page.locator(".facet", has=page.locator("[data-find]")).first
            return [value.inner_text() for value in facet.locator("details li a").all() if value.is_visible()]

        found, address = shown(page), page.url
        if not found or any(text.lower() not in value.lower() for value in found):
            note(f"{name}: {text!r} finds {found}")
        if "find." not in address or "view=list" not in address:
            note(f"{name}: the address is {address}")
        page.locator(".card h2 a").first.click()
        page.wait_for_url("**/document?**")
        page.go_back()
        page.wait_for_url("**find.**")
        if page.url != address or shown(page) != found or box.input_value() != text:
            note(f"{name}: back leads to {page.url} with {shown(page)}")
        other = watched(context.new_page(), name)
        other.goto(address)
        if shown(other) != found:
            note(f"{name}: the address shows {shown(other)}, not {found}")
        context.close()
    print("values: looked for in a long facet, in the address, with scripts and without")


def narrowing(page, total):
    """The first value of a facet that not all hits have."""
    for item in page.locator(".facet > ul:not(.years) > li").all():
        if item.locator(".number").inner_text() != total.split()[0]:
            return item.locator("a")
    return page.locator(".facet a").first


def without_scripts(browser):
    context = browser.new_context(java_script_enabled=False)
    page = watched(context.new_page(), "no scripts")
    chips, count = page.locator(".chip"), page.locator(".count")
    page.goto(URL)
    page.fill("#q", "archive  migration")
    page.click("header button")
    total, parts = count.inner_text(), chips.count()
    narrowing(page, total).click()
    if chips.count() != parts + 1 or count.inner_text() == total:
        note("no scripts: the facet does not narrow")
    chips.last.locator(".take").click()
    if count.inner_text() != total:
        note("no scripts: the filter is not taken back")
    page.go_back()
    if chips.count() != parts + 1:
        note("no scripts: back does not lead back")
    page.goto(f"{URL}/search?q=price++list+-draft")
    chips.last.locator(".take").click()
    if page.input_value("#q") != "price  list":
        note(f"no scripts: without its last part the query is {page.input_value('#q')!r}")
    page.goto(f"{URL}/search")
    total = count.inner_text()
    for place in (0, 2):
        page.locator("[data-year]").nth(place).click()
    if page.locator("[data-year][aria-current]").count() != 3:
        note("no scripts: two bars are no range of years")
    page.fill("#years-to", page.locator("[data-year]").nth(1).get_attribute("data-year"))
    page.click(".between button")
    if page.locator("[data-year][aria-current]").count() != 2:
        note("no scripts: the typed years are not asked for")
    context.close()
    print("no scripts: searched, narrowed, took it back, went back, took a word away, chose years")


def waiting(page):
    count = page.locator(".count")
    return int(count.inner_text().split()[0]) if count.count() else 0


def review_by_keys(browser):
    """Two people decide on the same tag: the second is told, and takes nothing away from the first."""
    first, second = [browser.new_context() for _ in range(2)]
    page = watched(first.new_page(), "review")
    page.goto(URL + "/review")
    other = second.new_page()
    other.set_default_timeout(PATIENCE)
    other.goto(URL + "/review")
    count = waiting(page)
    if count == 0:
        return note("review: nothing waits, so that nobody can review")
    page.locator("body").press("s")
    if page.evaluate("document.activeElement.id") != "at-0":
        note("review: s does not go to a card")
    page.keyboard.press("a")
    page.wait_for_url("**/review?**done=**")
    if waiting(page) != count - 1:
        note("review: a did not accept")
    other.locator("body").press("n")
    other.wait_for_url("**/review/decide")
    if "said that it is" not in other.content():
        note("review: the second is not told who was first")
    page.locator("body").press("u")
    page.wait_for_url("**/review")
    if waiting(page) != count:
        note("review: u did not take it back")
    page.locator("body").press("e")
    if page.evaluate("document.activeElement.name") != "other":
        note("review: e does not go to the box")
    for context in (first, second):
        context.close()
    print(f"review: {count} waited; accepted, told the second, took it back by keys")


def labels_by_keys(browser):
    """A taxonomist pastes labels and decides by keys; a second person is told; what was decided is written."""
    first, second = [browser.new_context() for _ in range(2)]
    page = watched(first.new_page(), "labels")
    page.goto(URL + "/review/labels")
    page.click("summary")
    page.fill("#labels", "zzqx one\nzzqx one\nQuuxel\nvexedly\nBroschur Kundn\nprice lst v3\nBrochure")
    page.select_option("#add-scheme", "type")
    page.click("text=Have them wait")
    page.wait_for_url("**/review/labels?added=**")
    count = waiting(page)
    other, late = [second.new_page() for _ in range(2)]
    for tab in (other, late):
        tab.set_default_timeout(PATIENCE)
        tab.goto(URL + "/review/labels")
    page.locator("body").press("s")
    label = page.locator("#at-0 h2").inner_text()
    page.keyboard.press("v")
    page.wait_for_url("**/review/labels?done=**")
    if waiting(page) != count - 1 or label not in page.content():
        note("labels: v did not decide")
    other.locator("#at-0 [data-key=v]").click()
    # Deciding the same is no conflict; another is.
    other.wait_for_url("**/review/labels?done=**")
    late.locator("#at-0 [name=other]").fill("Brochure")
    late.locator("#at-0 [name=other]").press("Enter")
    late.wait_for_url("**/review/labels/decide")
    if "names no concept" not in late.content():
        note("labels: the second is not told who was first")
    page.locator("body").press("u")
    page.wait_for_url("**/review/labels")
    if waiting(page) != count:
        note("labels: u did not take it back")
    page.locator("body").press("n")
    if page.evaluate("document.activeElement.name") != "name":
        note("labels: n does not go to the name of a new concept")
    page.keyboard.press("Enter")
    page.wait_for_url("**/review/labels?done=**")
    page.click("text=Write them into it")
    page.wait_for_url("**/review/labels?written=**")
    if "1 label written" not in page.content():
        note("labels: nothing was written into the vocabulary")
    for context in (first, second):
        context.close()
    print(f"labels: {count} questions; decided, told the second, took it back, made a concept by keys")


def feedback(browser):
    """Somebody who never saw a shell: finds the price list by an old name, and says that a tag is wrong."""
    context = browser.new_context(java_script_enabled=False)
    page = watched(context.new_page(), "feedback")
    page.goto(URL)
    page.fill("#q", "price list acme vault")
    page.click("header button")
    page.locator(".card h2 a").first.click()
    page.fill("#remark", "of last year")
    page.click("text=It is out of date")
    if "Thank you" not in page.content():
        note("feedback: nobody says thanks")
    page.goto(URL + "/review/feedback")
    if "of last year" not in page.content():
        note("feedback: it does not wait in the review")
    page.click("text=Dealt with")
    if "No feedback to deal with." not in page.content():
        note("feedback: it is not dealt with")
    context.close()
    print("feedback: said, read and dealt with, without scripts")


def story(browser):
    """The current price list for a product whose old name is known, its file, and a wrong tag; the clock of a busy machine decides nothing."""
    context = browser.new_context()
    page = watched(context.new_page(), "story")
    begun = time.monotonic()
    page.goto(URL)
    page.click("#q")
    page.keyboard.type("acme vault price list", delay=120)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    card = page.locator(".card").first
    if "newest version" not in card.inner_text() or "formerly Acme Vault" not in page.content():
        note("story: the first hit is not told to be the newest, or the old name not what it is called")
    card.locator("h2 a").click()
    page.wait_for_url("**/document?**")
    with page.expect_download() as download:
        page.click("[data-key=o]")
    tag = page.locator(".wide td a").first.inner_text()
    page.locator(".wide button", has_text="Wrong").first.click()
    page.wait_for_selector(f"[role=status]:has-text('is not {tag}')")
    seconds = time.monotonic() - begun
    if not download.value.suggested_filename:
        note("story: no file came")
    page.locator("[role=status] [data-key=u]").click()
    page.wait_for_load_state()
    context.close()
    print(f"story: found the price list by its old name, its file, a wrong tag, in {seconds:.0f} s")


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM,
        args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
    )
    if not SHORT:
        labels_by_keys(browser)
        story(browser)
    look(browser)
    by_keyboard(browser)
    brush(browser)
    find_values(browser)
    without_scripts(browser)
    review_by_keys(browser)
    feedback(browser)
    browser.close()
print("no problem" if not problems else f"{len(problems)} problems")
sys.exit(1 if problems else 0)

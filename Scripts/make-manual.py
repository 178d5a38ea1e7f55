#!/usr/bin/env python3
"""Writes the manual pages of parlance from what the program itself says of its commands.

usage: parlance --experimental-dump-help | make-manual.py FOLDER
"""
import json
import os
import sys

EXIT_STATUS = [
    ("0", "Done; a search found something."),
    ("1", "Nothing found, or a plan not applied."),
    ("2", "An error; nothing was changed."),
    ("3", "Done, but some documents failed or were refused."),
    ("64", "Wrong usage."),
    ("130", "Interrupted; everything is consistent, and the same command goes on."),
]
ENVIRONMENT = [
    ("PARLANCE_WORKSPACE", "The folder that holds .parlance, unless --workspace names it."),
    ("NO_COLOR", "If set, nothing is colored unless --color asks for it."),
]


def escaped(text):
    """Text of a line as roff takes it."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    text = "".join(c if ord(c) < 128 else f"\\[u{ord(c):04X}]" for c in text)
    return "\\&" + text if text[:1] in (".", "'") else text


def name_of(name):
    return ("-" if name["kind"] == "short" else "--") + name["name"]


def synopsis_of(argument):
    value = argument.get("valueName", "")
    if argument["kind"] == "positional":
        text = "\\fI" + escaped(value) + "\\fR" + (" ..." if argument["isRepeating"] else "")
    else:
        text = "\\fB" + escaped(name_of(argument["preferredName"])) + "\\fR"
        if argument["kind"] == "option":
            text += " \\fI" + escaped(value) + "\\fR"
    return "[" + text + "]" if argument["isOptional"] else text


def tag_of(argument):
    if argument["kind"] == "positional":
        return "\\fI" + escaped(argument.get("valueName", "")) + "\\fR"
    names = ", ".join("\\fB" + escaped(name_of(name)) + "\\fR" for name in argument["names"])
    if argument["kind"] == "option":
        names += " \\fI" + escaped(argument.get("valueName", "")) + "\\fR"
    return names


def paragraphs(text):
    """Running text in paragraphs; indented lines, such as examples, as they are."""
    lines, is_example = [], False
    for line in text.splitlines():
        indented = line.startswith("  ")
        if indented != is_example:
            lines.append(".EX" if indented else ".EE")
            is_example = indented
        if not line.strip():
            lines.append("" if is_example else ".PP")
        elif line.strip() == "EXAMPLES":
            lines.append(".SH EXAMPLES")
        else:
            lines.append(escaped(line.strip() if not indented else line[2:]))
    return lines + ([".EE"] if is_example else [])


def definitions(title, entries):
    lines = [".SH " + title]
    for term, text in entries:
        lines += [".TP", "\\fB" + escaped(term) + "\\fR", escaped(text)]
    return lines


def page(command, words, version):
    title = "-".join(words)
    arguments = [a for a in command.get("arguments", []) if a.get("shouldDisplay", True)]
    subcommands = [c for c in command.get("subcommands", []) if c["commandName"] != "help"]
    lines = [
        f'.TH "{title.upper()}" 1 "" "parlance {version}" "Parlance"',
        ".SH NAME", escaped(title) + " \\- " + escaped(command.get("abstract", "").rstrip(".")),
        ".SH SYNOPSIS", "\\fB" + escaped(" ".join(words)) + "\\fR",
    ]
    lines += [synopsis_of(argument) for argument in arguments]
    if subcommands:
        lines.append("\\fIcommand\\fR ...")
    discussion = paragraphs(command.get("discussion", ""))
    split = discussion.index(".SH EXAMPLES") if ".SH EXAMPLES" in discussion else len(discussion)
    lines += [".SH DESCRIPTION", escaped(command.get("abstract", "")), ".PP"] + discussion[:split]
    if subcommands:
        lines += definitions(
            "COMMANDS", [(c["commandName"], c.get("abstract", "")) for c in subcommands])
    if arguments:
        lines.append(".SH OPTIONS")
        for argument in arguments:
            lines += [".TP", tag_of(argument), escaped(argument.get("abstract", ""))]
            if argument.get("discussion"):
                lines.append(escaped(argument["discussion"].replace("\n", " ")))
            if argument.get("defaultValue") not in (None, ""):
                lines.append("Default: " + escaped(argument["defaultValue"]) + ".")
    lines += discussion[split:]
    lines += definitions("EXIT STATUS", EXIT_STATUS) + definitions("ENVIRONMENT", ENVIRONMENT)
    related = ["parlance"] if len(words) > 1 else []
    related += ["-".join(words + [c["commandName"]]) for c in subcommands]
    lines += [".SH SEE ALSO", ", ".join("\\fB" + escaped(r) + "\\fR(1)" for r in related)]
    return title, "\n".join(lines) + "\n"


def write(command, words, folder, version):
    title, text = page(command, words, version)
    with open(os.path.join(folder, title + ".1"), "w", encoding="utf-8") as file:
        file.write(text)
    for subcommand in command.get("subcommands", []):
        if subcommand["commandName"] != "help" and subcommand.get("shouldDisplay", True):
            write(subcommand, words + [subcommand["commandName"]], folder, version)


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    folder, version = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ""
    os.makedirs(folder, exist_ok=True)
    command = json.load(sys.stdin)["command"]
    write(command, [command["commandName"]], folder, version)


main()

#!/usr/bin/env python3
"""Drives a server of the Model Context Protocol with the public SDK (PyPI: mcp), in each mode it speaks.

    mcp-client.py stdio PROGRAM mcp --workspace DIR
    mcp-client.py http URL

Calls every tool with arguments that suit any workspace; the client compares each answer with the schema that the tool
declares. Prints a line for each mode and tool, and ends with 1 at the first difference, with 77 if the SDK is not there.
"""
import asyncio
import sys

try:
    from mcp.client.client import Client
    from mcp.client.stdio import StdioServerParameters, stdio_client
except ImportError as error:
    print(f"the Python package mcp (2.3 or later) is not there: {error}", file=sys.stderr)
    sys.exit(77)

MODES = ["legacy", "auto", "2026-07-28"]
TOOLS = ["search", "get_document", "explain_label", "normalize_labels", "suggest_tags", "coverage"]


def target(arguments):
    if arguments[0] == "http":
        return arguments[1]
    return stdio_client(StdioServerParameters(command=arguments[1], args=arguments[2:]))


def check(condition, words):
    if not condition:
        raise SystemExit(f"{words}")


async def call(client, name, arguments):
    result = await client.call_tool(name, arguments)
    check(not result.is_error, f"{name}: {result.content}")
    check(result.structured_content is not None, f"{name}: no structured content")
    print(f"  {name}: {len(str(result.structured_content))} characters")
    return result.structured_content


async def drive(mode, arguments):
    async with Client(target(arguments), mode=mode) as client:
        listed = await client.list_tools()
        check([tool.name for tool in listed.tools] == TOOLS, f"{listed.tools}")
        found = await call(client, "search", {"query": "", "limit": 1})
        check(found["total"] > 0, "nothing is indexed")
        document = await call(client, "get_document", {"id": found["hits"][0]["id"], "length": 100})
        check(document["id"] == found["hits"][0]["id"], "another document")
        await call(client, "explain_label", {"label": "no such name at all"})
        await call(client, "normalize_labels", {"labels": ["flyer"]})
        await call(client, "suggest_tags", {"text": document["text"]})
        facets = [key for key, values in found["facets"].items() if values]
        await call(client, "coverage", {"rows": facets[0], "columns": facets[-1]})
        wrong = await client.call_tool("search", {"limit": 1000})
        check(wrong.is_error, "a limit of 1000 was taken")
        try:
            await client.call_tool("no_such_tool", {})
            raise SystemExit("a tool that is not there was called")
        except Exception as error:
            check("nknown tool" in str(error), f"{error!r}")
    print(f"{mode}: {len(TOOLS)} of {len(TOOLS)} tools")


async def main():
    for mode in MODES:
        await drive(mode, sys.argv[1:])


asyncio.run(main())

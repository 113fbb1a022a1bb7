#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""Holds the code to its limits.

    python3 tests/tools/limits.py [ROOT]

Functions, files, names, banned calls, variables that outlive a call, licence lines, and
the width of the page. Says what is over and exits 1. What may be over stands in
tests/tools/limits.exceptions, one a line: RULE PATH NAME [VALUE]. That list only shrinks:
a line that is not needed any more, or whose value is too generous, fails too.
"""

import os
import re
import sys
from collections import namedtuple

sys.dont_write_bytecode = True  # no litter beside the sources
import ctokens  # noqa: E402

LIMITS = {
    "function-lines": 60,
    "function-nesting": 3,
    "function-parameters": 5,
    "function-complexity": 15,
    "file-lines": 500,
    "width": 100,  # columns, tabs of 8; clang-format holds what it may break to 90
}
TAB = 8
FOLDERS = ("include", "src", "tests", "man")
EXCEPTIONS = "tests/tools/limits.exceptions"
LICENCE = "SPDX-License-Identifier: ISC"
UNFINISHED = re.compile(r"\b(TO[D]O|FIX[M]E)\b")
VAGUE = re.compile(r"(^|[_-])(utils?|common|helpers?|misc)([_.-]|$)")

# Calls that are wrong wherever they are made: no bounds, hidden state, the locale, a shell.
UNSAFE = set(
    """strcpy strcat strncat stpcpy sprintf vsprintf strtok gets scanf fscanf sscanf atoi atol
    atoll atof alloca strptime localtime localtime_r mktime gmtime ctime asctime strftime
    setlocale system popen tmpnam tempnam mktemp rand srand""".split()
)
# What only the app may do: a room tells what is wrong and returns.
APPS_OWN = set(
    """printf fprintf vprintf vfprintf dprintf puts fputs putchar putc fputc perror exit _exit
    _Exit quick_exit abort atexit signal sigaction""".split()
)

Finding = namedtuple("Finding", "rule path line name value message")


def visible_files(root):
    for folder in FOLDERS:
        for at, dirs, names in os.walk(os.path.join(root, folder)):
            dirs[:] = sorted(d for d in dirs if d not in ("corpus", "__pycache__"))
            for name in sorted(names):
                yield os.path.relpath(os.path.join(at, name), root)


def is_c(path):
    return path.endswith((".c", ".h"))


def is_script(path):
    return path.endswith((".sh", ".t", ".py"))


def is_library(path):
    return path.startswith(("src/", "include/")) and not path.startswith("src/app/")


def over(path, line, rule, name, value):
    limit = LIMITS[rule]
    if value > limit:
        what = rule.split("-")[-1]
        yield Finding(rule, path, line, name, value, f"{name}: {what} {value}, limit {limit}")


def check_lines(path, text):
    lines = text.split("\n")
    if not path.endswith(".def"):  # a table is as long as it has rows
        yield from over(path, 0, "file-lines", "-", text.count("\n"))
    if not any(LICENCE in line for line in lines[:2]):
        yield Finding("licence", path, 1, "-", None, f"no {LICENCE} in the first two lines")
    for number, line in enumerate(lines, 1):
        if line != line.rstrip():
            yield Finding("white-space", path, number, "-", None, "white space at the end")
        if UNFINISHED.search(line):
            yield Finding("unfinished", path, number, "-", None, "something is not done")
        width = len(line.expandtabs(TAB))
        if width > LIMITS["width"] and not path.endswith(".def"):
            yield Finding("width", path, number, "-", None, f"{width} columns")


def check_calls(path, tokens):
    banned = UNSAFE | (APPS_OWN if is_library(path) else set())
    for i in range(len(tokens) - 1):
        name = tokens[i].text
        member = i > 0 and tokens[i - 1].text in (".", "->")
        if name in banned and tokens[i + 1].text == "(" and not member:
            yield Finding("banned", path, tokens[i].line, name, None, f"calls {name}")


def check_function(path, function):
    for aspect in ("lines", "nesting", "parameters", "complexity"):
        value = getattr(function, aspect)
        yield from over(path, function.line, f"function-{aspect}", function.name, value)


def check_state(path, functions, declarations):
    everywhere = list(declarations)
    for function in functions:
        everywhere += ctokens.statics_in(function)
    for declaration in everywhere:
        variable = ctokens.variable_of(declaration)
        if variable and not variable[1]:
            name, line = variable[0], declaration[0].line
            yield Finding("state", path, line, name, None, f"{name} outlives a call")


def check_c(path, text):
    tokens = ctokens.tokens_of(text)
    yield from check_calls(path, tokens)
    functions, declarations = ctokens.parts_of(tokens)
    for function in functions:
        yield from check_function(path, function)
    if is_library(path):
        yield from check_state(path, functions, declarations)


def check_file(root, path):
    if VAGUE.search(os.path.basename(path)):
        yield Finding("name", path, 0, "-", None, "a name that says nothing")
    if not (is_c(path) or is_script(path) or path.endswith(".def")):
        return
    with open(os.path.join(root, path), encoding="utf-8") as file:
        text = file.read()
    yield from check_lines(path, text)
    if is_c(path):
        try:
            yield from check_c(path, text)
        except (ValueError, IndexError) as error:
            yield Finding("syntax", path, 0, "-", None, f"not understood: {error}")


def read_exceptions(root):
    """{(rule, path, name): (value or None, line)}"""
    exceptions = {}
    path = os.path.join(root, EXCEPTIONS)
    if not os.path.exists(path):
        return exceptions
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            words = line.split("#")[0].split()
            if words:
                value = int(words[3]) if len(words) > 3 else None
                exceptions[tuple(words[:3])] = (value, number)
    return exceptions


def apply_exceptions(findings, exceptions):
    """What is left of the findings, and what is wrong with the exceptions."""
    left, used = [], {}
    for finding in findings:
        key = (finding.rule, finding.path, finding.name)
        allowed, line = exceptions.get(key, (None, 0))
        if line:
            used[key] = max(used.get(key, 0), finding.value or 0)
        if not line or (finding.value or 0) > (allowed or 0):
            left.append(finding)
    for key, (allowed, line) in exceptions.items():
        words = " ".join(key)
        if key not in used:
            message = f"{words}: not needed any more"
            left.append(Finding("exception", EXCEPTIONS, line, "-", None, message))
        elif (allowed or 0) > used[key]:
            message = f"{words}: {used[key]} is enough"
            left.append(Finding("exception", EXCEPTIONS, line, "-", None, message))
    return left


def main(arguments):
    here = os.path.dirname(os.path.abspath(__file__))
    root = arguments[0] if arguments else os.path.dirname(os.path.dirname(here))
    findings = []
    for path in visible_files(root):
        findings += check_file(root, path)
    findings = apply_exceptions(findings, read_exceptions(root))
    for finding in findings:
        place = f"{finding.path}:{finding.line}" if finding.line else finding.path
        print(f"{place}: {finding.rule}: {finding.message}")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""Holds the rooms apart.

    python3 tests/tools/layers.py [--dot] [ROOT]

Reads every #include of src/ and include/, draws which room knows which (--dot: for
Graphviz), and exits 1 for an arrow that the table below does not have, for a circle, and
for a header of somebody else's library outside the file that may know it.
"""

import os
import re
import sys

# The table: what a room may include beside its own headers. "feedgen" is the public
# headers; an entry with a slash is one header.
CORE = {"feedgen", "base", "model"}
MAY_INCLUDE = {
    "feedgen": {"model/fields.def", "model/rules.def"},
    "base": {"feedgen/diag.h"},
    "model": {"feedgen", "base"},
    "read": CORE,
    "render": CORE,
    "resolve": CORE,
    "probe": CORE,
    "lint": CORE,
    "write": CORE,
    "validate": CORE,
    "guard": CORE,
    "emit": {"feedgen", "base"},
    "stamp": {"feedgen", "base"},
    "import": CORE,
    "app": {"feedgen", "base"},
}
# Which file may know which library: the beginnings of its headers.
MAY_KNOW = {
    "base/url.c": ["curl/"],
    "base/hash.c": ["openssl/"],
    "base/pool.c": ["pthread.h"],
    "base/handoff.c": ["pthread.h"],
    "base/xmlread.c": ["libxml/"],
    "base/xmlfault.c": ["libxml/xmlerror.h"],
    "read/yaml.c": ["yaml.h"],
    "render/markdown.c": ["cmark.h"],
    "render/html.c": ["libxml/HTMLparser.h"],
    "probe/body.c": ["zlib.h"],
    "probe/http.c": ["curl/"],
    "probe/certificate.c": ["openssl/ssl.h"],
    "probe/cache_file.h": ["sqlite3.h"],
    "probe/media.c": ["taglib/"],
    "write/xmlout.c": ["libxml/xmlwriter.h"],
    "validate/xmlcheck.c": ["libxml/"],
    "validate/readback.c": ["libxml/"],
    "validate/complaint.h": ["libxml/"],
    "app/late_curl.c": ["curl/", "pthread.h"],
    "app/memory.c": ["malloc.h", "libxml/parser.h", "libxml/xmlmemory.h", "openssl/crypto.h"],
}
# Headers of C11, POSIX and Linux, which all may know.
SYSTEM = set(
    """assert ctype errno inttypes iso646 limits locale math setjmp signal stdalign stdarg
    stdatomic stdbool stddef stdint stdio stdlib stdnoreturn string time uchar wchar wctype
    dirent dlfcn fcntl getopt grp iconv ifaddrs link netdb poll pwd sched spawn strings syslog
    termios unistd""".split()
)
SYSTEM_FOLDERS = ("sys/", "netinet/", "arpa/", "net/", "linux/")

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)


class Layers:
    def __init__(self, root):
        self.root = root
        self.arrows = {}  # room: the set of rooms it includes
        self.problems = []

    def complain(self, path, line, text):
        self.problems.append(f"{path}:{line}: {text}")

    def read(self):
        for path in source_files(self.root):
            room = room_of(path)
            if room not in MAY_INCLUDE:
                self.complain(path, 1, f"there is no room {room} in the table")
                continue
            self.arrows.setdefault(room, set())
            with open(os.path.join(self.root, path), encoding="utf-8") as file:
                text = file.read()
            for match in INCLUDE.finditer(text):
                line = text.count("\n", 0, match.start()) + 1
                self.check(path, line, room, match.group(2))

    def check(self, path, line, room, header):
        other = header.split("/")[0]
        if header.endswith(".c"):
            self.complain(path, line, f"includes a source file, {header}")
        elif other in MAY_INCLUDE:
            self.check_room(path, line, room, header)
        elif not is_system(header):
            self.check_library(path, line, header)

    def check_room(self, path, line, room, header):
        other = header.split("/")[0]
        if other != room and not {other, header} & MAY_INCLUDE[room]:
            allowed = ", ".join(sorted(MAY_INCLUDE[room]))
            self.complain(path, line, f"{room} may include {allowed}, not {header}")
        if other != room and not header.endswith(".def"):  # a .def is data
            self.arrows[room].add(other)

    def check_library(self, path, line, header):
        file = path.split("/", 1)[1]
        if not any(header.startswith(known) for known in MAY_KNOW.get(file, [])):
            self.complain(path, line, f"{file} may not know <{header}>")

    def circle(self):
        """The rooms of a circle, the first one again at the end; [] if there is none."""

        def walk(room, path):
            if room in path:
                return path[path.index(room) :] + [room]
            for other in sorted(self.arrows.get(room, ())):
                found = walk(other, path + [room])
                if found:
                    return found
            return []

        for room in sorted(self.arrows):
            found = walk(room, [])
            if found:
                return found
        return []


def source_files(root):
    for folder in ("include", "src"):
        for at, dirs, names in os.walk(os.path.join(root, folder)):
            dirs.sort()
            for name in sorted(names):
                if name.endswith((".c", ".h")):
                    yield os.path.relpath(os.path.join(at, name), root)


def room_of(path):
    parts = path.split("/")
    return parts[1] if len(parts) > 2 else "-"


def is_system(header):
    return header.startswith(SYSTEM_FOLDERS) or header.removesuffix(".h") in SYSTEM


def draw_text(arrows):
    width = max((len(room) for room in arrows), default=0)
    for room in MAY_INCLUDE:
        if room in arrows:
            others = [other for other in MAY_INCLUDE if other in arrows[room]]
            print(f"{room:{width}} --> {' '.join(others)}" if others else room)


def draw_dot(arrows):
    print("digraph rooms {")
    for room in sorted(arrows):
        print(f"\t{room};")
        for other in sorted(arrows[room]):
            print(f"\t{room} -> {other};")
    print("}")


def main(arguments):
    dot = "--dot" in arguments
    roots = [a for a in arguments if a != "--dot"]
    here = os.path.dirname(os.path.abspath(__file__))
    layers = Layers(roots[0] if roots else os.path.dirname(os.path.dirname(here)))
    layers.read()
    circle = layers.circle()
    if circle:
        layers.problems.append("a circle: " + " -> ".join(circle))
    (draw_dot if dot else draw_text)(layers.arrows)
    for problem in layers.problems:
        print(problem)
    return 1 if layers.problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

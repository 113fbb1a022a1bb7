#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""What feedgen costs in instructions, held to what it cost when that was last looked at.

    make bench-cost             fails if a row costs over 5 % more than cost.txt says
    make bench-cost UPDATE=1    writes what it costs now into cost.txt

Seconds depend on what else a machine does; instructions, as valgrind counts them, hardly do:
two runs differ by less than a thousandth. What they do depend on is held still here (one
thread, the clock, the environment, the C library's and OpenSSL's choice of code for a
processor) or given by the package lists of `make deps` (the compiler and the libraries of
Debian 12); the rest is what the 5 % are for. To grow on purpose is to change the figure, in the
same commit, which says why.

The profile behind a row: callgrind_annotate build/cost/ROW.callgrind
"""

import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
BUILD = os.path.abspath(os.environ.get("BUILD", "build"))
FEEDGEN = os.environ.get("FEEDGEN", os.path.join(BUILD, "feedgen"))
WORK = os.path.join(BUILD, "cost")
FIGURES = os.path.join(HERE, "cost.txt")
MORE, LESS = 1.05, 0.95
DOUBLE = 2.1  # twice the episodes may cost so much more than once
EPISODES = 30

# No code for processors that have more than the first x86-64 had: valgrind passes on what this
# one has. Elsewhere these say nothing, and the figures are of x86-64.
PLAIN = "AVX AVX2 AVX512F AVX512VL ERMS FSRM SSE4_1 SSE4_2 SSSE3 BMI1 BMI2".split()
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "HOME": WORK,
    "LC_ALL": "C",
    "SOURCE_DATE_EPOCH": "1700000000",
    "GLIBC_TUNABLES": "glibc.cpu.hwcaps=" + ",".join("-" + name for name in PLAIN),
    "OPENSSL_ia32cap": "0:0",
}


def make_corpus():
    """A show, one of twice as many episodes, and some small shows."""
    shutil.rmtree(WORK, ignore_errors=True)
    os.makedirs(WORK)
    for words in (["show", str(EPISODES), "one"], ["show", str(2 * EPISODES), "two"],
            ["shows", "10", "20", "many"]):
        corpus = [sys.executable, os.path.join(HERE, "corpus.py")]
        subprocess.run(corpus + words, cwd=WORK, check=True)


def build(show, config, *outputs):
    """Paths as people type them: how long they are costs something too."""
    command = ["build", "-q", "-j1", "--offline", "--lock", "none", "--cache", "none"]
    for output in outputs:
        command += ["-o", output]
    return command + ["-c", f"{show}/{config}.yaml", f"{show}/episodes"]


ROWS = {
    "start": ["--version"],
    "build-cut": build("one", "cut", "cut.xml"),
    "build-keep": build("one", "keep", "keep.xml"),
    "build-keep-double": build("two", "keep", "double.xml"),
    "build-formats": build("one", "cut", "three.xml", "three.atom", "three.json"),
    "check": ["check", "-q", "-j1", "--offline", "--lock", "none", "--cache", "none",
        "-c", "one/cut.yaml", "one/episodes"],
    "validate": ["validate", "-q", "keep.xml"],
    "shows": ["build", "-q", "-j1", "--offline", "--lock", "none", "--cache", "none"]
        + [f"many/feeds/show-{i:04}.yaml" for i in range(1, 11)],
}


def count(row, command):
    profile = os.path.join(WORK, row + ".callgrind")
    valgrind = ["valgrind", "-q", "--tool=callgrind", f"--callgrind-out-file={profile}"]
    done = subprocess.run(valgrind + [FEEDGEN] + command, cwd=WORK, env=ENVIRONMENT,
        capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1) or (row != "validate" and done.returncode):
        sys.exit(f"{row}: exit status {done.returncode}\n{done.stdout}{done.stderr}")
    with open(profile, encoding="utf-8", errors="replace") as file:
        return int(re.search(r"^(?:totals|summary): (\d+)", file.read(), re.M).group(1))


def read_figures():
    figures = {}
    with open(FIGURES, encoding="utf-8") as file:
        for line in file:
            if not line.startswith("#"):
                row, figure = line.split()
                figures[row] = int(figure)
    return figures


def write_figures(figures):
    with open(FIGURES, encoding="utf-8") as file:
        head = [line for line in file if line.startswith("#")]
    with open(FIGURES, "w", encoding="utf-8") as file:
        file.writelines(head)
        file.writelines(f"{row} {figure}\n" for row, figure in figures.items())


def compare(row, now, was):
    """The line to print, and whether it is well."""
    if was is None:
        return f"{row:18} {now:>13,}  has no figure in cost.txt", False
    share = now / was
    line = f"{row:18} {now:>13,}  {100 * (share - 1):+6.2f} %"
    if share > MORE:
        return line + f"  more than 5 % over {was:,}", False
    if share < LESS:
        return line + "  less: UPDATE=1 keeps that", True
    return line, True


def main():
    if not shutil.which("valgrind"):
        sys.exit("bench-cost needs valgrind (make deps)")
    make_corpus()
    was, now, good = read_figures(), {}, True
    for row, command in ROWS.items():
        now[row] = count(row, command)
        line, well = compare(row, now[row], was.get(row))
        print(line, flush=True)
        good = good and well
    double = now["build-keep-double"] / now["build-keep"]
    print(f"twice the episodes: {double:.2f} times the instructions, at most {DOUBLE}")
    if os.environ.get("UPDATE"):
        write_figures(now)
        good = True
    elif not good:
        print("If this is on purpose: make bench-cost UPDATE=1, and say why in the commit.")
    return 0 if good and double <= DOUBLE else 1


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""How fast feedgen builds, beside other programs and beside what is possible.

    make bench              shows of 1,000 and 10,000 long episodes, 1,000 shows; RUNS=5
    make bench-quick        the same rows, smaller shows: less than a minute. Their targets are
                            those of the large ones, so a miss is marked, but fails nothing

Programs take turns, run by run, so that what else the machine does hits all alike. A figure is
the median of the runs, a ratio the median of the ratios of the pairs. Times and memory are
those of whole processes. Everything is in the page cache. Each run of feedgen begins without
the feed and without what it keeps of earlier runs, but where a row says otherwise. A target
that is missed is marked with !, and the exit status is 1. bench.json has every run.

What there is to compare with is not part of feedgen, and is said to be absent if it is:

    RIVALS=DIR    DIR/rivals/NAME/setup.sh EPISODES WORK and run.sh WORK for go and hugo, which
                  put all notes, transcripts too, into a feed; DIR/limit.c: reads, renders and
                  writes, and does nothing else (limit EPISODES OUT THREADS)
    CORPUS=DIR    a real show: episodes/ and the config in feeds/
    EPISODES=DIR  folders 1000 and 10000 of episodes of that show, in place of our own
    BENCH=DIR     where all is made (build/bench); a rival may have its programs there
"""

import glob
import hashlib
import json
import os
import re
import shutil
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
BUILD = os.path.abspath(os.environ.get("BUILD", "build"))
BENCH = os.path.abspath(os.environ.get("BENCH") or os.path.join(BUILD, "bench"))
FEEDGEN = os.environ.get("FEEDGEN", os.path.join(BUILD, "feedgen"))
RUNS = int(os.environ.get("RUNS") or "5")
THREADS = len(os.sched_getaffinity(0))
CACHE = os.path.join(BENCH, "cache")
OUT = os.path.join(BENCH, "out")


class Absent(Exception):
    """What a row compares with is not there; the text says what."""


# ---- running ----


class Sample:
    def __init__(self, line):
        wall, user, system, peak, status = line.split()
        self.wall, self.cpu = float(wall), float(user) + float(system)
        self.peak, self.status = int(peak) / 1024, int(status)


class Program:
    """One of those that take turns."""

    def __init__(self, name, command, before=lambda: None, statuses=(0,)):
        self.name, self.command, self.before, self.statuses = name, command, before, statuses
        self.samples = []

    def run(self):
        self.before()
        log = os.path.join(BENCH, "measured")
        if os.path.exists(log):
            os.remove(log)
        with open(os.path.join(BENCH, "said"), "w") as said:
            measure = os.path.join(BUILD, "tests/bench/measure")
            subprocess.run([measure, log] + self.command, stdout=said, stderr=said, check=True)
        with open(log) as file:
            sample = Sample(file.readline())
        if sample.status not in self.statuses:
            with open(os.path.join(BENCH, "said")) as said:
                sys.exit(f"{self.name} ended with {sample.status}:\n{said.read()[-2000:]}")
        return sample

    def median(self, what):
        return statistics.median(getattr(s, what) for s in self.samples)


def in_turn(programs, runs=None):
    for program in programs:
        program.run()  # whose files are in the page cache from then on
    for _ in range(runs or RUNS):
        for program in programs:
            program.samples.append(program.run())
    return programs


def ratio(slow, fast):
    """Of two that took turns."""
    return statistics.median(a.wall / b.wall for a, b in zip(slow.samples, fast.samples))


def forget():
    shutil.rmtree(CACHE, ignore_errors=True)
    shutil.rmtree(OUT, ignore_errors=True)
    os.makedirs(OUT)


def feedgen(name, show, before=forget, out="feed.xml"):
    episodes, config = show
    return Program(
        name,
        [FEEDGEN, "-q", "--offline", "--lock", "none", "--cache", CACHE + "/probes.sqlite",
         "-c", config, "-o", os.path.join(OUT, out), episodes],
        before,
    )


# ---- what there is to compare with ----


def rivals_folder():
    if not os.environ.get("RIVALS"):
        raise Absent("RIVALS is not set")
    return os.path.abspath(os.environ["RIVALS"])


def rival(name, episodes):
    folder = os.path.join(rivals_folder(), "rivals", name)
    work = os.path.join(BENCH, "work-" + name)
    if not os.path.isdir(folder):
        raise Absent(f"there is no {folder}")
    if name == "go" and not os.path.exists(os.path.join(BENCH, "go/gorival")):
        raise Absent("go/gorival is not built")
    if name == "hugo" and not shutil.which("hugo"):
        raise Absent("hugo is not installed")
    subprocess.run(["sh", os.path.join(folder, "setup.sh"), episodes, work], check=True)
    return Program(name, ["sh", os.path.join(folder, "run.sh"), work])


def limit(episodes):
    source = os.path.join(rivals_folder(), "limit.c")
    program = os.path.join(BENCH, "limit")
    compiler = ["cc", "-O2", "-o", program, source, "-lmd4c-html", "-lmd4c", "-lpthread"]
    if subprocess.run(compiler, stderr=subprocess.DEVNULL, check=False).returncode:
        raise Absent(f"{source} does not compile (libmd4c-dev?)")
    return Program("limit", [program, episodes, os.path.join(OUT, "limit"), str(THREADS)])


# ---- shows ----


def generated(*args):
    folder = os.path.join(BENCH, "-".join(args))
    if not os.path.isdir(folder):
        subprocess.run([sys.executable, os.path.join(HERE, "corpus.py"), *args, folder + ".new"],
            check=True)
        os.rename(folder + ".new", folder)
    return folder


def corpus_config(keep):
    """The config of CORPUS, made to keep the transcripts or to cut them; without files of
    them, which rivals do not make."""
    found = glob.glob(os.path.join(os.environ["CORPUS"], "feeds", "*.yaml"))
    with open(found[0], encoding="utf-8") as file:
        text = re.sub(r"(?m)^  (dir|url): .*transcripts.*\n", "", file.read())
    if keep:
        text = text.replace("transcript:\n", "transcript:\n  keep: true\n")
    path = os.path.join(BENCH, f"corpus-{'keep' if keep else 'cut'}.yaml")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def show_of(n, keep):
    """(episodes, config)"""
    given = os.environ.get("EPISODES")
    if given and os.path.isdir(os.path.join(given, str(n))):
        return os.path.abspath(os.path.join(given, str(n))), corpus_config(keep)
    folder = generated("show", str(n))
    return folder + "/episodes", folder + ("/keep.yaml" if keep else "/cut.yaml")


# ---- the table ----


class Table:
    def __init__(self):
        self.rows, self.missed, self.record = [], 0, {}

    def row(self, what, figure, target, held):
        """held None: there is nothing to hold it to."""
        self.missed += held is False
        self.rows.append((what, figure + (" !" if held is False else ""), target))
        print("| " + " | ".join(self.rows[-1]) + " |", flush=True)

    def most(self, what, value, bound, form):
        self.row(what, form.format(value), "<= " + form.format(bound), value <= bound)

    def times(self, what, value, bound):
        self.row(what, f"{value:.2f} x", f">= {bound} x", value >= bound)

    def keep(self, group, programs):
        self.record[group] = {
            p.name: [vars(sample) for sample in p.samples] for p in programs
        }

    def against(self, group, ours, makers):
        """Runs ours and those of the makers that are there; gives them by name."""
        programs = [ours]
        for name, make in makers.items():
            try:
                programs.append(make())
            except Absent as absent:
                self.row(f"{group}: {name}", "absent", str(absent), None)
        in_turn(programs)
        self.keep(group, programs)
        for p in programs:
            self.row(f"{group}: {p.name}",
                f"{p.median('wall'):.3f} s, cpu {p.median('cpu'):.3f} s, {p.median('peak'):.1f} MB",
                "", None)
        return {p.name: p for p in programs}


SECONDS, MILLIS, MEGABYTES = "{:.2f} s", "{:.0f} ms", "{:.1f} MB"


def same_work(table, n):
    """All notes with their transcripts, as the rivals do it."""
    episodes, config = show_of(n, True)
    group = f"N={n:,}, same work"
    makers = {
        "go": lambda: rival("go", episodes),
        "hugo": lambda: rival("hugo", episodes),
        "limit": lambda: limit(episodes),
    }
    if n > 2000:
        del makers["hugo"]  # minutes, and 18 GB of memory
    ran = table.against(group, feedgen("feedgen", (episodes, config)), makers)
    ours = ran["feedgen"]
    if "go" in ran:
        table.times(f"{group}: faster than go", ratio(ran["go"], ours), 3.5)
    if "hugo" in ran:
        table.times(f"{group}: faster than hugo", ratio(ran["hugo"], ours), 9)
    if "limit" in ran:
        table.most(f"{group}: times the limit", ratio(ours, ran["limit"]), 1.7, "{:.2f} x")
    return ours


def cut(table, n):
    """The default: transcripts are no notes."""
    episodes, config = show_of(n, False)
    group = f"N={n:,}, default"
    ran = table.against(group, feedgen("feedgen", (episodes, config)),
        {"go": lambda: rival("go", episodes)})
    if "go" in ran:
        table.times(f"{group}: faster than go", ratio(ran["go"], ran["feedgen"]), 8)
    return ran["feedgen"]


def real(table):
    if not os.environ.get("CORPUS"):
        table.row("real show, default", "absent", "CORPUS is not set", None)
        return
    episodes = os.path.abspath(os.path.join(os.environ["CORPUS"], "episodes"))
    ran = table.against("real show, default", feedgen("feedgen", (episodes, corpus_config(False))),
        {"go": lambda: rival("go", episodes)})
    table.most("real show, default", 1000 * ran["feedgen"].median("wall"), 35, MILLIS)
    if "go" in ran:
        table.times("real show: faster than go", ratio(ran["go"], ran["feedgen"]), 4)


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def unchanged(table, n, bound_ms):
    show = show_of(n, False)
    first, again = feedgen("first", show), feedgen("no change", show, lambda: None)
    feed = os.path.join(OUT, "feed.xml")
    first.run()
    before = os.stat(feed)
    again.run()  # which sees that the feed stands, and leaves the stamp: feedgen(1)
    in_turn([again], 3 * RUNS)
    after = os.stat(feed)
    table.keep(f"N={n:,}, no change", [again])
    table.most(f"N={n:,}, no change", 1000 * again.median("wall"), bound_ms, MILLIS)
    same = (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    table.row(f"N={n:,}, no change: the feed", "untouched" if same else "written", "untouched",
        same)


def one_changed(table, n):
    """One episode more than it was, in turn with a build of all."""
    show = show_of(n, False)
    folder = os.path.join(BENCH, "changing")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(show[0], folder)
    show = (folder, show[1])
    name = sorted(os.listdir(folder))[n // 2]

    def change():
        with open(os.path.join(folder, name), "a", encoding="utf-8") as file:
            file.write("\nOne sentence more.\n")

    changed = feedgen("one changed", show, change, "changing.xml")
    whole = feedgen("all", show, lambda: shutil.rmtree(CACHE, ignore_errors=True), "all.xml")
    forget()
    in_turn([changed, whole])
    table.keep(f"N={n:,}, one changed", [changed, whole])
    same = digest(OUT + "/changing.xml") == digest(OUT + "/all.xml")
    table.most(f"N={n:,}, one changed: times a full build", ratio(changed, whole), 1.05,
        "{:.2f} x")
    table.row(f"N={n:,}, one changed: the bytes", "the same" if same else "others", "the same",
        same)
    shutil.rmtree(folder)


def server(delay_ms):
    """(process, port)"""
    process = subprocess.Popen([os.path.join(BUILD, "tests/bench/latency"), "-d", str(delay_ms)],
        stdout=subprocess.PIPE, text=True)
    return process, int(process.stdout.readline())


def asking(program, at_once=64):
    """The program, made to ask a server on this machine as often as it answers."""
    program.command.remove("--offline")
    program.command[1:1] = ["--allow-private", "--per-host", str(at_once), "--per-second", "10000"]
    return program


def with_audio_at(show, folder, port, notes):
    """A copy of the show whose audio is at that port; without notes: with nothing to render."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    for i, name in enumerate(sorted(os.listdir(show[0]))):
        with open(os.path.join(show[0], name), encoding="utf-8") as file:
            text = file.read()
        text = re.sub("(?m)^audio: .*", f"audio: http://127.1.0.1:{port}/{i}.mp3", text, count=1)
        if not notes:
            text = text[: text.index("\n---", 3)] + "\n---\nNone.\n"
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
    return folder, show[1]


def with_transcripts(config, path):
    """A copy of the config that has files made of the transcripts, which stay from run to run."""
    folder = os.path.join(BENCH, "transcripts")
    shutil.rmtree(folder, ignore_errors=True)
    with open(config, encoding="utf-8") as file:
        text = file.read()
    with open(path, "w", encoding="utf-8") as file:
        file.write(text + f"transcript: {{dir: {folder}, url: https://example.com/transcripts}}\n")
    return path


def probing(table, n, delay_ms, files=False):
    """A server that takes its time, and much to render: as long as the longer of the two."""
    folder = generated("show", str(n))
    episodes, config = folder + "/episodes", folder + "/keep.yaml"
    process, port = server(delay_ms)
    empty = with_audio_at((episodes, config), os.path.join(BENCH, "probing-empty"), port, False)
    if files:
        config = with_transcripts(folder + "/cut.yaml", os.path.join(BENCH, "transcripts.yaml"))
    full = with_audio_at((episodes, config), os.path.join(BENCH, "probing"), port, True)

    both, ask = asking(feedgen("both", full)), asking(feedgen("probing alone", empty))
    render = feedgen("rendering alone", full)
    render.command[1:1] = ["--allow-private"]
    in_turn([both, ask, render])
    process.kill()
    process.wait()
    group = f"N={n:,}, answers after {delay_ms} ms" + (", files of transcripts" if files else "")
    table.keep(group, [both, ask, render])
    for p in (ask, render, both):
        table.row(f"{group}: {p.name}", f"{p.median('wall'):.3f} s", "", None)
    longer = [max(a.wall, r.wall) for a, r in zip(ask.samples, render.samples)]
    table.most(f"{group}: times the longer of the two",
        statistics.median(b.wall / most for b, most in zip(both.samples, longer)), 1.10,
        "{:.2f} x")


def without_pictures_elsewhere(config, path):
    """A copy of the config whose pictures are at a name for examples, which is not asked."""
    with open(config, encoding="utf-8") as file:
        text = re.sub(r"(?m)^( *image: https?://)[^/]+", r"\1pictures.example.com", file.read())
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def with_libcurl(program):
    """The same, with libcurl loaded though nobody is asked."""
    command = ["env", "LD_PRELOAD=libcurl.so.4"] + program.command
    return Program(program.name, command, program.before)


def memory(table, n, offline):
    """Of those runs, which did not even load libcurl; with it; and, for which there is no target,
    of others that ask about all audio, with as many connections as a host is asked on by
    default."""
    bound = 24 + 1.5 * n / 1024
    process, port = server(1)
    episodes, _ = with_audio_at(show_of(n, True), os.path.join(BENCH, "asked"), port, True)
    loaded, asked = {}, {}
    for name, keep in (("kept", True), ("cut", False)):
        config = without_pictures_elsewhere(show_of(n, keep)[1],
            os.path.join(BENCH, f"asked-{name}.yaml"))
        asked[name] = asking(feedgen(name, (episodes, config)), 2)
        asked[name].command[1:1] = ["--rule", "url/reserved=off"]
        loaded[name] = with_libcurl(offline[name])
    in_turn(list(loaded.values()) + list(asked.values()), min(RUNS, 3))
    process.kill()
    process.wait()
    shutil.rmtree(episodes)
    for what, programs in (("no server asked", offline), ("libcurl loaded", loaded)):
        table.keep(f"N={n:,}, memory, {what}", list(programs.values()))
        for name, program in programs.items():
            table.most(f"N={n:,}, {name}, {what}: memory", program.median("peak"), bound,
                MEGABYTES)
    table.keep(f"N={n:,}, memory, all audio asked about", list(asked.values()))
    for name, program in asked.items():
        table.row(f"N={n:,}, {name}, all audio asked about: memory",
            MEGABYTES.format(program.median("peak")), "", None)


def many_shows(table, shows, episodes, bound_s):
    folder = generated("shows", str(shows), str(episodes))
    configs = sorted(glob.glob(folder + "/feeds/*.yaml"))

    def clear():
        forget()
        for path in glob.glob(folder + "/public/*"):
            os.remove(path)

    command = [FEEDGEN, "build", "-q", "--offline", "--lock", "none", "--cache",
        CACHE + "/probes.sqlite"] + configs
    what = f"{shows:,} shows of {episodes}"
    built = Program(f"{what}", command, clear)
    again = Program(f"{what}, no change", command)
    built.samples = [built.run() for _ in range(min(RUNS, 3))]
    again.run()
    again.run()  # as in unchanged()
    again.samples = [again.run() for _ in range(RUNS)]
    table.keep(what, [built, again])
    table.row(what, f"{built.median('wall'):.2f} s", "", None)
    table.most(f"{what}: processor", built.median("cpu"), bound_s, SECONDS)
    table.most(f"{what}: memory", built.median("peak"), 64, MEGABYTES)
    table.row(f"{what}, no change", f"{again.median('wall'):.2f} s", "", None)


def measure_all(table, small, large, shows):
    kept, left_out = same_work(table, small), cut(table, small)
    real(table)
    large_kept = same_work(table, large)
    large_cut = cut(table, large)
    if large == 10000:
        table.most(f"N={large:,}, same work", large_kept.median("wall"), 6, SECONDS)
        table.most(f"N={large:,}, same work: memory", large_kept.median("peak"), 64, MEGABYTES)
    memory(table, small, {"kept": kept, "cut": left_out})
    memory(table, large, {"kept": large_kept, "cut": large_cut})
    table.most(f"growth, N={small:,} to {large:,}, a tenfold",
        10 * small / large * large_kept.median("wall") / kept.median("wall"), 11.5, "{:.1f} x")
    unchanged(table, small, 20)
    unchanged(table, large, 70)
    one_changed(table, small)
    probing(table, small, 50)
    probing(table, small, 50, files=True)
    many_shows(table, shows, 40, 12 * shows / 1000)


def main():
    table = Table()
    os.makedirs(BENCH, exist_ok=True)
    quick = sys.argv[1:] == ["quick"]
    print(f"medians of {RUNS} runs in turn, {THREADS} processors, {os.uname().machine}; "
        f"transcripts kept is the same work\n\n| what | measured | target |\n| --- | --- | --- |")
    if quick:
        measure_all(table, 100, 400, 50)
    else:
        measure_all(table, 1000, 10000, 1000)
    path = os.path.join(BUILD, "bench.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"runs": RUNS, "processors": THREADS, "load": os.getloadavg()[0],
            "rows": table.rows, "samples": table.record}, file, indent=1)
    print(f"\n{table.missed} targets missed; {path} has every run")
    return 1 if table.missed and not quick else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""A build with stamps comes to the same as one without, whatever happens in between.

    stamp_random.py FEEDGEN FOLDER [SEED [STEPS]]

Makes a show in FOLDER and changes it at random: texts, names, times, links, the show config,
the lock, the feed, the cache, the stamps, the clock, the options. After each change the show is
built twice: where it stands, and in a copy of everything, with --rebuild. Feed, lock, exit
status and what is said must be the same. Prints the changes since the last agreement when they
are not, else how many builds had nothing to do: there must be some.
"""

import os
import random
import shutil
import subprocess
import sys

NOW = 1799996400  # 2027-01-15 07:00 UTC
DAY = 86400
LIFE = 20  # steps of one show: each change once
EPISODE = """---
title: {title}
date: {date} 08:00
audio: {audio}
length: 1000000
type: audio/mpeg
duration: 1:00
number: {number}
{more}---
{body}
"""
BODIES = ["One text of notes.", "Two text of notes.", "Notes with a [link](https://example.com/).",
    "{% raw %}{{ x }}{% endraw %} and <b>HTML</b>", "![picture](/p.png)", "<script>x</script>"]
CONFIG = """title: {title}
description: A show that tests are made of.
link: https://small.example.com
feed_url: https://small.example.com/feed.xml
language: en
timezone: {zone}
author: The feedgen maintainers
owner: {{name: The feedgen maintainers, email: show@small.example.com}}
categories: [Technology]
explicit: false
image: {image}
rules: {{url/reserved: {level}}}
"""


class Show:
    def __init__(self, feedgen, folder, seed):
        self.feedgen, self.root, self.dice = feedgen, folder, random.Random(seed)
        self.now, self.options, self.skipped = NOW, [], 0
        os.makedirs(self.path("show/sub"))
        self.tick()
        self.config()
        for _ in range(6):
            self.add()

    def path(self, name):
        return os.path.join(self.root, name)

    def put(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)

    def get(self, name):
        try:
            with open(self.path(name), encoding="utf-8", errors="surrogateescape") as file:
                return file.read()
        except OSError as error:
            return str(error.strerror)

    def any(self, suffix=".md"):
        """An episode, or None."""
        names = sorted(n for n in os.listdir(self.path("show"))
            if n.endswith(suffix) and os.path.exists(self.path("show/" + n)))
        return "show/" + self.dice.choice(names) if names else None

    # ---- what may happen; each says what it did ----

    def nothing(self):
        return "nothing"

    def config(self):
        dice = self.dice
        self.put("show/feed.yaml", CONFIG.format(
            title=dice.choice(["Small Show", "Large Show"]),
            zone=dice.choice(["Europe/London", "America/New_York", "UTC"]),
            image=dice.choice(["https://small.example.com/cover.png", "cover.png"]),
            level=dice.choice(["off", "hint", "warning"])))
        return "another config"

    def add(self):
        dice = self.dice
        number = dice.randrange(1, 40)
        name = f"show/{number:02}.md"
        self.put(name, EPISODE.format(title=f"Episode {number}", number=number,
            date=f"2026-{1 + number % 12:02}-{1 + number % 28:02}",
            audio=dice.choice([f"https://small.example.com/{number}.mp3", f"sub/{number}.mp3"]),
            more=dice.choice(["", "lint_ignore: [notes/image]\n", "draft: true\n",
                "image: own.jpg\n"]),
            body=dice.choice(BODIES)))
        return f"wrote {name}"

    def scheduled(self):
        self.put("show/50.md", EPISODE.format(title="To come", number=50, date="2027-01-15",
            audio="https://small.example.com/50.mp3", more="", body="Soon."))
        return "wrote one that is held back"

    def same_size(self):
        """Another text of the same length, with the old time."""
        name = self.any()
        if not name:
            return "no episode"
        was = os.stat(self.path(name))
        text = self.get(name)
        self.put(name, text.replace("Episode", "EPISODE") if "Episode" in text
            else text.replace("EPISODE", "Episode"))
        os.utime(self.path(name), ns=(was.st_atime_ns, was.st_mtime_ns))
        return f"changed {name} behind its time"

    def touch(self):
        name = self.any()
        if name:
            os.utime(self.path(name))
        return f"touched {name}"

    def rename(self):
        name = self.any()
        if name:
            os.rename(self.path(name), self.path(f"show/{self.dice.randrange(60, 99)}.md"))
        return f"renamed {name}"

    def swap(self):
        one, two = self.any(), self.any()
        if one and one != two:
            os.rename(self.path(one), self.path("show/swap"))
            os.rename(self.path(two), self.path(one))
            os.rename(self.path("show/swap"), self.path(two))
        return f"swapped {one} and {two}"

    def delete(self):
        name = self.any()
        if name:
            os.remove(self.path(name))
        return f"deleted {name}"

    def link(self):
        name, at = self.any(), self.path("show/link.md")
        if os.path.lexists(at):
            os.remove(at)
        elif name:
            os.symlink(self.dice.choice([os.path.basename(name), "../tick"]), at)
        return f"link.md comes, leading to {name}, or goes"

    def media(self):
        named = [line.split()[1] for at in os.listdir(self.path("show"))
            for line in self.get("show/" + at).split("\n") if line.startswith("audio: sub/")]
        name = "show/" + self.dice.choice(sorted(named) + ["cover.png", "own.jpg"])
        if os.path.exists(self.path(name)):
            os.remove(self.path(name))
        else:
            self.put(name, "ID3" * self.dice.randrange(1, 50))
        return f"{name} comes or goes"

    def below(self):
        name = self.dice.choice(["show/sub/page.md", "show/page.rst", "show/other.txt"])
        if os.path.exists(self.path(name)):
            os.remove(self.path(name))
        else:
            self.put(name, "text")
        return f"{name} comes or goes"

    def lock(self):
        text = self.get("show/feed.lock")
        if self.dice.random() < 0.5 and os.path.exists(self.path("show/feed.lock")):
            os.remove(self.path("show/feed.lock"))
            return "deleted the lock"
        self.put("show/feed.lock", "# a remark\n" + text)
        return "edited the lock"

    def feed(self):
        if not os.path.exists(self.path("feed.xml")):
            return "no feed"
        if self.dice.random() < 0.5:
            os.remove(self.path("feed.xml"))
            return "deleted the feed"
        self.put("feed.xml", self.get("feed.xml").replace("Show", "show"))
        return "edited the feed"

    def stamp(self):
        for at, _, names in os.walk(self.path("cache.stamps")):
            for name in names:
                with open(os.path.join(at, name), "r+b") as file:
                    data = file.read()
                    file.seek(self.dice.randrange(len(data)))
                    file.write(b"#")
                    file.truncate(self.dice.choice([len(data), len(data) // 2]))
        return "damaged the stamps"

    def cache(self):
        self.run(self.root, ["cache", "clear", "--cache", "cache"])
        return "cleared the cache"

    def clock(self):
        self.now += self.dice.choice([1, 60, 3600, 10 * 3600, DAY, 5 * DAY, -60, -5 * DAY])
        return f"it is {self.now}"

    def option(self):
        self.options = self.dice.choice([[], ["-v"], ["-q"], ["--strict"], ["--lock", "none"],
            ["--rule", "notes/image=warning"], ["--profile", "apple"], ["-j1"],
            ["--diagnostics", "json"], ["--allow-shrink", "--allow-empty"], ["--allow-guid-change"],
            ["-o", "feed.json"]])
        return f"options {self.options}"

    # ---- building ----

    def run(self, root, command):
        environment = dict(os.environ, SOURCE_DATE_EPOCH=str(self.now))
        done = subprocess.run([self.feedgen] + command, cwd=root, env=environment,
            capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr

    def build(self, root, *more):
        return self.run(root, ["build", "--offline", "--cache", "cache", "-o", "feed.xml",
            *self.options, *more, "show"])

    def tick(self):
        """Until what is changed from now on has another time."""
        self.put("tick", "")
        before = os.stat(self.path("tick")).st_ctime_ns
        while os.stat(self.path("tick")).st_ctime_ns == before:
            self.put("tick", "")

    def compare(self):
        """None, or what is not the same."""
        copy = self.root + ".copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.root, copy, symlinks=True)
        self.tick()
        folder = os.stat(self.root).st_mtime_ns
        here = self.build(self.root)
        # One that goes all the way has a temporary file beside the feed.
        self.skipped += here[0] == 0 and folder == os.stat(self.root).st_mtime_ns
        there = self.build(copy, "--rebuild")
        if here != there:
            return f"{here}\n{there}"
        for name in ("feed.xml", "feed.json", "show/feed.lock"):
            with_stamps = self.get(name)
            self.root, old = copy, self.root
            without = self.get(name)
            self.root = old
            if with_stamps != without:
                return f"{name}\n{with_stamps}\n{without}"
        return None


def live(show, steps, seed):
    changes = [show.config, show.add, show.scheduled, show.same_size, show.touch, show.rename,
        show.swap, show.delete, show.link, show.media, show.below, show.lock, show.feed,
        show.stamp, show.cache, show.clock, show.clock, show.option, show.nothing, show.nothing]
    show.dice.shuffle(changes)
    done = []
    for change in changes[:steps]:
        did = change()
        done = done + [did] if did == "nothing" else [did]
        difference = show.compare()
        for _ in range(2):  # that the next change finds a stamp
            show.tick()
            show.build(show.root)
        if difference:
            sys.exit(f"seed {seed}: after {done}, options {show.options}:\n{difference}")


def main():
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    steps = int(sys.argv[4]) if len(sys.argv) > 4 else 120
    skipped = 0
    # What breaks a show tends to last: begin anew now and then.
    for begin in range(0, steps, LIFE):
        show = Show(sys.argv[1], f"{sys.argv[2]}/{begin}", seed + begin)
        live(show, min(LIFE, steps - begin), seed)
        skipped += show.skipped
    print(f"{skipped} of {steps} builds had nothing to do")
    return 0 if skipped * 20 >= steps else 1


if __name__ == "__main__":
    sys.exit(main())

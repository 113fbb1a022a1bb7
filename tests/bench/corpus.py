#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""Makes shows to measure with.

    corpus.py show N DIR            one show of N long episodes
    corpus.py shows N EPISODES DIR  N shows of so many short episodes each

The same arguments give the same bytes, on any machine. A long episode has the shape of those
that a talk show publishes: front matter, notes with links, quotes and lists, a shortcode or
some HTML now and then, and for most a transcript, nine tenths of the text; 70 kB on average, a
few four times that. DIR gets episodes/ and, beside it, cut.yaml and keep.yaml: show configs
that leave the transcript out of the notes, as is the default, and in them.
"""

import os
import random
import sys

WORDS = """the a of and to in that it is was for on with as at by this but from they we say her she
or an will my one all would there their what so up out if about who get which go me when make can
like time no just him know take people into year your good some could them see other than then now
look only come its over think also back after use two how our work first well way even new want
because any these give day most us question answer model theory evidence paper data water river
engine signal garden letter market school village season mountain harbour library kitchen bridge
weather history science music machine language question example reason problem system number
interesting different important general possible certain public local early late small large long
actually probably usually really quite perhaps maybe often never always don't isn't that's it's
microphone interview episode recording argument experiment observation landscape parliament
naïve café façade Zürich Ångström""".split()
NAMES = "Ada Bela Chidi Dora Emil Fatou Greta Hugo Ines Jonas Kaya Lena Milo Nora Otto".split()
SURNAMES = "Marsh Okafor Lindqvist Petrov Almeida Haddad Novak Brandt Sato Weiss".split()
PARAGRAPHS = 3000  # to choose from: making each anew would take minutes
FIRST_DAY = 883612800  # 1998-01-01; an episode a day from then on

ASIDE = """<div class="aside">
<p>Write to <a href="mailto:show@example.com">us</a>.</p>
</div>"""

CONFIG = """title: {title}
description: A show that is made to be measured.
link: https://{host}
feed_url: https://{host}/feed.xml
language: en
timezone: Europe/London
publish_time: "06:00"
author: The feedgen maintainers
owner: {{name: The feedgen maintainers, email: show@example.com}}
categories: [Technology]
explicit: false
type: episodic
image: https://{host}/cover.jpg
episode:
  link: https://{host}/episodes/{{path}}/
  image: https://{host}/images/{{number}}/{{featuredImage}}
shortcodes:
  image: <img src="https://{host}/images/{{number}}/{{1}}" alt="{{2}}">
people:
  - {{name: {hosts[0]}, role: host}}
  - {{name: {hosts[1]}, role: host}}
rules: {{url/reserved: off}}
"""
KEEP = "transcript: {keep: true}\n"


class Dice:
    """random.random() alone is the same in every Python."""

    def __init__(self, seed):
        self.random = random.Random(seed).random

    def below(self, n):
        return int(self.random() * n)

    def of(self, things):
        return things[self.below(len(things))]

    def chance(self, p):
        return self.random() < p


def sentence(dice):
    words = [dice.of(WORDS) for _ in range(6 + dice.below(22))]
    words[0] = words[0][0].upper() + words[0][1:]
    if dice.chance(0.5):
        words[dice.below(len(words) - 1)] += ","
    return " ".join(words) + dice.of("....?!")


def link(dice):
    words = " ".join(dice.of(WORDS) for _ in range(1 + dice.below(4)))
    return f"[{words}](https://{dice.of(WORDS[:90])}.example.org/{dice.below(10**6)})"


def decorate(dice, text):
    """Some of what people write within a line."""
    words = text.split(" ")
    for form in ("*{}*", "**{}**", "“{}”", "{} — "):
        if dice.chance(0.3):
            i = dice.below(len(words))
            words[i] = form.format(words[i])
    return " ".join(words)


def speech(dice):
    return decorate(dice, " ".join(sentence(dice) for _ in range(1 + dice.below(9))))


def note(dice):
    sentences = [sentence(dice) for _ in range(2 + dice.below(4))]
    sentences.insert(dice.below(len(sentences)), link(dice) + ".")
    return decorate(dice, " ".join(sentences))


class Writer:
    def __init__(self, seed):
        self.dice = Dice(seed)
        self.speeches = [speech(self.dice) for _ in range(PARAGRAPHS)]
        self.notes = [note(self.dice) for _ in range(PARAGRAPHS // 10)]

    def blocks(self):
        dice = self.dice
        yield from (dice.of(self.notes) for _ in range(2 + dice.below(4)))
        if dice.chance(0.6):
            yield '{% image "guest.jpg" "The guest" %}'
        yield "## Recommended"
        yield "\n".join(f"- {link(dice)} by {person(dice)}" for _ in range(3 + dice.below(5)))
        if dice.chance(0.7):
            yield ASIDE
        for _ in range(dice.below(5)):
            yield "## " + sentence(dice)[:-1]
            yield from (dice.of(self.notes) for _ in range(1 + dice.below(4)))
            if dice.chance(0.4):
                yield "> " + dice.of(self.speeches)

    def transcript(self, guest, host):
        dice = self.dice
        yield "## Transcript"
        long = 4 if dice.chance(0.05) else 1
        for i in range((30 + dice.below(180)) * long):
            if i % 40 == 39:
                yield "### " + sentence(dice)[:-1]
            yield f"**{(host, guest)[i % 2]}**\n\n{dice.of(self.speeches)}"

    def long_body(self, guest, host):
        blocks = list(self.blocks())
        if self.dice.chance(0.85):
            blocks += self.transcript(guest, host)
        return "\n\n".join(blocks) + "\n"

    def short_body(self):
        return "\n\n".join(self.dice.of(self.notes) for _ in range(1 + self.dice.below(3))) + "\n"


def person(dice):
    return f"{dice.of(NAMES)} {dice.of(SURNAMES)}"


def front_matter(dice, n, guest, host):
    seconds = 3600 + dice.below(7000)
    hours, rest = divmod(seconds, 3600)
    return (
        f'---\nnumber: "{n}"\npath: "talk-{n:05}"\ndate: "{iso(FIRST_DAY + n * 86400)}"\n'
        f'title: "{guest} on {dice.of(WORDS)}, {dice.of(WORDS)} & the \'{dice.of(WORDS)}\' ({n})"\n'
        f'audio: "https://{host}/audio/{n:05}-{dice.below(10**8):08}.mp3"\n'
        f"length: {seconds * 16000}\ntype: audio/mpeg\n"
        f'duration: "{hours}:{rest // 60:02}:{rest % 60:02}"\n'
        f'featuredImage: "guest.jpg"\nstatus: "live"\n---\n\n'
    )


def iso(seconds):
    """2000-02-29, by the civil calendar; without a library that knows of time zones."""
    z = seconds // 86400 + 719468
    era, day = divmod(z, 146097)
    year = (day - day // 1460 + day // 36524 - day // 146096) // 365
    day -= 365 * year + year // 4 - year // 100
    month = (5 * day + 2) // 153
    year += era * 400 + (month >= 10)
    return f"{year:04}-{month + (3 if month < 10 else -9):02}-{day - (153 * month + 2) // 5 + 1:02}"


def write(path, text):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def make_show(n, folder):
    writer = Writer(n)
    dice, host = writer.dice, "show.example.com"
    hosts = [person(dice), person(dice)]
    os.makedirs(os.path.join(folder, "episodes"))
    config = CONFIG.format(title="A Show of Talks", host=host, hosts=hosts)
    write(os.path.join(folder, "cut.yaml"), config)
    write(os.path.join(folder, "keep.yaml"), config + KEEP)
    for i in range(1, n + 1):
        guest = person(dice)
        text = front_matter(dice, i, guest, host) + writer.long_body(guest, dice.of(hosts))
        write(os.path.join(folder, "episodes", f"{i:05}-talk.md"), text)


def make_shows(n, episodes, folder):
    """Configs in DIR/feeds: each names its folder of episodes and its output."""
    writer = Writer(1)
    dice = writer.dice
    os.makedirs(os.path.join(folder, "feeds"))
    os.makedirs(os.path.join(folder, "public"))
    for s in range(1, n + 1):
        name, host = f"show-{s:04}", f"show-{s:04}.example.com"
        config = CONFIG.format(
            title=f"Show number {s}", host=host, hosts=[person(dice), person(dice)]
        )
        config += f"episodes: ../{name}\noutput: ../public/{name}.xml\n"
        write(os.path.join(folder, "feeds", name + ".yaml"), config)
        os.makedirs(os.path.join(folder, name))
        for i in range(1, episodes + 1):
            text = front_matter(dice, i, person(dice), host) + writer.short_body()
            write(os.path.join(folder, name, f"{i:03}-talk.md"), text)


def main():
    if len(sys.argv) == 4 and sys.argv[1] == "show":
        make_show(int(sys.argv[2]), sys.argv[3])
    elif len(sys.argv) == 5 and sys.argv[1] == "shows":
        make_shows(int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()

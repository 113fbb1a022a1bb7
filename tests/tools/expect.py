#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""Does a feed say what its sources say? Reads the show config and the front matter with another
YAML reader (PyYAML), the feed with another XML reader (lxml), and compares title, date, number,
guid, link, image and enclosure of every item, their order, and what no item may contain.

    expect.py SHOW.yaml EPISODES FEED.xml

Exit status 0 when everything agrees, 1 with a line for each difference.
"""
import datetime
import email.utils
import os
import re
import sys
import uuid
import zoneinfo

import yaml
from lxml import etree

NS = {"itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
      "content": "http://purl.org/rss/1.0/modules/content/",
      "podcast": "https://podcastindex.org/namespace/1.0"}
SHOWS = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")


class Text(yaml.SafeLoader):
    """Scalars stay the text that was written."""


Text.yaml_implicit_resolvers = {}


def front_matter(path):
    text = open(path, encoding="utf-8-sig", newline=None).read()
    m = re.match(r"---\n(.*?)\n(?:---|\.\.\.)\n", text, re.S)
    return yaml.load(m.group(1), Text) if m else None


def stem(address):
    return os.path.splitext(address.split("?")[0].rsplit("/", 1)[-1])[0]


def expand(template, fields, name):
    """The template with its ingredients, or None when one of them is missing."""
    missing = []

    def value(m):
        key, _, part = m.group(1).partition(".")
        text = name if key == "stem" else fields.get(key) or ""
        if not text:
            missing.append(key)
        return stem(text) if part == "stem" else text
    text = re.sub(r"\{([A-Za-z_.]+)\}", value, template)
    return None if missing else text.replace("/./", "/")


def when(text, show):
    zone = zoneinfo.ZoneInfo(show.get("timezone", "UTC"))
    day = datetime.datetime.fromisoformat(text)
    if len(text) == 10:
        hour, minute = (show.get("publish_time") or "00:00").split(":")[:2]
        day = day.replace(hour=int(hour), minute=int(minute))
    return int(day.replace(tzinfo=zone).timestamp())



def expected(show, folder, name):
    fields = front_matter(os.path.join(folder, name))
    if fields is None or not fields.get("audio"):
        return None
    templates = show.get("episode", {})
    base = os.path.splitext(name)[0]

    def of(field):
        made = templates.get(field) and expand(templates[field], fields, base)
        written = fields.get(field)
        return written if re.match(r"https?://", written or "") else made or written
    number = re.sub(r"^0+(?=\d)", "", fields.get("number") or "") or None
    slug = (fields.get("path") or fields.get("slug") or base).rstrip("/").rsplit("/", 1)[-1]
    guid = fields.get("guid") or (templates.get("guid") and expand(templates["guid"], fields, base))
    if not guid:
        feed = re.sub(r"^\w+://", "", show["feed_url"]).rstrip("/")
        guid = str(uuid.uuid5(uuid.UUID(show.get("guid") or str(uuid.uuid5(SHOWS, feed))), slug))
    return {"title": fields["title"], "date": when(fields["date"], show), "number": number,
            "guid": guid, "link": of("link"), "enclosure": of("audio"), "image": of("image")}


def found(item):
    def text(path):
        e = item.find(path, NS)
        return None if e is None else e.text

    def attribute(path, name):
        e = item.find(path, NS)
        return None if e is None else e.get(name)
    date = email.utils.parsedate_to_datetime(text("pubDate"))
    return {"title": text("title"), "date": int(date.timestamp()), "number": text("itunes:episode"),
            "guid": text("guid"), "link": text("link"),
            "enclosure": attribute("enclosure", "url"), "image": attribute("itunes:image", "href")}


FORBIDDEN = [(r"\{%|%\}|\{\{<", "template syntax"), (r"<script|javascript:", "a script"),
             (r'(?:href|src)="(?!https?:|mailto:)[^"]', "a relative link"),
             (r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "a control character")]


def unwanted(item):
    for path in ("description", "content:encoded", "title"):
        text = item.findtext(path, "", NS)
        for pattern, what in FORBIDDEN:
            m = re.search(pattern, text, re.I)
            if m:
                yield f"{path} has {what}: {text[max(0, m.start() - 30):m.end() + 40]!r}"
    if len(item.findtext("description", "").encode()) > 4000:
        yield "description is longer than 4,000 bytes"


def main():
    config, folder, feed = sys.argv[1:4]
    show = yaml.load(open(config, encoding="utf-8"), Text)
    wanted = [expected(show, folder, n) for n in sorted(os.listdir(folder)) if n.endswith(".md")]
    wanted = sorted((w for w in wanted if w), key=lambda w: -w["date"])
    items = etree.parse(feed).findall("./channel/item")
    differences = []
    by_guid = {w["guid"]: w for w in wanted}
    dates = []
    for i, item in enumerate(items):
        got = found(item)
        dates.append(got["date"])
        want = by_guid.pop(got["guid"], None)
        if want is None:
            differences.append(f"item {i + 1} has a guid that no source has: {got}")
            continue
        differences += [f"{want['title']}: {k} is {got[k]!r}, expected {want[k]!r}"
                        for k in want if got[k] != want[k]]
        differences += [f"{want['title']}: {u}" for u in unwanted(item)]
    differences += [f"no item for {g}" for g in by_guid]
    if dates != sorted(dates, reverse=True):
        differences.append("the items are not newest first")
    print("\n".join(differences) if differences else f"{len(items)} items agree with their sources")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())

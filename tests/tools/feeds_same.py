#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""Says what one RSS feed says and the other does not, element by element.

    python3 tests/tools/feeds_same.py OLD NEW

For tests of import: reads both with lxml, which shares no code of ours, and exits 1 if an
element of OLD has no like in NEW, or the other way round. Alike are texts but for white
space at their ends, dates of one moment, playing times of so many seconds, words for yes
and no. Not looked at: generator, the channel's dates, links between pages; an itunes:block
that says no; an item's author that is the channel's; content:encoded that is the
description again.
"""

import collections
import datetime
import email.utils
import sys

from lxml import etree

ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
ATOM_LINK = "{http://www.w3.org/2005/Atom}link"
PAGES = {"next", "prev", "previous", "first", "last", "current", "next-archive", "prev-archive"}
FREE = {"generator", "pubDate", "lastBuildDate", "item"}
WORDS = {"yes": "true", "explicit": "true", "no": "false", "clean": "false"}


def text_of(element):
    return "".join(element.itertext("*")) if len(element) == 0 else (element.text or "")


def date_of(text):
    for parse in (email.utils.parsedate_to_datetime, datetime.datetime.fromisoformat):
        try:
            return parse(text.replace("Z", "+00:00") if "T" in text[:11] else text).timestamp()
        except (TypeError, ValueError):
            pass
    return text


def seconds_of(text):
    total = 0
    try:
        for part in text.split(":"):
            total = 60 * total + float(part)
        return int(total)
    except ValueError:
        return text


def value_of(element):
    text = text_of(element).strip()
    if element.tag == "pubDate":
        return date_of(text)
    if element.tag == ITUNES + "duration":
        return seconds_of(text)
    if element.tag in (ITUNES + "explicit", ITUNES + "block", ITUNES + "complete"):
        return WORDS.get(text.lower(), text)
    if element.tag in (ITUNES + "episode", ITUNES + "season") and text.isdigit():
        return int(text)
    if element.tag in ("title", ITUNES + "title", ITUNES + "author", "guid", "link"):
        return " ".join(text.split())
    return text


def key_of(element):
    """All of an element that is compared, as something that can be counted."""
    attributes = dict(element.attrib)
    if element.tag == "guid":
        # The default is true; without a link there is nothing to tell true from false by.
        attributes.pop("isPermaLink", None)
    parts = sorted((key_of(c) for c in element if isinstance(c.tag, str)), key=repr)
    return (element.tag, value_of(element), tuple(sorted(attributes.items())), tuple(parts))


def is_free(element, scope, author):
    if scope == "channel" and element.tag in FREE:
        return True
    if element.tag == ATOM_LINK and element.get("rel") in PAGES:
        return True
    if element.tag in (ITUNES + "block", ITUNES + "complete") and value_of(element) == "false":
        return True
    if scope == "item" and element.tag == ITUNES + "author":
        return " ".join(text_of(element).split()) == author
    if element.tag == CONTENT:
        description = element.getparent().find("description")
        return description is not None and text_of(description).strip() == text_of(element).strip()
    return False


def elements_of(parent, scope, author=None):
    return collections.Counter(
        key_of(e) for e in parent if isinstance(e.tag, str) and not is_free(e, scope, author)
    )


def author_of(channel):
    author = channel.find(ITUNES + "author")
    return None if author is None else " ".join(text_of(author).split())


def items_of(channel):
    author = author_of(channel)
    return collections.Counter(
        tuple(sorted(elements_of(item, "item", author).items(), key=repr))
        for item in channel.findall("item")
    )


def read(path):
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.parse(path, parser).getroot().find("channel")


def tell(name, old, new):
    for what in (old - new).elements():
        print(f"{name}: lost: {what!r}"[:1000])
    for what in (new - old).elements():
        print(f"{name}: new: {what!r}"[:1000])
    return old == new


def main(old, new):
    old, new = read(old), read(new)
    same = tell("channel", elements_of(old, "channel"), elements_of(new, "channel"))
    return 0 if tell("item", items_of(old), items_of(new)) and same else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""Says what one Atom or JSON feed says and the other does not.

    python3 tests/tools/native_same.py OLD NEW

For tests of import, as feeds_same.py is for RSS: both feeds are of one format, read with lxml
or json, and status 1 says that they differ. Alike are texts as HTML, whatever their type;
dates of one moment; addresses once they are absolute; links whose type goes without saying. Not
looked at: the feed's updated and generator, links between pages, the order of entries; a
summary that is the content again; an author of an entry that is the feed's; a picture that is
told twice; empty members of JSON.
"""

import datetime
import html
import json
import sys
from urllib.parse import urljoin

from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
XML = "{http://www.w3.org/XML/1998/namespace}"
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
TEXTS = {"title", "subtitle", "rights", "summary", "content"}
TYPES = {"alternate": "text/html", "self": "application/atom+xml"}
PAGES = {"next", "prev", "previous", "first", "last", "current", "next-archive", "prev-archive"}
ADDRESSES = {"href", "url", "src", "img", "uri"}
ADDRESS_TEXTS = {ATOM + "icon", ATOM + "logo", ATOM + "uri"}


def moment(text):
    return datetime.datetime.fromisoformat(text.strip().replace("Z", "+00:00")).timestamp()


def seconds(text):
    total = 0
    for part in text.split(":"):
        total = 60 * total + float(part)
    return total


def base_of(element):
    bases = [a.get(XML + "base") for a in [element, *element.iterancestors()]]
    whole = ""
    for base in reversed([b for b in bases if b]):
        whole = urljoin(whole, base)
    return whole


def address(element, text):
    return urljoin(base_of(element), text.strip())


def attributes(element, names=ADDRESSES):
    return {
        key: address(element, value) if key in names else " ".join(value.split())
        for key, value in element.attrib.items()
        if key != XML + "base"
    }


def inner(element):
    """What is in an element of XHTML, as HTML."""
    out = html.escape(element.text or "", quote=False)
    for child in element:
        if not isinstance(child.tag, str):  # a comment
            out += f"<!--{child.text}-->{html.escape(child.tail or '', quote=False)}"
            continue
        name = etree.QName(child).localname
        pairs = "".join(f' {k}="{html.escape(v)}"' for k, v in sorted(attributes(child).items()))
        out += f"<{name}{pairs}>{inner(child)}</{name}>"
        out += html.escape(child.tail or "", quote=False)
    return out


def markup(element):
    kind = element.get("type", "text")
    if kind == "xhtml":
        return inner(element[0])
    text = element.text or ""
    if kind == "html":  # so that attributes come in one order
        whole = etree.HTML(f"<div>{text}</div>") if text.strip() else None
        return inner(whole.find(".//div")) if whole is not None else ""
    return html.escape(text, quote=False)


def language(element):
    return next((a.get(XML + "lang") for a in [element, *element.iterancestors()]
                 if a.get(XML + "lang")), None)


def tree_of(element):
    text = (element.text or "").strip()
    if element.tag in ADDRESS_TEXTS:
        text = address(element, text)
    return (element.tag, tuple(sorted(attributes(element).items())), text,
            tuple(tree_of(child) for child in element))


def fact(element):
    name = etree.QName(element).localname
    if element.tag == ATOM + "link":
        link = attributes(element)
        link.setdefault("rel", "alternate")
        if link["rel"] in TYPES:
            link.setdefault("type", TYPES[link["rel"]])
        return None if link["rel"] in PAGES else ("link", tuple(sorted(link.items())))
    if element.tag in (ATOM + "published", ATOM + "updated"):
        return (name, moment(element.text))
    if element.tag == ITUNES + "duration":
        return (name, seconds(element.text))
    if element.tag == ITUNES + "image":
        return ("picture", address(element, element.get("href")))
    if element.tag == ATOM + "logo":
        return ("picture", address(element, element.text))
    if element.tag.startswith(ATOM) and name in TEXTS and element.get("src") is None:
        return (name, language(element), markup(element))
    return tree_of(element)


def facts(parent, around=()):
    found = [fact(e) for e in parent if isinstance(e.tag, str) and e.tag != ATOM + "entry"]
    found = [f for f in found if f]
    content = [f[1:] for f in found if f[0] == "content"]
    authors = [f for f in around if f[0] == ATOM + "author"]
    return [f for f in found
            if not (f[0] == "summary" and f[1:] in content)
            and not (len(authors) == 1 and f == authors[0])]


def read_atom(name):
    root = etree.parse(name, etree.XMLParser(resolve_entities=False)).getroot()
    feed = [f for f in facts(root) if f[0] not in ("updated", ATOM + "generator")]
    feed = [f for f in feed if f != ("picture", "")]
    entries = sorted(sorted(set(map(repr, facts(e, feed)))) for e in root.iter(ATOM + "entry"))
    return [sorted(set(map(repr, feed)))] + entries


def member(name, value):
    if name.startswith("date_"):
        return moment(value)
    if name == "id":
        return str(value)
    return value


def members(value, around=None):
    made = {n: member(n, v) for n, v in value.items()
            if n not in ("items", "version", "next_url")
            and (n[0] == "_" or v not in (None, [], False))}
    if "author" in made:
        author = made.pop("author")
        made.setdefault("authors", [author])
    if around and made.get("authors") == around.get("authors"):
        made.pop("authors", None)
    return made


def read_json(name):
    with open(name, encoding="utf-8") as file:
        feed = json.load(file)
    top = members(feed)
    items = [members(item, top) for item in feed["items"]]
    return [[f"{n}: {json.dumps(v, sort_keys=True)}" for n, v in sorted(part.items())]
            for part in [top] + sorted(items, key=lambda item: item["id"])]


def read(name):
    with open(name, "rb") as file:
        head = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")
    return read_json(name) if head.startswith(b"{") else read_atom(name)


def main():
    old, new = read(sys.argv[1]), read(sys.argv[2])
    differs = len(old) != len(new)
    if differs:
        print(f"{len(old) - 1} items became {len(new) - 1}")
    for one, other in zip(old, new):
        lost, come = [f for f in one if f not in other], [f for f in other if f not in one]
        differs = differs or lost or come
        for mark, all_of in (("-", lost), ("+", come)):
            for f in all_of:
                print(mark, f[:300])
    return 1 if differs else 0


if __name__ == "__main__":
    sys.exit(main())

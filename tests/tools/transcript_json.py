#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""Are these JSON transcripts as the podcast namespace describes them (transcripts.md)?

    transcript_json.py FILE...    a line for each file; exit status 1 if one is not

version is "1.0.0"; segments is a list of objects with startTime, endTime (seconds, numbers), body
and maybe speaker (texts), and with nothing else. Times do not run backwards, and no text is
empty.
"""

import json
import sys

MEMBERS = {"speaker": str, "startTime": (int, float), "endTime": (int, float), "body": str}


def is_of(value, kind):
    return isinstance(value, kind) and not isinstance(value, bool)


def problems_of_segment(segment, earliest):
    if not isinstance(segment, dict):
        yield "is no object"
        return
    for name, kind in MEMBERS.items():
        if name not in segment:
            if name != "speaker":
                yield "has no " + name
        elif not is_of(segment[name], kind):
            yield "%s is %r" % (name, segment[name])
        elif kind is str and not segment[name].strip():
            yield name + " is empty"
    yield from ("%s is none of its members" % name for name in segment.keys() - MEMBERS.keys())
    start, end = segment.get("startTime"), segment.get("endTime")
    if is_of(start, (int, float)) and is_of(end, (int, float)):
        if start < earliest:
            yield "begins at %r, before the one in front of it" % start
        if end < start:
            yield "ends at %r, before it begins" % end


def problems(transcript):
    if not isinstance(transcript, dict):
        yield "it is no object"
        return
    if transcript.get("version") != "1.0.0":
        yield "version is %r" % transcript.get("version")
    yield from ("%s is none of its members" % name
        for name in transcript.keys() - {"version", "segments"})
    segments = transcript.get("segments")
    if not isinstance(segments, list) or not segments:
        yield "it has no segments"
        return
    earliest = 0
    for i, segment in enumerate(segments):
        yield from ("segment %d %s" % (i, what) for what in problems_of_segment(segment, earliest))
        earliest = segment.get("startTime", earliest) if isinstance(segment, dict) else earliest


def main():
    worst = 0
    for name in sys.argv[1:]:
        with open(name, encoding="utf-8") as f:
            transcript = json.load(f)
        said = list(problems(transcript))
        for what in said[:10]:
            print("%s: %s" % (name, what))
        if said:
            worst = 1
            continue
        segments = transcript["segments"]
        speakers = {s["speaker"] for s in segments if "speaker" in s}
        print("%s: %d segments, %d speakers" % (name, len(segments), len(speakers)))
    return worst


if __name__ == "__main__":
    sys.exit(main())

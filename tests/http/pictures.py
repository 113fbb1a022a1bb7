# SPDX-License-Identifier: ISC
"""Makes the pictures that tests/http/artwork.t serves: headers that are right, and no pixels.

    python3 pictures.py DIR
"""

import os
import struct
import sys
import zlib

FILLER = bytes(200000)


def segment(marker, body):
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def jpeg(width, height, components=3, before=b"", frame=0xC0, filler=FILLER):
    sof = struct.pack(">BHHB", 8, height, width, components) + b"\1\x11\0" * components
    return b"\xff\xd8" + before + segment(frame, sof) + segment(0xDA, b"") + filler


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width, height, colour=2, before=b"", depth=8):
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + before + chunk(b"IDAT", FILLER)


EXIF = segment(0xE1, b"Exif\0\0" + bytes(40000))
# For printing: nine blocks of 64 KiB.
PROFILE = b"".join(segment(0xE2, b"ICC_PROFILE\0" + bytes(65521)) for _ in range(9))

PICTURES = {
    "good.jpg": jpeg(3000, 3000),
    "good.png": png(1400, 1400, 3),
    "progressive.jpeg": jpeg(2000, 2000, frame=0xC2, before=EXIF),
    "small.jpg": jpeg(1399, 1399),
    "big.png": png(3001, 3001),
    "wide.jpg": jpeg(1920, 1080),
    "cmyk.jpg": jpeg(3000, 3000, 4, before=PROFILE),
    "grey.jpg": jpeg(3000, 3000, 1),
    "alpha.png": png(3000, 3000, 6),
    "trns.png": png(3000, 3000, 3, before=chunk(b"PLTE", bytes(30)) + chunk(b"tRNS", b"\0")),
    "deep.png": png(3000, 3000, depth=16),
    "misnamed.png": jpeg(3000, 3000),
    "picture.webp": b"RIFF" + struct.pack("<I", 100000) + b"WEBPVP8 " + FILLER,
    "gif.jpg": b"GIF89a" + FILLER,
    "page.jpg": b"<!DOCTYPE html><title>Not here</title>",
    "noise.jpg": b"once upon a time",
    "cut.jpg": jpeg(3000, 3000)[:11],
    "endless.jpg": b"\xff\xd8" + segment(0xE1, bytes(65533)) * 40,
    "heavy.jpg": jpeg(3000, 3000, filler=bytes(1 << 20)),
    "bare": jpeg(3000, 3000),
}

for name, data in PICTURES.items():
    with open(os.path.join(sys.argv[1], name), "wb") as file:
        file.write(data)

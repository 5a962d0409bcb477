# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes pictures that can be told apart after a model's upload has scaled and encoded them."""

import base64
import re
import struct
import zlib

BLOCK = 16
COLUMNS = 8
ROWS = 4  # 31 bits of number, and one that is always white


def _chunk(kind, data):
    return (struct.pack(">I", len(data)) + kind + data
            + struct.pack(">I", zlib.crc32(kind + data)))


def png(width, height, row_of, color=2):
    """A PNG whose rows (bytes) come from row_of(y)."""
    raw = b"".join(b"\0" + row_of(y) for y in range(height))
    return (b"\x89PNG\r\n\x1a\n"
            + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, color, 0, 0, 0))
            + _chunk(b"IDAT", zlib.compress(raw, 1)) + _chunk(b"IEND", b""))


def numbered_png(number):
    """A picture that shows number as black and white blocks."""
    bits = [1] + [(number >> bit) & 1 for bit in range(ROWS * COLUMNS - 1)]

    def row(y):
        line = bits[y // BLOCK * COLUMNS:][:COLUMNS]
        return b"".join((b"\xff\xff\xff" if bit else b"\0\0\0") * BLOCK for bit in line)

    return png(BLOCK * COLUMNS, BLOCK * ROWS, row)


def write_numbered(folder, number, name=None):
    path = folder / (name or f"picture-{number}.png")
    path.write_bytes(numbered_png(number))
    return path


def read_number(encoded):
    """The number shown by an encoded picture."""
    import gi
    gi.require_version("GdkPixbuf", "2.0")
    from gi.repository import GdkPixbuf

    loader = GdkPixbuf.PixbufLoader()
    loader.write(encoded)
    loader.close()
    pixbuf = loader.get_pixbuf()
    pixels, stride = pixbuf.get_pixels(), pixbuf.get_rowstride()
    channels = pixbuf.get_n_channels()
    number = 0
    for index in range(1, ROWS * COLUMNS):
        x = (index % COLUMNS + 0.5) * pixbuf.get_width() / COLUMNS
        y = (index // COLUMNS + 0.5) * pixbuf.get_height() / ROWS
        if pixels[int(y) * stride + int(x) * channels] > 127:
            number |= 1 << (index - 1)
    return number


DATA_URI = re.compile(r"data:image/[a-z]+;base64,([A-Za-z0-9+/=]+)")


def number_in_request(body):
    """The number of the picture in a request's body."""
    return read_number(base64.b64decode(DATA_URI.search(body)[1]))

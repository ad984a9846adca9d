"""Widths of text in the vendored fonts, so that rules and dashes of a DOCX stand where they must.

Liberation Serif has the advance widths of Times New Roman, glyph by glyph.
Source: OpenType 1.9, tables head, hhea, hmtx and cmap (format 4).
"""

import struct
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"


def text_width_pt(text: str, *, size_pt: float, bold: bool = False) -> float:
    """Return the width of one line of upright text in points, without kerning."""
    advances, units_per_em = _advances(_face(bold=bold))
    return sum(advances.get(ord(sign), units_per_em // 2) for sign in text) * size_pt / units_per_em


def signs_without_glyph(text: str) -> str:
    """Return the signs that the vendored fonts cannot show, each once, in order of appearance."""
    advances, _ = _advances(_face(bold=False))
    return "".join(sign for sign in dict.fromkeys(text) if ord(sign) not in advances)


def _face(*, bold: bool) -> Path:
    return FONTS / f"LiberationSerif-{'Bold' if bold else 'Regular'}.ttf"


@cache
def _advances(face: Path) -> tuple[dict[int, int], int]:
    font = face.read_bytes()
    tables = _tables(font)
    (units_per_em,) = struct.unpack_from(">H", font, tables["head"] + 18)
    (count,) = struct.unpack_from(">H", font, tables["hhea"] + 34)
    widths = [struct.unpack_from(">H", font, tables["hmtx"] + 4 * n)[0] for n in range(count)]
    glyphs = _glyphs(font, _unicode_table(font, tables["cmap"]))
    # glyph 0 is the box that stands for a missing sign
    advances = {sign: widths[min(glyph, count - 1)] for sign, glyph in glyphs.items() if glyph}
    return advances, units_per_em


def _tables(font: bytes) -> dict[str, int]:
    (count,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4s3I", font, 12 + 16 * n) for n in range(count))
    return {tag.decode(): offset for tag, _, offset, _ in records}


def _unicode_table(font: bytes, cmap: int) -> int:
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    records = [struct.unpack_from(">2HI", font, cmap + 4 + 8 * n) for n in range(count)]
    # platform 3, encoding 1: Windows, the basic plane, always in format 4
    offset: int = next(offset for *kind, offset in records if kind == [3, 1])
    return cmap + offset


def _glyphs(font: bytes, table: int) -> dict[int, int]:
    (doubled,) = struct.unpack_from(">H", font, table + 6)
    count, glyphs = doubled // 2, {}
    ends, starts = table + 14, table + 16 + doubled
    for n in range(count):
        (end,) = struct.unpack_from(">H", font, ends + 2 * n)
        (start,) = struct.unpack_from(">H", font, starts + 2 * n)
        (delta,) = struct.unpack_from(">H", font, starts + doubled + 2 * n)
        place = starts + 2 * doubled + 2 * n
        (reach,) = struct.unpack_from(">H", font, place)
        for sign in range(start, min(end, 0xFFFE) + 1):
            glyph = sign
            if reach:
                (glyph,) = struct.unpack_from(">H", font, place + reach + 2 * (sign - start))
            glyphs[sign] = (glyph + delta) % 0x10000 if glyph else 0
    return glyphs

"""Draw F1 against seconds: `python -m bench.engine.picture RESULT.json OUT.svg [vi]`.

RESULT is what `./sk bench engine` printed with the part `peers`. A ring instead of a disc is a peer
that was measured on fewer entries, because it did not finish all of them.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10
from pathlib import Path
from typing import Any

WIDTH, HEIGHT = 860, 470
LEFT, TOP, RIGHT, BOTTOM = 64, 56, 26, 62
SIGN, LINE = 6.3, 15  # width of a sign and height of a line of labels, in pixels
OURS, THEIRS, INK, FAINT = "#b3261e", "#3b6ea5", "#222222", "#d9d9d9"
WORDS = {
    "title": ("Copies found and seconds taken", "Tìm bản trùng: đúng đến đâu, mất bao lâu"),
    "x": ("seconds from text to judged pairs (log)", "giây từ văn bản đến cặp đã kết luận (log)"),
    "y": ("F1 of pairs", "F1 theo cặp"),
    "entries": ("{} entries, 2 cores", "{} sáng kiến, 2 nhân"),
    "fewer": ("ring: {} entries", "vòng tròn rỗng: {} sáng kiến"),
    "engine": ("sangkien", "sangkien"),
    "titles": ("titles", "tên"),
    "texts": ("texts", "toàn văn"),
    "own blocking": ("own blocking", "khóa riêng"),
    "our features": ("our features", "đặc trưng của sangkien"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Point:
    label: str
    seconds: float
    f1: float
    is_ours: bool = False
    is_on_fewer: bool = False


def main(words: Sequence[str]) -> None:
    result = json.loads(Path(words[0]).read_text())["parts"]["peers"]
    Path(words[1]).write_text(drawn(result, language=int("vi" in words[2:])))


def points_of(result: dict[str, Any], language: int) -> list[Point]:
    """Return the engine on the most entries, and each peer that finished."""
    largest = max(result["engine"], key=lambda own: own["entries"])
    ours = Point(said("engine", language), largest["seconds"], largest["f1"], is_ours=True)
    return [ours] + [
        Point(
            _named(peer["peer"], language),
            peer["seconds"],
            peer["f1"],
            is_on_fewer=peer["entries"] < largest["entries"],
        )
        for peer in result["peers"]
        if "f1" in peer
    ]


def said(word: str, language: int) -> str:
    return WORDS[word][language]


def _named(peer: str, language: int) -> str:
    name, _, way = peer.partition(", ")
    return f"{name}, {said(way, language)}" if way in WORDS else peer


def drawn(result: dict[str, Any], language: int = 0) -> str:
    """Return the picture as SVG; language 0 is English, 1 Vietnamese."""
    points = points_of(result, language)
    decades = (
        floor(log10(min(p.seconds for p in points))),
        ceil(log10(max(p.seconds for p in points))),
    )
    entries = [own["entries"] for own in result["engine"]]
    notes = [said("entries", language).format(_number(max(entries), language))]
    if any(point.is_on_fewer for point in points):
        notes.append(said("fewer", language).format(_number(min(entries), language)))
    parts = [
        *_frame(decades, language, " · ".join(notes)),
        *_marks([(point, *_place(point, decades)) for point in points]),
    ]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'font-family="Arial, Helvetica, sans-serif" font-size="12" fill="{INK}" role="img">'
    )
    title = f"<title>{escape(said('title', language))}</title>"
    return "\n".join([head, title, *parts, "</svg>", ""])


def _number(number: int, language: int) -> str:
    return f"{number:,}" if language == 0 else f"{number:,}".replace(",", ".")


def _place(point: Point, decades: tuple[int, int]) -> tuple[float, float]:
    return _x(log10(point.seconds), decades), _y(point.f1)


def _x(decade: float, decades: tuple[int, int]) -> float:
    share = (decade - decades[0]) / max(1, decades[1] - decades[0])
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def _y(f1: float) -> float:
    return HEIGHT - BOTTOM - f1 * (HEIGHT - TOP - BOTTOM)


def _frame(decades: tuple[int, int], language: int, notes: str) -> list[str]:
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    found = [
        f'<rect width="{WIDTH}" height="{HEIGHT}" rx="8" fill="#ffffff"/>',
        _text(LEFT, 24, said("title", language), size=16, weight="bold"),
        _text(LEFT, 43, notes),
        _text((LEFT + right) / 2, HEIGHT - 16, said("x", language), anchor="middle"),
    ]
    sideways = f"translate(18 {(TOP + bottom) / 2}) rotate(-90)"
    found.append(
        f'<g transform="{sideways}">{_text(0, 0, said("y", language), anchor="middle")}</g>'
    )
    for tenth in range(0, 11, 2):
        y = _y(tenth / 10)
        found.append(f'<path d="M{LEFT} {y:.1f}H{right}" stroke="{FAINT}"/>')
        written = f"{tenth / 10:.1f}" if language == 0 else f"{tenth / 10:.1f}".replace(".", ",")
        found.append(_text(LEFT - 8, y + 4, written, anchor="end"))
    for decade in range(decades[0], decades[1] + 1):
        x = _x(decade, decades)
        found.append(f'<path d="M{x:.1f} {TOP}V{bottom}" stroke="{FAINT}"/>')
        written = f"{10.0**decade:g}" if language == 0 else f"{10.0**decade:g}".replace(".", ",")
        found.append(_text(x, bottom + 18, written, anchor="middle"))
    return found


def _text(
    x: float, y: float, text: str, *, size: int = 12, anchor: str = "start", weight: str = "normal"
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" '
        f'text-anchor="{anchor}">{escape(text)}</text>'
    )


Box = tuple[float, float, float, float]  # left, top, right, bottom


def _marks(places: Sequence[tuple[Point, float, float]]) -> list[str]:
    """Draw the points, and beside each its label where it covers least."""
    taken: list[Box] = [(x - 6, y - 6, x + 6, y + 6) for _, x, y in places]
    found = []
    for point, x, y in sorted(places, key=lambda place: (not place[0].is_ours, place[2])):
        colour = OURS if point.is_ours else THEIRS
        fill = "#ffffff" if point.is_on_fewer else colour
        size = 7 if point.is_ours else 5
        found.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size}" fill="{fill}" stroke="{colour}" '
            'stroke-width="2"/>'
        )
        box, anchor = _room_for(point.label, x, y, taken)
        taken.append(box)
        at = {"start": box[0], "end": box[2], "middle": (box[0] + box[2]) / 2}[anchor]
        if abs((box[1] + box[3]) / 2 - y) > LINE:  # too far to be seen as its own
            near = min(max(x, box[0]), box[2])
            edge = box[3] if box[3] < y else box[1]
            found.append(f'<path d="M{x:.1f} {y:.1f}L{near:.1f} {edge:.1f}" stroke="{THEIRS}"/>')
        weight = "bold" if point.is_ours else "normal"
        found.append(_text(at, box[3] - 4, point.label, anchor=anchor, weight=weight))
    return found


def _room_for(label: str, x: float, y: float, taken: Sequence[Box]) -> tuple[Box, str]:
    """Return the place for a label, near its point, that covers the least of what is taken."""
    width = SIGN * len(label)
    tried: list[tuple[float, int, Box, str]] = []
    for rank, step in enumerate((0, -1, 1, -2, 2, -3, 3, -4)):
        top = y - LINE / 2 + step * LINE * 0.8
        for left, anchor in ((x + 10, "start"), (x - 10 - width, "end"), (x - width / 2, "middle")):
            box = (left, top, left + width, top + LINE)
            tried.append((_covered(box, taken), rank, box, anchor))
    _, _, box, anchor = min(tried, key=lambda each: each[:2])
    return box, anchor


def _covered(box: Box, taken: Sequence[Box]) -> float:
    """Return how much of what is taken a box covers, or of what lies outside the picture."""
    out = max(0.0, LEFT - box[0]) + max(0.0, box[2] - WIDTH + 4)
    below = max(0.0, box[3] - (HEIGHT - BOTTOM))  # there stand the seconds
    found = out * LINE + below * (box[2] - box[0])
    for other in taken:
        across = min(box[2], other[2]) - max(box[0], other[0])
        down = min(box[3], other[3]) - max(box[1], other[1])
        if across > 0 and down > 0:
            found += across * down
    return found


if __name__ == "__main__":
    main(sys.argv[1:])

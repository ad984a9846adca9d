"""The initiatives of the example, written by hand, one block each in ideas/*.txt.

A block is: workplace, title, solution, effect, and a line of marks where needed. Marks may also
stand behind the workplace after a slash: A P S the field (none: community), = by the author of
the block before, + with a co-author, u by a union official, s secret, `stay` not moved to the
right unit yet, b=… the benefit as typed.
"""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "ideas"
SECTIONS = {
    "than-uyen-1.txt": "LC-THU",
    "than-uyen-2.txt": "LC-THU",
    "phong-tho.txt": "LC-PTO",
    "sin-ho.txt": "LC-SHO",
    "muong-te.txt": "LC-MTE",
    "khac.txt": "",
}


@dataclass(frozen=True, slots=True)
class Idea:
    unit: str  # code of the upper union that counts it
    workplace: str  # key into the tree: "MN Phúc Than"
    title: str
    solution: str
    effect: str
    marks: frozenset[str]
    benefit: str


def ideas() -> list[Idea]:
    """Return every initiative in the order written."""
    found = []
    for file, first_unit in SECTIONS.items():
        unit = first_unit
        for block in (FOLDER / file).read_text(encoding="utf-8").split("\n\n"):
            lines = block.strip().splitlines()
            if lines[0].startswith("@"):
                unit = lines.pop(0)[1:]
            found.append(_idea(unit, lines))
    return found


def _idea(unit: str, lines: list[str]) -> Idea:
    workplace, _, behind = lines[0].partition(" / ")
    words = " ".join([behind, *lines[4:]])
    marks, _, benefit = words.partition("b=")
    return Idea(
        unit,
        workplace,
        lines[1],
        "" if lines[2] == "-" else lines[2],
        lines[3],
        frozenset(marks.split()),
        benefit,
    )

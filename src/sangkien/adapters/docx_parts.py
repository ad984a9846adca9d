"""Small pieces of WordprocessingML: paragraphs, runs, rules and tables as elements.

Source: ECMA-376 part 1, chapter 17. Children stand in the order that its schema demands;
Word forgives another order at times, other readers do not.
"""

from dataclasses import dataclass, replace
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from sangkien.core.letters.unbroken import parted_at_hyphens

Element = Any  # lxml elements of python-docx carry no types

_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph stands; points and millimetres, `line` in lines."""

    size_pt: float
    bold: bool = False
    italic: bool = False
    tracking_pt: float = 0
    align: str = "left"  # left, center, right, both
    before_pt: float = 0
    after_pt: float = 0
    line: float = 1.0
    first_line_mm: float = 0  # negative hangs
    left_mm: float = 0
    right_mm: float = 0
    keep_next: bool = False
    outline: int | None = None  # 0 is a heading of the first level

    def but(self, **changes: Any) -> "Look":
        """Return this look with some traits changed."""
        return replace(self, **changes)


def node(tag: str, *children: Element, **attributes: object) -> Element:
    """Return a `w:` element with `w:` attributes; `node("jc", val="center")`."""
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    element.extend(children)
    return element


def twips(millimetres: float) -> int:
    """Return twentieths of a point."""
    return round(millimetres * 1440 / 25.4)


def paragraph(text: str, look: Look) -> Element:
    """Return one paragraph with one run."""
    return node("p", _paragraph_traits(look), run(text, look))


def run(text: str, look: Look) -> Element:
    """Return one run; blanks at both ends are kept, and hyphens in words break no line.

    At a slash in a word, as in the number of a letter, word processors break none by themselves.
    """
    first, *others = parted_at_hyphens(text)
    pieces = [_said(first)]
    for other in others:
        pieces += [node("noBreakHyphen"), _said(other)]
    return node("r", _run_traits(look), *pieces)


def _said(text: str) -> Element:
    said = node("t")
    said.text = text
    said.set(qn("xml:space"), "preserve")
    return said


def page_number(look: Look) -> Element:
    """Return a paragraph with a PAGE field."""
    field = node("fldSimple", run("1", look), instr=" PAGE ")
    return node("p", _paragraph_traits(look), field)


def rule(look: Look) -> Element:
    """Return an empty paragraph whose upper border is a line between the look's indents."""
    border = node("pBdr", node("top", val="single", sz=6, space=1, color="000000"))
    traits = _paragraph_traits(look, border=border, exact_pt=4)
    return node("p", traits)


def _paragraph_traits(look: Look, *, border: Element | None = None, exact_pt: float = 0) -> Element:
    traits = node("pPr")
    if look.keep_next:
        traits.append(node("keepNext"))
    if border is not None:
        traits.append(border)
    line = {"line": round(240 * look.line), "lineRule": "auto"}
    if exact_pt:
        line = {"line": round(20 * exact_pt), "lineRule": "exact"}
    traits.append(
        node(
            "spacing", before=_twentieths(look.before_pt), after=_twentieths(look.after_pt), **line
        )
    )
    traits.append(_indents(look))
    traits.append(node("jc", val=look.align))
    if look.outline is not None:
        traits.append(node("outlineLvl", val=look.outline))
    return traits


def _indents(look: Look) -> Element:
    first = twips(abs(look.first_line_mm))
    hang = {"hanging": first} if look.first_line_mm < 0 else {"firstLine": first}
    return node("ind", left=twips(look.left_mm), right=twips(look.right_mm), **hang)


def _run_traits(look: Look) -> Element:
    traits = node("rPr")
    for tag, is_on in (("b", look.bold), ("bCs", look.bold), ("i", look.italic)):
        if is_on:
            traits.append(node(tag))
    if look.italic:
        traits.append(node("iCs"))
    if look.tracking_pt:
        traits.append(node("spacing", val=_twentieths(look.tracking_pt)))
    for tag in ("sz", "szCs"):
        traits.append(node(tag, val=round(2 * look.size_pt)))
    return traits


def _twentieths(points: float) -> int:
    return round(20 * points)


def table(widths_mm: tuple[float, ...], rows: list[Element], *, has_borders: bool) -> Element:
    """Return a table of fixed column widths; every cell margin is given, none inherited."""
    style = {"val": "single", "sz": 4, "space": 0, "color": "000000"} if has_borders else {}
    borders = node("tblBorders", *(node(edge, **(style or {"val": "nil"})) for edge in _EDGES))
    side = twips(1.2) if has_borders else 0
    margins = node(
        "tblCellMar",
        *(node(edge, w=0, type="dxa") for edge in ("top",)),
        node("left", w=side, type="dxa"),
        node("bottom", w=0, type="dxa"),
        node("right", w=side, type="dxa"),
    )
    traits = node(
        "tblPr",
        node("tblW", w=sum(map(twips, widths_mm)), type="dxa"),
        node("jc", val="center"),
        borders,
        node("tblLayout", type="fixed"),
        margins,
    )
    grid = node("tblGrid", *(node("gridCol", w=twips(width)) for width in widths_mm))
    return node("tbl", traits, grid, *rows)


def row(cells: list[Element], *, is_header: bool = False) -> Element:
    """Return a row that never breaks over a page; a header row is repeated on each page."""
    traits = node("trPr", node("cantSplit"))
    if is_header:
        traits.append(node("tblHeader"))
    return node("tr", traits, *cells)


def cell(
    width_mm: float, paragraphs: list[Element], *, span: int = 1, valign: str = "top"
) -> Element:
    """Return a cell; `span` is the number of grid columns it covers."""
    traits = node("tcPr", node("tcW", w=twips(width_mm), type="dxa"))
    if span > 1:
        traits.append(node("gridSpan", val=span))
    traits.append(node("vAlign", val=valign))
    return node("tc", traits, *paragraphs)

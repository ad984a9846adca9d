"""Read the text of a DOCX and of a PDF back in document order, without the code under test."""

import io
import re
from collections.abc import Iterator
from itertools import groupby

import pikepdf
from docx import Document
from docx.oxml.ns import qn


def docx_pieces(raw: bytes) -> list[str]:
    """The non-empty paragraphs in order, those in table cells included; no headers or footers."""
    paragraphs = Document(io.BytesIO(raw)).element.body.iter(qn("w:p"))
    return [text for text in map(paragraph_text, paragraphs) if text]


def paragraph_text(element) -> str:
    """The text of its runs, a hyphen that breaks no line included as a hyphen."""
    said = element.iter(qn("w:t"), qn("w:noBreakHyphen"))
    return "".join("-" if each.tag == qn("w:noBreakHyphen") else each.text or "" for each in said)


def squeezed(text: str) -> str:
    """Text without any blank: where lines break, a PDF holds none."""
    return re.sub(r"\s", "", text)


def pdf_text(raw: bytes) -> str:
    """What a reader with a screen reader gets: marked content, artifacts left out, no blanks."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        return squeezed("".join(_page_text(page) for page in pdf.pages))


def pdf_page_artifacts(raw: bytes) -> list[str]:
    """The text of artifacts (page numbers, repeated table headers), page by page."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        return [squeezed(_page_text(page, artifacts=True)) for page in pdf.pages]


def pdf_lines(raw: bytes) -> list[str]:
    """The lines as they stand on the pages, artifacts left out; what is level is one line."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        return [line for page in pdf.pages for line in _page_lines(page)]


def _page_lines(page) -> Iterator[str]:
    shown = [(round(height), text) for is_artifact, height, text in _runs(page) if not is_artifact]
    for _, level in groupby(shown, key=lambda run: run[0]):
        yield "".join(text for _, text in level)


def _page_text(page, *, artifacts: bool = False) -> str:
    return "".join(text for is_artifact, _, text in _runs(page) if is_artifact == artifacts)


def _runs(page) -> Iterator[tuple[bool, float, str]]:
    """What each operator shows: whether as artifact, how high above the page's foot, which text."""
    maps = {name: _to_unicode(font) for name, font in page.Resources.Font.items()}
    marks, current, height = [], {}, 0.0
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BMC" | "BDC":
                marks.append(str(operands[0]) == "/Artifact")
            case "EMC":
                marks.pop()
            case "cm":
                height = float(operands[5])
            case "Tf":
                current = maps[str(operands[0])]
            case "Tj":
                yield any(marks), height, _decoded(operands[0], current)
            case "TJ":
                strings = [part for part in operands[0] if isinstance(part, pikepdf.String)]
                yield any(marks), height, "".join(_decoded(part, current) for part in strings)


def _decoded(string, table) -> str:
    raw = bytes(string)
    return "".join(table[raw[n : n + 2].hex()] for n in range(0, len(raw), 2))


def _to_unicode(font) -> dict[str, str]:
    cmap = font.ToUnicode.read_bytes().decode("ascii")
    table = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            table[code.lower()] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                code = f"{int(first, 16) + step:0{len(first)}x}"
                table[code] = chr(int(text, 16) + step)
    return table

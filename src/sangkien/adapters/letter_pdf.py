"""An official letter as a tagged PDF with embedded fonts, set by Typst without any network."""

import datetime as dt
import json
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst

from sangkien.adapters.font_widths import signs_without_glyph
from sangkien.core.letters.dates import file_moment
from sangkien.core.letters.layout import LayoutProfile
from sangkien.core.letters.model import LetterText
from sangkien.core.letters.printed import printed
from sangkien.core.letters.stream import text_stream
from sangkien.core.letters.unbroken import LONGEST

if TYPE_CHECKING:  # a name of the stub, not of the module
    from typst import PDFStandard

_HERE = Path(__file__).parent
_TEMPLATES = _HERE / "typst"
_FONTS = _HERE / "fonts"
# Archival and accessible at once; Typst refuses to write a file that breaks either.
_STANDARDS: "list[PDFStandard]" = ["a-2a", "ua-1"]


class MissingSigns(ValueError):  # noqa: N818 - it names what is missing
    """Raised for a letter with signs that the font lacks, such as pictures; ask before writing."""

    def __init__(self, signs: str) -> None:
        super().__init__(f"the font of the PDF cannot show: {' '.join(signs)}")
        self.signs = signs


def missing_signs(letter: LetterText) -> str:
    """Return the signs of the letter that its PDF could not show; "" for a letter that is fit."""
    return signs_without_glyph("".join(text_stream(letter)))


def write_pdf(
    letter: LetterText, profile: LayoutProfile, *, made_at: dt.datetime | None = None
) -> bytes:
    """Return the letter as PDF; the same arguments give the same bytes.

    The file is dated `made_at` (aware), else the day of the letter, else 1/1/1980.
    Liberation Serif stands in for Times New Roman: the same widths, free to embed.
    Raises `MissingSigns` where `missing_signs` finds any.
    """
    if signs := missing_signs(letter):
        raise MissingSigns(signs)
    moment = file_moment(letter.day, made_at)
    said = {
        "letter": asdict(printed(letter)),
        "profile": _numbers(profile),
        "made_at": _parts(moment),
        "unbroken": LONGEST,
    }
    return bytes(
        typst.compile(
            str(_TEMPLATES / "letter.typ"),
            root=str(_TEMPLATES),
            font_paths=[str(_FONTS)],
            ignore_system_fonts=True,
            # texts travel as JSON, so that no text is ever read as a command
            sys_inputs={"letter": json.dumps(said, ensure_ascii=False)},
            pdf_standards=_STANDARDS,
            timestamp=0,
        )
    )


def _numbers(profile: LayoutProfile) -> dict[str, float]:
    values = ((field.name, getattr(profile, field.name)) for field in fields(profile))
    return {name: value for name, value in values if isinstance(value, int | float)}


def _parts(moment: dt.datetime) -> dict[str, Any]:
    names = ("year", "month", "day", "hour", "minute", "second")
    return {name: getattr(moment, name) for name in names}

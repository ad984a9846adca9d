"""A letter as plain JSON values and back, without loss: how a draft is stored."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sangkien.core.letters.model import Annex, Column, LetterText, Paragraph, Row, Signing, Table


def to_data(letter: LetterText) -> dict[str, Any]:
    """Return the letter as dicts, lists, texts and numbers; days as yyyy-mm-dd."""
    written: dict[str, Any] = json.loads(json.dumps(asdict(letter), default=dt.date.isoformat))
    return written


def from_data(written: Mapping[str, Any]) -> LetterText:
    """Return the letter that `to_data` wrote. Raises KeyError or TypeError for any other shape."""
    day = written["day"]
    parts = {
        "addressees": tuple(written["addressees"]),
        "paragraphs": tuple(Paragraph(**paragraph) for paragraph in written["paragraphs"]),
        "recipients": tuple(written["recipients"]),
        "signing": Signing(**written["signing"]),
        "day": None if day is None else dt.date.fromisoformat(day),
        "annexes": tuple(_annex(annex) for annex in written["annexes"]),
    }
    return LetterText(**{**written, **parts})


def _annex(written: Mapping[str, Any]) -> Annex:
    parts = {
        "title_lines": tuple(written["title_lines"]),
        "table": _table(written["table"]),
        "notes": tuple(written["notes"]),
    }
    return Annex(**{**written, **parts})


def _table(written: Mapping[str, Any]) -> Table:
    columns = tuple(Column(**column) for column in written["columns"])
    rows = tuple(Row(tuple(row["cells"]), row["kind"]) for row in written["rows"])
    return Table(columns, rows)

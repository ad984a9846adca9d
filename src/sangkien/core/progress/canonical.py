"""The table as canonical JSON: the same table gives the same bytes, and can be read back.

Keys are sorted and shares are whole numbers per ten thousand, so that no float can drift.
"""

import hashlib
import json
from datetime import UTC, date, datetime
from typing import Any

from sangkien.core.facts import Window
from sangkien.core.pace import Clock
from sangkien.core.progress.table import Basis, Goal, Note, ProgressTable, Role, Row
from sangkien.core.standing import Column

FORMAT = 1  # raised when the shape changes; readers of old shapes stay


def canonical(table: ProgressTable, *, taken_at: datetime | None = None) -> str:
    """Return the table as one line of JSON; with `taken_at` as the snapshot of that moment."""
    shown = as_json(table)
    if taken_at is not None:
        shown["taken_at"] = utc_text(taken_at)
    return json.dumps(shown, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def utc_text(moment: datetime) -> str:
    """Return an aware moment the same way whatever its time zone."""
    return moment.astimezone(UTC).isoformat()


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def per_ten_thousand(part: int, whole: int | None) -> int | None:
    """Return part/whole per ten thousand, halves up; None where there is nothing to divide by.

    >>> per_ten_thousand(69, 144), per_ten_thousand(150, 115), per_ten_thousand(3, None)
    (4792, 13043, None)
    """
    return (20_000 * part + whole) // (2 * whole) if whole else None


def as_json(table: ProgressTable) -> dict[str, Any]:
    """Return the table as JSON values: numbers, clocks, notes, names; no float, no locale."""
    return {
        "format": FORMAT,
        "report": "progress",
        "campaign": {"slug": table.campaign_slug, "title": table.campaign_title},
        "unit": {"code": table.unit_code, "name": table.unit_name},
        "day": table.day.isoformat(),
        "rules_version": table.rules_version,
        "target": {
            "basis": str(table.goal.basis),
            "kind": table.goal.kind,
            "number": table.goal.number,
            "period_title": table.goal.period_title,
            "label": table.goal.label,
        },
        "target_clock": _clock(table.goal_clock),
        "clocks": [_clock(clock) for clock in table.clocks],
        "rows": [{"rank": rank, **_row(row)} for rank, row in table.ranked],
        "total": _row(table.total),
        "notes": [{"kind": note.kind, "text": note.text} for note in table.notes],
    }


def _clock(clock: Clock) -> dict[str, Any]:
    return {
        "title": clock.title,
        "opens_on": clock.window.opens_on.isoformat(),
        "closes_on": clock.window.closes_on.isoformat(),
        "day_number": clock.day_number,
        "length_days": clock.length_days,
        "days_left": clock.days_left,
        "elapsed_per_10000": per_ten_thousand(clock.elapsed_days, clock.length_days),
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "role": str(row.role),
        "code": row.code,
        "name": row.name,
        "target": row.target,
        "gross": row.gross,
        "columns": {column.name.lower(): row[column] for column in Column},
        "undecided": {column.name.lower(): row.open_in(column) for column in Column},
        "gross_per_10000": per_ten_thousand(row.gross, row.target),
        "valid_per_10000": per_ten_thousand(row.valid, row.target),
        "remark": row.remark,
    }


def read_canonical(text: str) -> ProgressTable:
    """Return the table that `canonical` wrote; derived numbers are derived anew."""
    shown = json.loads(text)
    day = date.fromisoformat(shown["day"])
    goal = shown["target"]
    return ProgressTable(
        campaign_slug=shown["campaign"]["slug"],
        campaign_title=shown["campaign"]["title"],
        unit_code=shown["unit"]["code"],
        unit_name=shown["unit"]["name"],
        day=day,
        goal=Goal(Basis(goal["basis"]), goal["kind"], goal["number"], goal["period_title"]),
        goal_clock=_read_clock(shown["target_clock"], day),
        clocks=tuple(_read_clock(clock, day) for clock in shown["clocks"]),
        rows=tuple(_read_row(row) for row in shown["rows"]),
        total=_read_row(shown["total"]),
        notes=tuple(Note(note["kind"], note["text"]) for note in shown["notes"]),
        rules_version=shown["rules_version"],
    )


def _read_clock(shown: dict[str, Any], day: date) -> Clock:
    opens_on, closes_on = shown["opens_on"], shown["closes_on"]
    window = Window(date.fromisoformat(opens_on), date.fromisoformat(closes_on))
    return Clock(shown["title"], window, day)


def _read_row(shown: dict[str, Any]) -> Row:
    return Row(
        shown["name"],
        shown["target"],
        tuple(shown["columns"][column.name.lower()] for column in Column),
        tuple(shown["undecided"][column.name.lower()] for column in Column),
        code=shown["code"],
        role=Role(shown["role"]),
    )

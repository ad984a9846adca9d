"""What a progress page is asked for: a day, a unit, a target."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sangkien.core.progress.table import Basis
from sangkien.core.reading.dates import read_date
from sangkien.core.reading.unreadable import Unreadable
from sangkien.core.sentences import N_
from sangkien.queries.goals import ASSIGNED, KINDS

NO_SINGLE_DAY = N_("“{typed}” is no single day. Write it as dd/mm/yyyy, for example 05/09/2021.")


@dataclass(frozen=True, slots=True)
class Asked:
    """`errors` names the fields that could not be read; the page then shows the usual day."""

    day: date
    typed_day: str
    unit_code: str
    basis: Basis | None
    kind: str
    errors: Mapping[str, tuple[str, Mapping[str, str | int]]] = field(default_factory=dict)


def read_progress(query: Mapping[str, str], *, usual: date, today: date) -> Asked:
    """Return what the query asks for; `usual` is the day shown when none is named."""
    typed = query.get("on", "").strip()
    day, errors = usual, {}
    if typed:
        try:
            read = read_date(typed, today=today)
        except Unreadable as why:
            errors["on"] = (why.sentence, why.details)
        else:
            if read.precision == "day":
                day = read.day
            else:
                errors["on"] = (NO_SINGLE_DAY, {"typed": typed})
    basis, kind = query.get("target", ""), query.get("kind", "")
    return Asked(
        day=day,
        typed_day=typed,
        unit_code=query.get("unit", "").strip(),
        basis=Basis(basis) if basis in set(Basis) else None,
        kind=kind if kind in KINDS else ASSIGNED,
        errors=errors,
    )

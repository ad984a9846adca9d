"""One author stands on many entries filed on one day.

Source: letter 878, note 1 (“do đoàn viên cập nhật nhiều lần”); officers who enter for many.
"""

from sangkien.core.sentences import N_
from sangkien.core.signals.figures import Figures
from sangkien.core.signals.signal import Limits, Seen, Signal


def check(figures: Figures, limits: Limits) -> Seen | None:
    most = figures.author_day
    if most is None or most.entries < limits["least_entries"]:
        return None
    return Seen(
        f"{most.entries}/{most.day.isoformat()}",
        {"entries": most.entries, "filed_on": most.day.isoformat()},
        {"author": str(most.person), "filed": most.day.isoformat()},
    )


SIGNAL = Signal(
    code="author-day",
    title=N_("One author, many entries on one day"),
    says=N_("{entries} entries filed on {filed_on} name the same author."),
    reading=N_(
        "It may be a list collected over months and entered at once; or one work entered again and"
        " again."
    ),
    check=check,
    limits={"least_entries": 10},
)

"""Many entries for each author.

Source: published figures of 2022: Bắc Giang 114.000 entries of 14.500 persons (7,9), Hà Nội
201.129 of 40.000 (5,0). The number of members of a unit is not known here, so authors are what
entries are held against.
"""

from sangkien.core.sentences import N_
from sangkien.core.signals.figures import Figures
from sangkien.core.signals.signal import Limits, Seen, Signal


def check(figures: Figures, limits: Limits) -> Seen | None:
    entries, authors = figures.entries, figures.authors
    if entries < limits["least_entries"] or entries < limits["times"] * authors or not authors:
        return None
    each = round(entries / authors, 1)
    return Seen(str(each), {"entries": entries, "authors": authors, "each": each})


SIGNAL = Signal(
    code="many-per-author",
    title=N_("Many entries for each author"),
    says=N_("{entries} entries of {authors} authors: {each} for each of them."),
    reading=N_(
        "It may be a small, busy unit; or the support team's name was written instead of the"
        " author's."
    ),
    check=check,
    limits={"times": 5, "least_entries": 20},
)

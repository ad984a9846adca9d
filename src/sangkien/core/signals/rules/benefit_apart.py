"""The benefit an entry names on average is far from that of the whole campaign.

Source: published figures of 2023: Thanh Hóa 0,97 million đồng an entry, the nation 16,2: 17 times
apart.
"""

from sangkien.core.sentences import N_
from sangkien.core.signals.figures import Figures
from sangkien.core.signals.signal import Limits, Seen, Signal


def check(figures: Figures, limits: Limits) -> Seen | None:
    own, others = figures.benefits, figures.of_all
    smaller, larger = sorted((own.mean_vnd, others.mean_vnd))
    if own.entries < limits["least_entries"] or not smaller:
        return None
    times = round(larger / smaller)
    if times < limits["times"]:
        return None
    values = {
        "entries": own.entries,
        "mean_vnd": own.mean_vnd,
        "all_vnd": others.mean_vnd,
        "apart": times,
    }
    return Seen(str(times), values, {"least": "1"})


SIGNAL = Signal(
    code="benefit-apart",
    title=N_("Benefit far from the campaign's average"),
    says=N_(
        "{entries} entries name a benefit, {mean_vnd} on average; in the whole campaign it is"
        " {all_vnd}: {apart} times apart."
    ),
    reading=N_(
        "It may be another kind of work; or amounts typed in thousands or millions of đồng, or with"
        " noughts too many."
    ),
    check=check,
    limits={"times": 10, "least_entries": 20},
)

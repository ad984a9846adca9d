"""Many entries name exactly the same benefit.

Source: resolution 07/NQ-TLĐ of 15/01/2020 on emulation that is formal and follows a pattern.
"""

from sangkien.core.sentences import N_
from sangkien.core.signals.figures import Figures
from sangkien.core.signals.signal import Limits, Seen, Signal, percent


def check(figures: Figures, limits: Limits) -> Seen | None:
    same, whole = figures.same_amount, figures.benefits.entries
    if same is None or same.entries < limits["least_entries"]:
        return None
    share = percent(same.entries, whole)
    if share < limits["least_percent"]:
        return None
    return Seen(
        f"{same.vnd}/{share}",
        {"entries": same.entries, "whole": whole, "percent": share, "amount_vnd": same.vnd},
        {"amount": str(same.vnd)},
    )


SIGNAL = Signal(
    code="same-amount",
    title=N_("The same benefit on many entries"),
    says=N_(
        "{entries} of {whole} entries that name a benefit ({percent}) name exactly {amount_vnd}."
    ),
    reading=N_("It may be an amount set by a rule of the unit, or a pattern handed round."),
    check=check,
    limits={"least_percent": 30, "least_entries": 10},
)

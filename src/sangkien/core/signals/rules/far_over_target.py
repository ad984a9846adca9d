"""Many times more entries than the target asks for.

Source: published figures of 2022: Phúc Thọ 395 %: the target is too low, or there was an entry
campaign.
"""

from sangkien.core.sentences import N_
from sangkien.core.signals.figures import Figures
from sangkien.core.signals.signal import Limits, Seen, Signal, percent


def check(figures: Figures, limits: Limits) -> Seen | None:
    if not figures.target or figures.gross < limits["least_entries"]:
        return None
    share = percent(figures.gross, figures.target)
    if share < limits["least_percent"]:
        return None
    values = {"entries": figures.gross, "target": figures.target, "percent": share}
    return Seen(str(share), values, {"all": "1"})


SIGNAL = Signal(
    code="far-over-target",
    title=N_("Far over the target"),
    says=N_("{entries} entries against a target of {target}: {percent}."),
    reading=N_("The target may have been set too low; or entries were collected in a drive."),
    check=check,
    limits={"least_percent": 300, "least_entries": 20},
)

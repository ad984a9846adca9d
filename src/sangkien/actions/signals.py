"""Explain a figure that a signal showed; say above that the explanation was read.

No step changes an entry or a count, and nothing follows from a signal by itself.
"""

from datetime import date

from sangkien.actions.access import require
from sangkien.actions.attempts import retried
from sangkien.actions.journal import By, Line, record
from sangkien.core.permissions import Verb
from sangkien.core.refusal import Refusal
from sangkien.core.signals.run import signals_in
from sangkien.models import Campaign, Explanation, Unit
from sangkien.queries.scope import OPERATOR
from sangkien.queries.signals import figures_of


@retried
def explain(
    campaign: Campaign, unit: Unit, code: str, *, figure: str, words: str, on: date, by: By
) -> Explanation:
    """Keep what the unit says to the figure that was looked at.

    Said again of the same figure, it replaces the words, and waits to be read anew. Raises Refusal
    `not-allowed`, `explanation-missing`, `signal-changed` where the figure is another one by now.
    """
    require(by, Verb.CONFIRM_LIST, unit.path)
    if not words.strip():
        raise Refusal("explanation-missing")
    seen = signals_in(figures_of(OPERATOR, campaign, unit, on=on)[0][1]).get(code)
    if seen is None or seen.figure != figure:
        raise Refusal("signal-changed")
    said = {
        "values": dict(seen.values),
        "words": words.strip(),
        "by": by.account,
        "at": by.now,
        "seen_by": None,
        "seen_at": None,
    }
    explained, is_new = Explanation.objects.select_for_update().get_or_create(
        campaign=campaign, unit=unit, signal=code, figure=figure, defaults=said
    )
    if not is_new:
        for name, value in said.items():
            setattr(explained, name, value)
        explained.version += 1
        explained.save()
    record(by, [_line(explained, "figure-explained")])
    return explained


@retried
def see_explanation(explained: Explanation, *, version: int, by: By) -> None:
    """Note that the unit above has read the explanation in this version.

    Raises Refusal `not-allowed`, `explanation-no-above`, `explanation-own`, `explanation-changed`.
    """
    if explained.unit.parent is None:
        raise Refusal("explanation-no-above", unit=explained.unit.short_name)
    require(by, Verb.ACCEPT_LIST, explained.unit.parent.path)
    if by.account is not None and explained.by_id == by.account.id:
        raise Refusal("explanation-own")
    unread = Explanation.objects.filter(id=explained.id, version=version, seen_at=None)
    if not unread.update(seen_by=by.account, seen_at=by.now):
        raise Refusal("explanation-changed")
    record(by, [_line(explained, "explanation-seen")])


def _line(explained: Explanation, verb: str) -> Line:
    return Line(
        verb,
        campaign_id=explained.campaign_id,
        unit_id=explained.unit_id,
        unit_path=explained.unit.path,
        reason=explained.words if verb == "figure-explained" else "",
        details={
            "signal": explained.signal,
            "figure": explained.figure,
            "values": explained.values,
        },
    )

"""First applied before the campaign's window opened.

Source: letter 878, note 3 ("Từ 01/9/2021 đến nay").
"""

from sangkien.core.facts import Candidate, Facts
from sangkien.core.screening.applied import last_possible_day
from sangkien.core.screening.exceptions import USUAL
from sangkien.core.screening.rule import Details, Rule, Settings, Severity
from sangkien.core.sentences import N_


def check(candidate: Candidate, facts: Facts, _settings: Settings) -> Details | None:
    if last_possible_day(candidate) >= facts.window.opens_on:
        return None
    return {
        "applied_on": candidate.applied_on.isoformat(),
        "opens_on": facts.window.opens_on.isoformat(),
        "closes_on": facts.window.closes_on.isoformat(),
    }


RULE = Rule(
    code="applied-before-window",
    reason="R02",
    severity=Severity.HOLD,
    title=N_("Applied before the window"),
    message=N_("First applied on {applied_on}; only works applied from {opens_on} on count."),
    instruction=N_(
        "If the date is mistyped, give the officer the right one. If the work was first applied"
        " before {opens_on}, it cannot take part."
    ),
    check=check,
    settings=USUAL,
    asked_at="applied_on",
)

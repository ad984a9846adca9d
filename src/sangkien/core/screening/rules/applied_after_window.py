"""First applied after the campaign's window closed.

Source: programme rules: put into use from 01/9/2021 to 01/9/2023.
"""

from sangkien.core.facts import Candidate, Facts
from sangkien.core.screening.exceptions import USUAL
from sangkien.core.screening.rule import Details, Rule, Settings, Severity
from sangkien.core.sentences import N_


def check(candidate: Candidate, facts: Facts, _settings: Settings) -> Details | None:
    if candidate.applied_on <= facts.window.closes_on:
        return None
    return {
        "applied_on": candidate.applied_on.isoformat(),
        "opens_on": facts.window.opens_on.isoformat(),
        "closes_on": facts.window.closes_on.isoformat(),
    }


RULE = Rule(
    code="applied-after-window",
    reason="R03",
    severity=Severity.HOLD,
    title=N_("Applied after the window"),
    message=N_("First applied on {applied_on}; only works applied up to {closes_on} count."),
    instruction=N_("If the date is mistyped, give the officer the right one."),
    check=check,
    settings=USUAL,
    asked_at="applied_on",
)

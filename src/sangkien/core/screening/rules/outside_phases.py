"""Filed on a day outside every phase of the campaign.

Source: letter 878 (phase 1 to 31/5/2022); the gate of 2021 closed at 23:55 of its last day. An
entry that was received is kept; the level that may decides whether it counts.
"""

from sangkien.core.facts import Candidate, Facts
from sangkien.core.screening.exceptions import USUAL
from sangkien.core.screening.rule import Details, Rule, Settings, Severity
from sangkien.core.sentences import N_


def check(candidate: Candidate, facts: Facts, _settings: Settings) -> Details | None:
    if any(candidate.filed_on in phase.window for phase in facts.phases):
        return None
    return {
        "filed_on": candidate.filed_on.isoformat(),
        "opens_on": min((p.window.opens_on.isoformat() for p in facts.phases), default=""),
        "closes_on": max((p.window.closes_on.isoformat() for p in facts.phases), default=""),
    }


RULE = Rule(
    code="outside-phases",
    reason="R12",
    severity=Severity.HOLD,
    title=N_("Filed outside every phase"),
    message=N_("Filed on {filed_on}; the campaign takes entries from {opens_on} to {closes_on}."),
    instruction=N_("The officer of the campaign decides whether a late entry counts."),
    check=check,
    settings=USUAL,
)

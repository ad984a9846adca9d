"""The unit that counts the entry is not the one the workplace belongs to.

Source: letter 878, note 2 (district schools tick the education-sector union); union statute
guidance art. 24: schools up to lower secondary belonged to the district. The rule table is data.
"""

from sangkien.core.facts import Candidate, Facts, WorkplaceFact
from sangkien.core.screening.rule import Details, Rule, Settings, Severity
from sangkien.core.sentences import N_


def check(candidate: Candidate, facts: Facts, _settings: Settings) -> Details | None:
    known = facts.workplace
    if known is None or _fits(candidate, known):
        return None
    return {
        "workplace": candidate.workplace,
        "unit": candidate.counted.name,
        "expected": known.unit.name if known.unit else "",
        "expected_id": known.unit.id if known.unit else None,
        "because": known.because,
        "mark": known.mark,
        "school_level": known.school_level,
        "basis": known.basis,
    }


def _fits(candidate: Candidate, known: WorkplaceFact) -> bool:
    counted = candidate.counted
    if known.unit is None:  # only the line is known: the place was not understood
        return counted.line == known.line
    return counted.is_under(known.unit) or known.unit.is_under(counted)


RULE = Rule(
    code="wrong-unit",
    reason="R08",
    severity=Severity.HOLD,
    title=N_("Unit does not fit the workplace"),
    message=N_("“{workplace}” does not belong to {unit} but to {expected}."),
    instruction=N_(
        "Nothing to do: the officer moves the entry to the right unit. If the unit is right after"
        " all, tell the officer why."
    ),
    check=check,
    asked_at="ticked_unit",
)

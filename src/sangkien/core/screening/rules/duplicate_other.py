"""Somebody else filed much the same work before; a person decides.

Source: Decree 13/2012 art. 4 (new = not coinciding with an earlier application); practice of
Đà Nẵng (the first filer is the author). Never decided by the machine.
"""

from sangkien.core.facts import Candidate, Facts
from sangkien.core.screening.copies import copy_details
from sangkien.core.screening.rule import Details, Rule, Settings, Severity
from sangkien.core.sentences import N_


def check(_candidate: Candidate, facts: Facts, _settings: Settings) -> Details | None:
    if facts.duplicate is None or facts.duplicate.same_person:
        return None
    return copy_details(facts.duplicate)


RULE = Rule(
    code="duplicate-other",
    reason="R01",
    severity=Severity.HOLD,
    title=N_("Much like somebody else's entry"),
    message=N_(
        "Much like {other_receipt}, “{other_title}” ({other_unit}), filed by another person."
    ),
    instruction=N_(
        "If you worked on it together, ask the officer to enter you as co-author. If the works are"
        " different, tell the officer of your unit how."
    ),
    check=check,
)

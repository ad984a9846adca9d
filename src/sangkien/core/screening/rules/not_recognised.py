"""Not recognised yet by the initiative council or the head of the workplace.

Source: HD 46/HD-TLĐ, before step 1: recognised by the council or the head. "List first, files
later": the entry is kept and counted, but does not become valid without it.
"""

from sangkien.core.facts import Candidate, Facts
from sangkien.core.screening.rule import Details, Rule, Settings, Severity
from sangkien.core.sentences import N_


def check(candidate: Candidate, _facts: Facts, _settings: Settings) -> Details | None:
    if candidate.is_secret or (candidate.recognised_by and candidate.recognised_on):
        return None
    missing = [
        name
        for name, value in (("by", candidate.recognised_by), ("date", candidate.recognised_on))
        if not value
    ]
    return {"missing": missing}


RULE = Rule(
    code="not-recognised",
    reason="R04",
    severity=Severity.NOTE,
    title=N_("Not recognised yet"),
    message=N_("No recognition by the initiative council or the head of the workplace yet."),
    instruction=N_("Send number and date of the decision to the officer when you have it."),
    check=check,
)

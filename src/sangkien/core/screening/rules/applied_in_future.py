"""Said to be applied on a day that had not come when it was filed.

Source: programme rules: the work must have been put into use before it is filed (HD 46/HD-TLĐ).
"""

from sangkien.core.facts import Candidate, Facts
from sangkien.core.screening.exceptions import USUAL
from sangkien.core.screening.rule import Details, Rule, Settings, Severity
from sangkien.core.sentences import N_


def check(candidate: Candidate, facts: Facts, _settings: Settings) -> Details | None:
    is_after_window = candidate.applied_on > facts.window.closes_on  # another rule's business
    if candidate.applied_on <= candidate.filed_on or is_after_window:
        return None
    return {
        "applied_on": candidate.applied_on.isoformat(),
        "filed_on": candidate.filed_on.isoformat(),
    }


RULE = Rule(
    code="applied-in-future",
    reason="R03",
    severity=Severity.HOLD,
    title=N_("Applied in the future"),
    message=N_("First applied on {applied_on}, but filed on {filed_on}, before that day."),
    instruction=N_("If the date is mistyped, give the officer the right one; else file it after."),
    check=check,
    settings=USUAL,
    asked_at="applied_on",
)

"""The same person filed this work before.

Source: letter 878, note 1 ("do đoàn viên cập nhật nhiều lần"); each cluster of k copies counts
k-1 duplicates, the first filer none.
"""

from sangkien.core.facts import Candidate, Facts
from sangkien.core.screening.copies import copy_details
from sangkien.core.screening.rule import Details, Rule, Settings, Severity
from sangkien.core.sentences import N_


def check(_candidate: Candidate, facts: Facts, _settings: Settings) -> Details | None:
    if facts.duplicate is None or not facts.duplicate.same_person:
        return None
    return copy_details(facts.duplicate)


RULE = Rule(
    code="duplicate-own",
    reason="R01",
    severity=Severity.HOLD,
    title=N_("Filed more than once by the same person"),
    message=N_("The same person filed this work before, as {other_receipt}: “{other_title}”."),
    instruction=N_(
        "Nothing to do if this is the same work: it counts once. If it is another work, tell the"
        " officer of your unit what is different."
    ),
    check=check,
)

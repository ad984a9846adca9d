"""Contribution shares of the authors do not add up to 100 %.

Source: Decree 13/2012 forms (QĐ 599/QĐ-SYT 15/11/2018: % contribution of each author).
"""

from sangkien.core.facts import Candidate, Facts
from sangkien.core.reading.numbers import format_number
from sangkien.core.screening.rule import Details, Rule, Settings, Severity
from sangkien.core.sentences import N_
from sangkien.core.shares import are_whole, total_of


def check(candidate: Candidate, _facts: Facts, _settings: Settings) -> Details | None:
    if are_whole(candidate.shares_percent):
        return None
    total = total_of(candidate.shares_percent)
    return {"total": format_number(total, digits=0 if total == round(total) else 2)}


RULE = Rule(
    code="shares",
    reason="R09",
    severity=Severity.HOLD,
    title=N_("Shares do not add up"),
    message=N_(
        "The authors' shares add up to {total} %. Each author needs a share, and all together are"
        " 100 %."
    ),
    instruction=N_("Give the officer the share of each author; together they make 100 %."),
    check=check,
    asked_at="authors",
)

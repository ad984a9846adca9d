"""Contribution shares of the authors do not add up to 100 %.

Source: Decree 13/2012 forms (QĐ 599/QĐ-SYT 15/11/2018: % contribution of each author).
"""

from sangkien.core.facts import Candidate, Facts
from sangkien.core.reading.numbers import format_number
from sangkien.core.screening.rule import Details, Rule, Settings, Severity
from sangkien.core.sentences import N_

ROUNDING = 0.06  # percent: 33,33 + 33,33 + 33,33 is meant as a whole


def check(candidate: Candidate, _facts: Facts, _settings: Settings) -> Details | None:
    total = round(sum(candidate.shares_percent), 2)  # shares have two decimals
    is_whole = round(abs(total - 100), 2) <= ROUNDING
    if is_whole and all(share > 0 for share in candidate.shares_percent):
        return None
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

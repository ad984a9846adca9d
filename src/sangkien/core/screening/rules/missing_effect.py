"""The effect is missing or says nothing.

Source: programme form: summary of effect; Decree 13/2012 art. 3: able to bring practical benefit.
"""

import re

from sangkien.core.facts import Candidate, Facts
from sangkien.core.screening.rule import Details, Rule, Settings, Severity
from sangkien.core.sentences import N_
from sangkien.core.text import fold

EMPTY_WORDS = frozenset(
    {
        *("", "khong", "khong co", "khong co gi", "chua co", "chua co gi", "khong ro", "chua ro"),
        *("khong co hieu qua", "chua co hieu qua", "chua danh gia", "chua danh gia duoc"),
        *("co", "co hieu qua", "tot", "rat tot", "x", "na", "n a"),
    }
)
_WORD = re.compile(r"\w+")


def check(candidate: Candidate, _facts: Facts, settings: Settings) -> Details | None:
    words = _WORD.findall(fold(candidate.effect))  # a row of dashes holds none
    is_said = " ".join(words) not in EMPTY_WORDS
    if is_said and len(words) >= int(str(settings["least_words"])):
        return None
    return {"effect": candidate.effect, "least_words": settings["least_words"]}


RULE = Rule(
    code="missing-effect",
    reason="R09",
    severity=Severity.HOLD,
    title=N_("Effect missing"),
    message=N_("The effect is empty or too short to be judged."),
    instruction=N_("Say in at least {least_words} words what is better since it is applied."),
    check=check,
    settings={"least_words": 3},
    asked_at="effect",
)

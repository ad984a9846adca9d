"""The effect is missing or says nothing.

Source: programme form: summary of effect; Decree 13/2012 art. 3: able to bring practical benefit.
"""

from sangkien.core.facts import Candidate, Facts
from sangkien.core.screening.rule import Details, Rule, Settings, Severity
from sangkien.core.sentences import N_
from sangkien.core.text import fold

EMPTY_WORDS = frozenset({"", "khong", "khong co", "chua co", "co", "tot", "x", "na", "n a"})


def check(candidate: Candidate, _facts: Facts, settings: Settings) -> Details | None:
    said = fold(candidate.effect)
    if said not in EMPTY_WORDS and len(said.split()) >= int(str(settings["least_words"])):
        return None
    return {"effect": candidate.effect, "least_words": settings["least_words"]}


RULE = Rule(
    code="missing-effect",
    reason="R09",
    severity=Severity.HOLD,
    title=N_("Effect missing"),
    message=N_("The effect is empty or too short to be judged (“{effect}”)."),
    instruction=N_("Say in at least {least_words} words what is better since it is applied."),
    check=check,
    settings={"least_words": 3},
    asked_at="effect",
)

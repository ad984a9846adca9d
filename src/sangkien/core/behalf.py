"""Why somebody enters for a member, and what the member can say to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sangkien.core.sentences import N_

OTHER = "other"  # needs words
OF_A_SHEET = "list"  # what stands chosen for a sheet
BEHALF: Mapping[str, str] = {
    "no-device": N_("the member has no computer or telephone for it"),
    "paper": N_("the member handed it in on paper"),
    "support": N_("the support team enters for the members"),
    OF_A_SHEET: N_("the unit collected its members' entries in a list"),
    OTHER: N_("another reason"),
}


@dataclass(frozen=True, slots=True)
class Behalf:
    """For what reason it was entered for another; none for one's own."""

    code: str = ""  # of BEHALF
    words: str = ""


OWN = Behalf()


class Kind(StrEnum):
    """What a member objects."""

    NOT_MINE = "not-mine"
    WRONG = "wrong"


KINDS: Mapping[Kind, str] = {
    Kind.NOT_MINE: N_("I did not hand this in"),
    Kind.WRONG: N_("What it says is not right"),
}


class Answer(StrEnum):
    """What an officer makes of an objection."""

    WITHDRAWN = "withdrawn"
    CORRECTED = "corrected"
    KEPT = "kept"


ANSWERS: Mapping[Answer, str] = {
    Answer.WITHDRAWN: N_("The member is right: the entry is withdrawn."),
    Answer.CORRECTED: N_("The member is right: the entry was corrected."),
    Answer.KEPT: N_("The entry stays as it is."),
}

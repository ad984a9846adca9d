"""States of an entry and the reason codes for what cannot count."""

from dataclasses import dataclass
from enum import StrEnum

from sangkien.core.sentences import N_


class State(StrEnum):
    """Where an entry stands between filing and counting. A move is an event, not a state."""

    RECEIVED = "received"
    IN_REVIEW = "in_review"
    NEEDS_REPAIR = "needs_repair"
    VALID = "valid"
    INVALID = "invalid"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    UNDONE = "undone"  # its import batch was taken back: counted nowhere, kept for the record


STATE_NAMES = {
    State.RECEIVED: N_("received"),
    State.IN_REVIEW: N_("in review"),
    State.NEEDS_REPAIR: N_("needs repair"),
    State.VALID: N_("valid"),
    State.INVALID: N_("not valid"),
    State.MERGED: N_("merged"),
    State.WITHDRAWN: N_("withdrawn"),
    State.UNDONE: N_("import taken back"),
}

# Codes of the field; R12 is ours: the letter-writers met it as "nộp ngoài giai đoạn".
REASONS = {
    "R01": N_("duplicate"),
    "R02": N_("first applied before the window"),
    "R03": N_("first applied after the window"),
    "R04": N_("not recognised yet"),
    "R05": N_("recognised by a body that may not"),
    "R06": N_("against order or morals"),
    "R07": N_("under intellectual-property protection"),
    "R08": N_("wrong unit"),
    "R09": N_("incomplete"),
    "R10": N_("not a solution"),
    "R11": N_("withdrawn by the author"),
    "R12": N_("filed outside every phase"),
}


@dataclass(frozen=True, slots=True)
class ReasonTold:
    """A reason code as a member reads it: the rule in words, and the way out.

    `{opens_on}` and `{closes_on}` are the days of the campaign's window.
    """

    rule: str
    way_out: str


REASONS_TOLD = {
    "R01": ReasonTold(
        N_("A work counts once: the entry filed first stands, each other one is a duplicate."),
        N_("If it is another work, tell the officer of your unit in what they differ."),
    ),
    "R02": ReasonTold(
        N_("Only works first applied from {opens_on} to {closes_on} count; this one was earlier."),
        N_("If the day is wrong, ask the officer of your unit to let you correct it."),
    ),
    "R03": ReasonTold(
        N_("Only works first applied from {opens_on} to {closes_on} count; this one was later."),
        N_("If the day is wrong, ask the officer of your unit to let you correct it."),
    ),
    "R04": ReasonTold(
        N_("The initiative council or the head of the workplace must have recognised the work."),
        N_("When you have the decision, give its number and date to the officer of your unit."),
    ),
    "R05": ReasonTold(
        N_("Only the initiative council or the head of the workplace may recognise a work."),
        N_("Let one of these recognise it, then give number and date to the officer."),
    ),
    "R06": ReasonTold(
        N_("A work must not be against public order or morals."),
        N_("If you think this is a mistake, write to the union above your unit."),
    ),
    "R07": ReasonTold(
        N_("What is protected as intellectual property is no initiative of this campaign."),
        N_("If it is not protected any more, show the officer of your unit the paper."),
    ),
    "R08": ReasonTold(
        N_("An entry counts at the union to which the workplace belongs."),
        N_("Ask the officer of your unit to move it; you need not file again."),
    ),
    "R09": ReasonTold(
        N_("An entry must say what was done, and what is better since."),
        N_("Ask the officer of your unit to let you complete it; you need not file again."),
    ),
    "R10": ReasonTold(
        N_("An initiative is a solution that was applied; a report or a slogan is none."),
        N_("If there is a solution in it, file that with what it does and what is better since."),
    ),
    "R11": ReasonTold(
        N_("The author took the entry back."),
        N_("To take part after all, file it anew."),
    ),
    "R12": ReasonTold(
        N_("Entries are taken in the phases of the campaign only; this one came outside of them."),
        N_("Ask the officer of your unit whether the campaign accepts it as an exception."),
    ),
}

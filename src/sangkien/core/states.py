"""States of an entry and the reason codes for what cannot count."""

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

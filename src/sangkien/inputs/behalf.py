"""Read for what reason somebody enters for a member, and what a member objects."""

from collections.abc import Mapping
from dataclasses import dataclass

from sangkien.core.behalf import BEHALF, OF_A_SHEET, OTHER, OWN, Answer, Behalf, Kind
from sangkien.core.text import tidy
from sangkien.inputs.problem import BadInput, FieldProblem
from sangkien.inputs.review import read_reason

LONGEST_WORDS = 200  # characters, as the entry holds them
OF_ONESELF = "own"  # what the form sends for no reason

Sent = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """A choice with its words."""

    code: str
    words: str


def read_behalf(sent: Sent, *, is_asked: bool) -> Behalf:
    """Return the reason for which it is entered for another, OWN for one's own.

    Words alone are another reason. Raises BadInput where nothing was chosen though it `is_asked`,
    and where another reason has no words.
    """
    code, words = sent.get("behalf", ""), tidy(sent.get("on_behalf", ""))[:LONGEST_WORDS]
    if code == OF_ONESELF:
        return OWN
    if code not in BEHALF:
        if words:
            return Behalf(OTHER, words)
        if is_asked:
            raise BadInput((FieldProblem("behalf", "behalf-empty"),))
        return OWN
    if code == OTHER and not words:
        raise BadInput((FieldProblem("on_behalf", "behalf-words"),))
    return Behalf(code, words)


def read_sheet_behalf(sent: Sent) -> str:
    """Return the reason for a whole sheet; the usual one where none of ours was sent."""
    code = sent.get("behalf", "")
    return code if code in BEHALF and code != OTHER else OF_A_SHEET


def read_objection(sent: Sent) -> Said:
    """Return what a member objects, in words; raise BadInput with every mistake."""
    return _read(sent, "objection", Kind, "objection-kind", "objection-words")


def read_answer(sent: Sent) -> Said:
    """Return what an officer answers, in words; raise BadInput with every mistake."""
    return _read(sent, "answer", Answer, "answer-kind", "answer-words")


def _read(
    sent: Sent, name: str, kinds: type[Kind] | type[Answer], no_kind: str, no_words: str
) -> Said:
    code, words = sent.get(name, ""), read_reason(sent, f"{name}-words")
    problems = [
        *([] if code in set(kinds) else [FieldProblem(name, no_kind)]),
        *([] if words else [FieldProblem(f"{name}-words", no_words)]),
    ]
    if problems:
        raise BadInput(tuple(problems))
    return Said(code, words)

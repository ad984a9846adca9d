"""What became of a text: word by word what stayed, what went, what came."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

MOST_WORDS = 2_000  # of a side that changed; longer ones are shown as replaced whole
_WORDS = re.compile(r"\s*\S+|\s+")  # with the space before them, so that nothing is lost


class Kind(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    kind: Kind
    text: str


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """Return the pieces of both texts in reading order, what went before what came in its place.

    >>> [(piece.kind.value, piece.text) for piece in differences("chia kẹo", "chia que tính")]
    [('same', 'chia'), ('gone', ' kẹo'), ('new', ' que tính')]
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    middle = _compared(old[head : len(old) - tail], new[head : len(new) - tail])
    pieces = [(Kind.SAME, old[:head]), *middle, (Kind.SAME, old[len(old) - tail :])]
    return _joined(pieces)


def before_of(pieces: Iterable[Piece]) -> str:
    """Return the text that stood before."""
    return "".join(piece.text for piece in pieces if piece.kind is not Kind.NEW)


def after_of(pieces: Iterable[Piece]) -> str:
    """Return the text that the difference makes of the one before."""
    return "".join(piece.text for piece in pieces if piece.kind is not Kind.GONE)


def _shared(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words both begin with."""
    count = 0
    for left, right in zip(old, new, strict=False):
        if left != right:
            break
        count += 1
    return count


def _compared(old: Sequence[str], new: Sequence[str]) -> list[tuple[Kind, Sequence[str]]]:
    if max(len(old), len(new)) > MOST_WORDS:
        return [(Kind.GONE, old), (Kind.NEW, new)]
    found: list[tuple[Kind, Sequence[str]]] = []
    for tag, start, end, other_start, other_end in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            found.append((Kind.SAME, old[start:end]))
        else:
            found += [(Kind.GONE, old[start:end]), (Kind.NEW, new[other_start:other_end])]
    return found


def _joined(parts: Iterable[tuple[Kind, Sequence[str]]]) -> tuple[Piece, ...]:
    """The parts as texts, neighbours of one kind as one piece, empty ones left out."""
    found: list[Piece] = []
    for kind, words in parts:
        if not words:
            continue
        if found and found[-1].kind is kind:
            found[-1] = Piece(kind, found[-1].text + "".join(words))
        else:
            found.append(Piece(kind, "".join(words)))
    return tuple(found)

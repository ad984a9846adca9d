"""What is computed once per entry, so that comparing two entries is quick."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from sangkien.core.duplicates.hashing import shingle, token_number
from sangkien.core.duplicates.persons import Name, name_of, place_of
from sangkien.core.duplicates.slots import Slots, slots_of, with_digits
from sangkien.core.duplicates.text import Text
from sangkien.core.normal import split_place, syllables, without_dates, without_names
from sangkien.core.vietnamese.stock import COMMON_WEIGHT, weight_of, without_opening
from sangkien.core.vietnamese.syllables import is_syllable

_LONGEST_TITLE = 2_000  # characters read; the rest of a longer field says nothing new
_LONGEST_TEXT = 12_000
_MOST_AUTHORS = 12
_MOST_OWN_NAMES = 20
_NUMBER_WEIGHT = 1.0
_PLACE_SHARE = 0.25  # of its weight is left to a word that only says where
_SHORTEST_OWN_NAME = 2  # syllables: one alone could be any word


@dataclass(frozen=True, slots=True)
class Features:
    """One entry as the engine compares it. Made by `features`; nothing else fills it."""

    digest: int  # equal only for equal texts
    title: str  # as typed, for the words shown as evidence
    core: tuple[str, ...]  # bare syllables without opening, dates and own names
    words: Mapping[str, float]  # what each distinct syllable of the core tells, 0..1
    slots: Slots
    names: tuple[Name, ...]
    refs: frozenset[str]
    place: frozenset[str]
    unit_path: str
    shingles: frozenset[int]  # runs of three syllables of description and effect


def features(text: Text) -> Features:
    """Return what the engine compares of `text`; bounded work however long the text is."""
    whole = syllables(text.title[:_LONGEST_TITLE])
    bare = without_dates(without_names(whole, _own_names(text)))
    core = with_digits(without_opening(bare))
    return Features(
        digest=_digest(text),
        title=text.title[:_LONGEST_TITLE],
        core=core,
        words=_words(core),
        slots=slots_of(core),
        names=names_of(text.authors),
        refs=frozenset(ref for ref in text.member_refs if ref),
        place=place_of(text.workplace),
        unit_path=text.unit_path,
        shingles=_telling_shingles(text, whole),
    )


def names_of(authors: Sequence[str]) -> tuple[Name, ...]:
    """Return the names that are compared of these authors, as typed."""
    names = (name_of(author) for author in authors[:_MOST_AUTHORS])
    return tuple(name for name in names if name.words)


def _own_names(text: Text) -> list[tuple[str, ...]]:
    found = [syllables(name[:200]) for name in text.own_names[:_MOST_OWN_NAMES]]
    return [name for name in found if len(name) >= _SHORTEST_OWN_NAME]


def _digest(text: Text) -> int:
    whole = blake2b(repr(text).encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(whole.digest())


def _words(core: tuple[str, ...]) -> dict[str, float]:
    about, where = split_place(core)
    words = {word: _weight(word) * _PLACE_SHARE for word in where}
    return words | {word: _weight(word) for word in about}


def _weight(word: str) -> float:
    return weight_of(word, legal=is_syllable(word)) if word.isalpha() else _NUMBER_WEIGHT


def _telling_shingles(text: Text, title: tuple[str, ...]) -> frozenset[int]:
    """Return the shingles that neither repeat the title nor consist of common syllables only."""
    written = syllables(f"{text.description[:_LONGEST_TEXT]} {text.effect[:_LONGEST_TEXT]}")
    numbers = [token_number(word) for word in written]
    telling = [_weight(word) > COMMON_WEIGHT for word in written]
    runs = list(zip(numbers, numbers[1:], numbers[2:], strict=False))
    tells = zip(telling, telling[1:], telling[2:], strict=False)
    of_title = [token_number(word) for word in title]
    repeated = {shingle(*run) for run in zip(of_title, of_title[1:], of_title[2:], strict=False)}
    found = frozenset(shingle(*run) for run, tell in zip(runs, tells, strict=True) if any(tell))
    return found - repeated

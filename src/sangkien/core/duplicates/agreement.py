"""Where two entries agree and differ, field by field, before anything is weighed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import IntEnum

from rapidfuzz.distance import OSA

from sangkien.core.duplicates.features import Features
from sangkien.core.duplicates.persons import Named, named, same_place
from sangkien.core.duplicates.slots import Slots
from sangkien.core.vietnamese.syllables import is_syllable

_INSERTED_COST, _REPLACED_COST = 0.5, 2.0
_SLIP_CREDIT, _NEAR_CREDIT = 0.9, 0.5
_WORTH_MENDING = 0.35  # of the weight of the other words must agree before slips are sought
_SHORTEST_SLIP = 3  # letters
_SHORTEST_NEAR = 4  # letters, where both are syllables: "tao" and "tro" are two words
_CONTAINED_SHARE = 0.85  # what being wholly contained is worth beside being equal


class Place(IntEnum):
    """How near two entries stand in the organisation."""

    ELSEWHERE = 0
    OTHER_WORKPLACE = 1  # the same unit, but two workplaces are named
    UNIT = 2
    WORKPLACE = 3


@dataclass(frozen=True, slots=True)
class TitleAgreement:
    """Shares 0..1 of what the titles tell, and the words that only one of them has."""

    like: float
    replaced: float  # weight of words that stand against other words
    only_left: tuple[str, ...] = ()
    only_right: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """All that the score reads of a pair. `None` is "not known", never "differs"."""

    title: TitleAgreement
    description: float | None  # 0..1
    shared: int  # runs of three syllables in both descriptions
    named: Named | None
    place: Place
    same_ref: bool | None
    slots: tuple[str, ...] = ()  # names of the slots that differ
    unsaid: int = 0  # grades and ages that only one of the titles names

    @property
    def same_person(self) -> bool:
        """The same member number, or the same name at the same place with no number against it."""
        if self.same_ref is not None:
            return self.same_ref
        known = self.named is not None and self.named >= Named.INITIALS
        return known and self.place > Place.ELSEWHERE


EQUAL_TITLES = TitleAgreement(like=1.0, replaced=0.0)


def agreement(left: Features, right: Features) -> Agreement:
    """Return where two entries agree; the same for both orders but for left and right."""
    return replace(agreement_but_titles(left, right), title=_titles(left, right))


def agreement_but_titles(left: Features, right: Features) -> Agreement:
    """Return where two entries agree, their titles taken for equal: much quicker."""
    description, shared = _descriptions(left.shingles, right.shingles)
    return Agreement(
        title=EQUAL_TITLES,
        description=description,
        shared=shared,
        named=_best_named(left, right),
        place=_place(left, right),
        same_ref=not left.refs.isdisjoint(right.refs) if left.refs and right.refs else None,
        slots=_differing(left.slots, right.slots),
        unsaid=_unsaid(left.slots, right.slots),
    )


def _titles(left: Features, right: Features) -> TitleAgreement:
    if left.core == right.core:
        return TitleAgreement(
            like=1.0 if left.core or left.title == right.title else 0.0, replaced=0.0
        )
    one, other = left.words, right.words
    matched = sum(min(one[word], other[word]) for word in sorted(one.keys() & other.keys()))
    only_left, only_right = sorted(one.keys() - other.keys()), sorted(other.keys() - one.keys())
    rest_left = sum(one[word] for word in only_left)
    rest_right = sum(other[word] for word in only_right)
    if only_left and only_right and matched > _WORTH_MENDING * (rest_left + rest_right):
        credit, rest_left, rest_right = _mended(one, other, only_left, only_right)
        matched += credit
    replaced = min(rest_left, rest_right)
    inserted = abs(rest_left - rest_right)
    weight = matched + _INSERTED_COST * inserted + _REPLACED_COST * replaced
    return TitleAgreement(
        matched / weight if weight else 0.0, replaced, tuple(only_left), tuple(only_right)
    )


def _mended(
    one: Mapping[str, float],
    other: Mapping[str, float],
    only_left: list[str],
    only_right: list[str],
) -> tuple[float, float, float]:
    """Take slips of one letter out of the two lists; return their credit and the two rests."""
    credit, lost = 0.0, 0.0
    for worth, word, near in _slips(only_left, only_right):
        if word in only_left and near in only_right:
            only_left.remove(word)
            only_right.remove(near)
            weight = max(one[word], other[near])
            credit += worth * weight
            lost += (1 - worth) * weight / 2
    rest_left = sum(one[word] for word in only_left)
    rest_right = sum(other[word] for word in only_right)
    return credit, rest_left + lost, rest_right + lost


def _slips(only_left: list[str], only_right: list[str]) -> list[tuple[float, str, str]]:
    """Return the pairs of words that may be one word with a slip, the surest first."""
    by_length: dict[int, list[str]] = {}
    for near in only_right:
        by_length.setdefault(len(near), []).append(near)
    pairs = (
        (_slip(word, near), word, near)
        for word in only_left
        for length in range(max(len(word) - 1, _SHORTEST_SLIP), len(word) + 2)
        for near in by_length.get(length, ())
        if len(word) >= _SHORTEST_SLIP
    )
    return sorted((pair for pair in pairs if pair[0]), reverse=True)


def _slip(word: str, near: str) -> float:
    """Return what two words of like length are worth together, where one may be a slip."""
    if not (word.isalpha() and near.isalpha()) or OSA.distance(word, near, score_cutoff=1) > 1:
        return 0.0
    if not (is_syllable(word) and is_syllable(near)):
        return _SLIP_CREDIT
    return _NEAR_CREDIT if min(len(word), len(near)) >= _SHORTEST_NEAR else 0.0


def _descriptions(left: frozenset[int], right: frozenset[int]) -> tuple[float | None, int]:
    if not left or not right:
        return None, 0
    shared = len(left & right)
    alike = shared / (len(left) + len(right) - shared)
    contained = shared / min(len(left), len(right))
    return max(alike, _CONTAINED_SHARE * contained), shared


def _best_named(left: Features, right: Features) -> Named | None:
    if not left.names or not right.names:
        return None
    return max(named(one, other) for one in left.names for other in right.names)


def _place(left: Features, right: Features) -> Place:
    if same_place(left.place, right.place):
        return Place.WORKPLACE
    if not left.unit_path or left.unit_path != right.unit_path:
        return Place.ELSEWHERE
    return Place.OTHER_WORKPLACE if left.place and right.place else Place.UNIT


def _differing(left: Slots, right: Slots) -> tuple[str, ...]:
    pairs = (
        ("grade", left.grades, right.grades),
        ("age", left.ages, right.ages),
        ("subject", left.subjects, right.subjects),
        ("number", left.numbers, right.numbers),
    )
    return tuple(slot for slot, one, other in pairs if one - other and other - one)


def _unsaid(left: Slots, right: Slots) -> int:
    pairs = ((left.grades, right.grades), (left.ages, right.ages))
    return sum(bool(one) != bool(other) for one, other in pairs)

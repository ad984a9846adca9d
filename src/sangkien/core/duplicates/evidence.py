"""Why two entries look like one, or do not, in facts an officer can check.

No name stands in the details: they are stored, and names must stay erasable.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from sangkien.core.duplicates.agreement import Agreement, Place
from sangkien.core.duplicates.features import Features
from sangkien.core.duplicates.persons import Named
from sangkien.core.normal import syllables
from sangkien.core.sentences import N_

EVIDENCE_SENTENCES: dict[str, str] = {
    "same-member": N_("The same member number."),
    "other-member": N_("The member numbers differ."),
    "same-author": N_("The same author."),
    "author-initials": N_("One author's name can be the other's, shortened or mistyped."),
    "author-like": N_("The authors' names are close."),
    "other-author": N_("Other authors."),
    "same-workplace": N_("The same workplace."),
    "same-unit": N_("The same unit."),
    "title-equal": N_("The titles are the same."),
    "title-like": N_("The titles agree to {percent} %."),
    "title-differs": N_("Words that differ: “{left}” and “{right}”."),
    "grade-differs": N_("The grades differ: {left} and {right}."),
    "age-differs": N_("The ages differ: {left} and {right}."),
    "subject-differs": N_("The subjects differ: {left} and {right}."),
    "number-differs": N_("The numbers differ: {left} and {right}."),
    "description-equal": N_("The descriptions are the same."),
    "description-like": N_("The descriptions agree to {percent} %."),
    "description-unlike": N_("The descriptions have little in common ({percent} %)."),
}

_LIKE_FROM = 0.3  # description: above it the agreement speaks for a copy
_TITLE_LIKE_FROM = 0.2
_EQUAL_FROM = 0.995
_MOST_WORDS = 8
_AROUND = " .,;:!?()[]\"'“”‘’"
_AUTHOR_CODES = {
    Named.OTHER: "other-author",
    Named.LIKE: "author-like",
    Named.INITIALS: "author-initials",
    Named.SAME: "same-author",
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact about a pair; `details` fill the sentence of `code`."""

    field: str  # "author", "unit", "title" or "description"
    code: str
    details: dict[str, str | int | float]


def evidence_of(pair: Agreement, left: Features, right: Features) -> tuple[Evidence, ...]:
    """Return the facts of a pair: who, where, title, slots, description, in this order."""
    return (
        *_who(pair),
        *_where(pair),
        *_title(pair, left, right),
        *_slots(pair, left, right),
        *_description(pair),
    )


def turned(fact: Evidence) -> Evidence:
    """Return `fact` as it reads from the other side of the pair."""
    if "left" not in fact.details:
        return fact
    sides = {"left": fact.details["right"], "right": fact.details["left"]}
    return Evidence(fact.field, fact.code, fact.details | sides)


def _who(pair: Agreement) -> list[Evidence]:
    found = []
    if pair.same_ref is not None:
        found.append(_fact("author", "same-member" if pair.same_ref else "other-member"))
    if pair.named is not None:
        found.append(_fact("author", _AUTHOR_CODES[pair.named]))
    return found


def _where(pair: Agreement) -> list[Evidence]:
    if pair.place is Place.ELSEWHERE:
        return []
    code = "same-workplace" if pair.place is Place.WORKPLACE else "same-unit"
    return [_fact("unit", code)]


def _title(pair: Agreement, left: Features, right: Features) -> list[Evidence]:
    like = pair.title.like
    if like >= _EQUAL_FROM:
        return [_fact("title", "title-equal")]
    if like < _TITLE_LIKE_FROM:
        return []
    found = [_fact("title", "title-like", percent=_percent(like))]
    one = _as_typed(pair.title.only_left, left.title)
    other = _as_typed(pair.title.only_right, right.title)
    if one or other:
        found.append(_fact("title", "title-differs", left=one, right=other))
    return found


def _as_typed(words: tuple[str, ...], title: str) -> str:
    """Return the tokens of `title` that hold one of the bare `words`, in their order."""
    wanted = set(words)
    tokens = [token for token in title.split() if wanted.intersection(_bare(token))]
    return " ".join(token.strip(_AROUND) for token in tokens[:_MOST_WORDS])


@lru_cache(maxsize=16384)
def _bare(token: str) -> tuple[str, ...]:
    return syllables(token)


def _slots(pair: Agreement, left: Features, right: Features) -> list[Evidence]:
    found = []
    for slot in pair.slots:
        one: frozenset[str] = getattr(left.slots, slot + "s")
        other: frozenset[str] = getattr(right.slots, slot + "s")
        values = {"left": _listed(one - other), "right": _listed(other - one)}
        found.append(_fact("title", slot + "-differs", **values))
    return found


def _listed(values: Iterable[str]) -> str:
    return ", ".join(sorted(values, key=lambda value: (len(value), value)))


def _description(pair: Agreement) -> list[Evidence]:
    if pair.description is None:
        return []
    if pair.description >= _EQUAL_FROM:
        return [_fact("description", "description-equal")]
    code = "description-like" if pair.description >= _LIKE_FROM else "description-unlike"
    return [_fact("description", code, percent=_percent(pair.description))]


def _percent(share: float) -> int:
    # down, so that 100 is said only of equal texts
    return int(share * 100)


def _fact(field: str, code: str, **details: str | float) -> Evidence:
    return Evidence(field, code, dict(details))

"""What was typed into the search box, read as words that all must occur; and what fits best."""

import unicodedata
from dataclasses import dataclass

from sangkien.core.search.words import (
    campaign_word,
    codes_in,
    place_word,
    plain,
    tokens_in,
)
from sangkien.core.text import fold
from sangkien.core.vietnamese.slips import repair
from sangkien.core.vietnamese.syllables import with_i

MOST_WORDS = 12  # of a search; what is typed beyond them is not looked for
SHORTEST_BEGUN = 2  # letters from which the last word may be only begun


@dataclass(frozen=True, slots=True)
class Term:
    """A word that occurs as it is, or with anything behind it where it was only begun."""

    word: str
    is_begun: bool = False


Group = tuple[Term, ...]  # one of these must occur
Query = tuple[Group, ...]  # each of these must hold


def read_query(typed: str) -> Query:
    """Return what must occur; empty where nothing that was typed can be looked for.

    The last word may be only begun, for lists that follow the typing.

    >>> read_query("giải phá")
    ((Term(word='giai', is_begun=False),), (Term(word='pha', is_begun=True),))
    >>> read_query("S7-1200 bơm")[0]
    (Term(word='s71200', is_begun=False),)
    """
    groups: list[Group] = []
    pieces = plain(typed).split()
    loose: list[str] = []  # words with nothing special about them: mended together, as texts are
    for at, piece in enumerate(pieces):
        is_last = at == len(pieces) - 1
        if code := codes_in(piece):
            groups.append((Term(code[0], is_begun=is_last),))
        elif is_last and (tokens := tokens_in(piece)):
            *run_together, last = repair(tokens[-1:])
            loose += [*tokens[:-1], *run_together]
            groups.append(_last(last if run_together else tokens[-1], last))
        else:
            loose += tokens_in(piece)
    whole = [(Term(with_i(token)),) for token in repair(loose)]
    return tuple(dict.fromkeys([*whole, *groups]))[:MOST_WORDS]


def within(query: Query, *, campaign_id: int, unit_ids: tuple[int, ...]) -> Query:
    """Return the query for entries of the campaign at or below one of the units; of none: all."""
    places: Query = ((Term(campaign_word(campaign_id)),),)
    if unit_ids:
        places += (tuple(Term(place_word(unit_id)) for unit_id in unit_ids),)
    return (*query, *places)


def closeness(typed: str, title: str) -> int:
    """Return how well a title fits what was typed: the larger, the better.

    8 for the words one after the other, 4 more at the beginning, 2 where all are in the title at
    all, 1 where they are written alike, with their diacritics.

    >>> closeness("giải pháp", "Giải pháp lọc nước"), closeness("lọc nước", "Giải pháp lọc nước")
    (15, 11)
    >>> closeness("nước lọc", "Giải pháp lọc nước"), closeness("Lò Văn An", "Giải pháp lọc nước")
    (2, 0)
    """
    asked, told = tokens_in(fold(typed)), tokens_in(fold(title))
    phrase, text = f" {' '.join(asked)}", f" {' '.join(told)} "
    score = 8 if phrase in text else 0
    score += 4 if text.startswith(phrase) else 0
    score += 2 if set(asked[:-1]) <= set(told) and f" {asked[-1] if asked else ''}" in text else 0
    return score + (1 if _as_written(typed) in _as_written(title) else 0)


def _last(token: str, mended: str) -> Group:
    """The last word: as it is spelt in the index, as typed so far, and with its slips mended."""
    is_begun = len(token) >= SHORTEST_BEGUN
    words = dict.fromkeys([with_i(token), token, mended])
    return tuple(Term(word, is_begun) for word in words)


def _as_written(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())

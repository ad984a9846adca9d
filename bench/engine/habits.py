"""How originals look on the page: not every author writes like the book, and nobody is a copy yet.

Without these an odd spelling, a wrapping or the wrong unit would give a duplicate away.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from bench.engine import encodings, slips
from bench.engine.abbreviations import abbreviated

Change = Callable[[str], str]
WRONG_UNIT_SHARE, SHORT_UNIT_SHARE = 0.07, 0.05  # ticked above; written in short


@dataclass(frozen=True, slots=True)
class Habit:
    """One way to write an entry, and how often it comes among originals."""

    share: float
    title: Callable[[Random, str], str]
    text: Change = str  # of each sentence
    is_plain: bool = True  # still Vietnamese to the eye: can be copied in every way


def _both(share: float, change: Change, *, is_plain: bool = True) -> Habit:
    return Habit(share, lambda _random, title: change(title), change, is_plain)


def _title(share: float, change: Change, *, is_plain: bool = True) -> Habit:
    return Habit(share, lambda _random, title: change(title), is_plain=is_plain)


HABITS = (
    _title(0.03, str.upper),
    _title(0.03, "“{}”".format),
    _title(0.03, "{}.".format),
    Habit(0.035, abbreviated),
    Habit(0.02, slips.mistyped),
    Habit(0.02, slips.in_stock_words),
    _both(0.05, encodings.tone_moved),
    _both(0.05, encodings.i_for_y),
    _both(0.012, encodings.nfd),
    _both(0.008, encodings.no_diacritics, is_plain=False),
    _both(0.003, encodings.tcvn3, is_plain=False),
    _both(0.003, encodings.vni, is_plain=False),
    _title(0.003, encodings.telex, is_plain=False),
    _title(0.003, encodings.vni_keys, is_plain=False),
)
_BY_THE_BOOK = Habit(1 - sum(habit.share for habit in HABITS), lambda _random, title: title)
_ALL = (*HABITS, _BY_THE_BOOK)
_SHARES = [habit.share for habit in _ALL]


def draw_habit(random: Random) -> Habit:
    """Return one of the habits; seven in ten write by the book."""
    return random.choices(_ALL, _SHARES)[0]

"""Names as they come in the country's lists: drawn by frequency, belonging to nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from bench.engine.tables import table

NUMBER_SHARE = 0.35  # people who give their member number
WOMEN_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    number: str  # member number, often ""


@dataclass(frozen=True, slots=True)
class _Weighted:
    """Values and how often they come, in per mille or any other measure."""

    values: Sequence[str]
    until: Sequence[float]

    def draw(self, random: Random) -> str:
        return random.choices(self.values, cum_weights=self.until)[0]


def _counted(listed: Sequence[str]) -> _Weighted:
    """Read "Nguyễn 315", "Trần 109"."""
    values, weights = zip(*(entry.rsplit(" ", 1) for entry in listed), strict=True)
    return _Weighted(values, list(accumulate(map(float, weights))))


def _fading(listed: Sequence[str], power: float = 0.55) -> _Weighted:
    """Read values in order of frequency: the n-th comes as often as n to the minus `power`."""
    return _Weighted(listed, list(accumulate((n + 4) ** -power for n in range(len(listed)))))


_NAMES = table("names")["common"]
_UPLAND = table("names")["upland"]
FAMILY = _counted(_NAMES["family"])
MIDDLE = {True: _counted(_NAMES["womens_middle"]), False: _counted(_NAMES["mens_middle"])}
GIVEN = {True: _fading(_NAMES["womens"]), False: _fading(_NAMES["mens"])}
# peoples of the North-West as they come among authors
_PEOPLES = ("Thái", "Thái", "Mông", "Mông", "Dao", "Mường", "Tày", "Hà Nhì")


def draw_person(random: Random, *, is_upland: bool = False) -> Person:
    """Return a person; among the upland units every second one has a minority name."""
    is_woman = random.random() < WOMEN_SHARE
    if random.random() < (0.5 if is_upland else 0.03):
        name = _upland_name(random, is_woman=is_woman)
    else:
        middle, given = MIDDLE[is_woman].draw(random), GIVEN[is_woman].draw(random)
        name = f"{FAMILY.draw(random)} {middle} {given}"
    number = f"{random.randrange(10**9):010d}" if random.random() < NUMBER_SHARE else ""
    return Person(name, number)


def _upland_name(random: Random, *, is_woman: bool) -> str:
    people = _UPLAND[random.choice(_PEOPLES)]
    middle, given = ("womens_middle", "womens") if is_woman else ("mens_middle", "mens")
    return " ".join(random.choice(people[part]) for part in ("family", middle, given))

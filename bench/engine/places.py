"""Units and workplaces, generated: their names, their sizes, what a hurried member writes."""

from dataclasses import dataclass
from itertools import accumulate
from random import Random

from bench.engine.grammar import Trade, trades
from bench.engine.tables import table

ENTRIES_PER_UNIT = 28  # on the average of a whole file
UPLAND_SHARE = 0.22
SIZE_SPREAD = 1.15  # of the lognormal sizes

_WORDS = table("places")
_LAND = {False: "lowland", True: "upland"}
SCHOOLS = frozenset(
    ("MN", "MG", "TH", "TH-THCS", "PTDTBT-TH", "THCS", "PTDTBT-THCS", "THPT", "DTNT", "GDTX")
)


@dataclass(frozen=True, slots=True)
class Unit:
    name: str  # in full, with the district
    short: str  # as a hurried member writes it
    upper: str  # what is ticked by mistake
    place: str  # as titles say it: "tại trường Tiểu học …"
    trade: Trade
    is_upland: bool


class Country:
    """All units of a file: the same in every part of it, as they depend on the seed alone."""

    def __init__(self, seed: int, count: int) -> None:
        random = Random(f"units {seed}")
        found = trades()
        weights = [trade.weight for trade in found]
        number = max(40, count // ENTRIES_PER_UNIT)
        self.districts = [_district(random) for _ in range(max(8, number // 45))]
        self.units = [self._unit(random, random.choices(found, weights)[0]) for _ in range(number)]
        self._until = list(accumulate(random.lognormvariate(0, SIZE_SPREAD) for _ in self.units))

    def draw(self, random: Random) -> Unit:
        """Return a unit; the large ones come more often."""
        return random.choices(self.units, cum_weights=self._until)[0]

    def _unit(self, random: Random, trade: Trade) -> Unit:
        district, province, is_upland = random.choice(self.districts)
        kind = random.choice(trade.unit_kinds)
        commune = _compound(random, is_upland=is_upland)
        words = {
            "c": commune,
            "d": district,
            "n": _school_name(random, kind, commune),
            "t": _firm_name(random, commune),
        }
        (full,), (short,) = _WORDS["full"][kind], _WORDS["short"][kind]
        full, short = full.format_map(words), short.format_map(words)
        where = "" if district in full else f", huyện {district}"
        upper = (
            f"Công đoàn ngành Giáo dục tỉnh {province}"
            if kind in SCHOOLS
            else f"Liên đoàn Lao động huyện {district}"
        )
        place = f"tại {full[0].lower()}{full[1:]}"
        return Unit(full + where, short, upper, place, trade, is_upland)


def _district(random: Random) -> tuple[str, str, bool]:
    is_upland = random.random() < UPLAND_SHARE
    province = _compound(random, is_upland=is_upland)
    return _compound(random, is_upland=is_upland), province, is_upland


def _compound(random: Random, *, is_upland: bool) -> str:
    first, second = (random.choice(_WORDS[part][_LAND[is_upland]]) for part in ("first", "second"))
    return f"{first} {second}" if first != second else f"{first} Sơn"


def _school_name(random: Random, kind: str, commune: str) -> str:
    drawn = random.random()
    if drawn < 0.25 and kind != "MN":
        return random.choice(_WORDS["named"]["honoured"])
    if drawn < 0.2:
        return random.choice(_WORDS["named"]["flowers"])
    return f"{commune} {random.choice('12')}" if drawn > 0.85 else commune


def _firm_name(random: Random, commune: str) -> str:
    name = random.choice(_WORDS["named"]["firms"])
    return f"{name} {commune}" if random.random() < 0.5 else name

"""Templates with slots, read from `trades/*.toml`, and how they are filled at random."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from string import Formatter
from types import MappingProxyType

from bench.engine.tables import read

TRADES = Path(__file__).with_name("trades")

Slots = Mapping[str, Sequence[str]]
Draw = Callable[[], float]  # 0 ≤ x < 1; how it is spread decides how popular the first words are


@dataclass(frozen=True, slots=True)
class Topic:
    """What one may write about in a trade: slots for its titles and its sentences."""

    name: str  # of its trade, with its number there
    slots: Mapping[str, Sequence[str]]
    generic: Sequence[str]  # templates of titles many authors share
    specific: Sequence[str]
    stock: Sequence[str]  # sentences all authors share, word for word
    free: Sequence[str]
    headings: Sequence[Sequence[str]]  # of the three parts of a description


@dataclass(frozen=True, slots=True)
class Trade:
    name: str
    weight: float
    unit_kinds: Sequence[str]
    topics: Sequence[Topic]


@cache
def trades() -> Sequence[Trade]:
    """Return the trades with their topics, in the order of their names."""
    common = read(TRADES / "common.toml")
    files = sorted(path for path in TRADES.glob("*.toml") if path.stem != "common")
    return [_trade(path.stem, read(path), common) for path in files]


@cache
def topics() -> Mapping[str, Topic]:
    """Return the topics of all trades by their names."""
    return {topic.name: topic for trade in trades() for topic in trade.topics}


def _trade(name: str, found: dict, common: dict) -> Trade:
    return Trade(
        name,
        found["weight"],
        found["units"],
        [
            Topic(
                name=f"{name} {number}",
                slots=_slots(common["slots"] | _NUMBERS, found["slots"], topic),
                generic=common["titles"]["generic"],
                specific=common["titles"]["specific"],
                stock=common["sentences"]["stock"],
                free=[*found["sentences"]["free"], *common["sentences"]["free"]],
                headings=[line.split("; ") for line in common["sentences"]["headings"]],
            )
            for number, topic in enumerate(found["topics"], 1)
        ],
    )


def _slots(shared: dict, own: dict, topic: dict) -> Slots:
    """A topic's words stand before its trade's, and those before everyone's."""
    slots = shared | own | topic
    for name in ("method", "trouble", "gain", "tool", "who", "group"):
        slots[name] = [*topic.get(name, ()), *own.get(name, ()), *shared[name]]
    return MappingProxyType(slots)


_NUMBERS = {
    "num": [str(number) for number in (*range(2, 40), *range(40, 400, 5))],
    "pct": [f"{number}%" for number in (*range(3, 100), "12,5", "37,5", "66,7", "98,6", "99,2")],
    "month": [f"tháng {month}/{year}" for year in (2020, 2021, 2022) for month in range(1, 13)],
}


@cache
def parts_of(template: str) -> tuple[tuple[str, str | None], ...]:
    """Return (text, slot after it) of a template.

    >>> parts_of("dạy {subject} cho {grade}")
    (('dạy ', 'subject'), (' cho ', 'grade'))
    """
    return tuple((text, slot) for text, slot, _, _ in Formatter().parse(template))


def filled(template: str, slots: Slots, fixed: Mapping[str, str], draw: Draw) -> str:
    """Return the template with every slot filled, also those inside what fills a slot."""
    out: list[str] = []
    _fill(template, slots, fixed, draw, out)
    return "".join(out)


def _fill(
    template: str, slots: Slots, fixed: Mapping[str, str], draw: Draw, out: list[str]
) -> None:
    for text, slot in parts_of(template):
        out.append(text)
        if slot is not None:
            chosen = fixed.get(slot)
            if chosen is None:
                options = slots[slot]
                chosen = options[int(draw() * len(options))]
            if "{" in chosen:
                _fill(chosen, slots, fixed, draw, out)
            else:
                out.append(chosen)


def choose(template: str, slots: Slots, chosen: dict[str, str], draw: Draw) -> None:
    """Settle every slot the template needs, one value a slot, into `chosen`."""
    for _, slot in parts_of(template):
        if slot is not None and slot not in chosen:
            options = slots[slot]
            chosen[slot] = options[int(draw() * len(options))]
            choose(chosen[slot], slots, chosen, draw)


def popular(random: Random, exponent: float) -> Draw:
    """Return a draw that prefers the first alternatives, the more the larger the exponent."""
    uniform = random.random
    return lambda: uniform() ** exponent

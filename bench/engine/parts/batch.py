"""How long it takes from texts in memory to clusters, and how that grows."""

from math import log
from typing import Any

from bench.engine.parts.goals import Goal, at_most
from bench.engine.parts.run import Run

MILLION = 1_000_000
GROWN = (100_000, MILLION)  # entries between which growth is held against its bounds


def measure(run: Run) -> dict[str, Any]:
    """Return what each size took, and the exponent of growth from the smallest to the largest."""
    sizes = [run.facts(count) for count in run.sizes]
    growth = growth_exponent(sizes[0], sizes[-1]) if len(sizes) > 1 else None
    return {"sizes": sizes, "growth_exponent": growth}


def growth_exponent(small: dict[str, Any], large: dict[str, Any]) -> float:
    """Return e where seconds grow as entries to the power e."""
    grown = log(large["seconds"] / small["seconds"])
    return round(grown / log(large["entries"] / small["entries"]), 3)


def goals(result: dict[str, Any]) -> list[Goal]:
    found = [
        at_most("batch of 1,000,000, from texts to clusters", size["seconds"], 48.0, 12.0, "s")
        for size in result["sizes"]
        if size["entries"] == MILLION
    ]
    if (result["sizes"][0]["entries"], result["sizes"][-1]["entries"]) == GROWN:
        what = "batch growth from 100,000 to 1,000,000, exponent"
        found.append(at_most(what, result["growth_exponent"], 1.2, 1.05))
    return found

"""Persons nobody here made: the four sets of Febrl, beside two libraries that match persons."""

from typing import Any

from bench.engine.parts.apart import apart
from bench.engine.parts.goals import Goal
from bench.engine.parts.run import Run
from bench.engine.peers.environment import peers_python


def measure(run: Run) -> dict[str, Any]:
    """Return precision, recall and F1 of each matcher on each set; `run` bounds the time."""
    found: list[dict[str, Any]] = apart(
        "bench.engine.peers.febrl", python=peers_python(), within_s=run.slot_s
    )
    return {"sets": found}


def goals(_result: dict[str, Any]) -> list[Goal]:
    """Return none: the engine judges works, and reads of a person a name, a place, a number."""
    return []

"""Invented submissions for measurements: the example's words, put together anew by a seed.

Titles join the head of one of the example's ideas to the tail of another, texts are clauses of
several ideas. So words, stock phrases, workplaces and names come as often as in real sheets,
while hardly any two entries are copies of each other.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from example.makers.entries import COUNCIL, FIELDS, HEAD, PUBLIC_SERVANT, WORKER
from example.makers.ideas import ideas
from example.makers.people import ELSEWHERE, MIXES, PEOPLES
from example.makers.tree import GRASSROOTS, Unit, units

FIRST_DAY, DAYS = date(2021, 9, 1), 120  # of application: all inside the example's window
CLAUSES = (3, 6)  # of a description, at least and at most
_TAIL = re.compile(r"\s(?=(?:cho|tại|ở|trong|bằng|thông qua|qua|nhằm|giúp|từ|theo|gắn)\s)")
_CLAUSE = re.compile(r"[.;,]\s+")


def submissions(random: Random, count: int, *, first: int = 1) -> Iterator[dict[str, str]]:
    """Yield `count` submissions as the interface takes them; `first` numbers their keys."""
    words = _Words()
    for number in range(first, first + count):
        yield words.submission(random, number)


class _Words:
    """The vocabulary of the example, cut into pieces."""

    def __init__(self) -> None:
        known = ideas()
        cut = [_TAIL.split(idea.title, maxsplit=1) for idea in known]
        self.heads = sorted({parts[0] for parts in cut})
        self.tails = sorted({parts[1] for parts in cut if len(parts) > 1})
        self.solutions = _clauses(idea.solution for idea in known)
        self.effects = _clauses(idea.effect for idea in known)
        self.workplaces = [unit for unit in units() if unit.kind == GRASSROOTS]

    def submission(self, random: Random, number: int) -> dict[str, str]:
        unit = random.choice(self.workplaces)
        applied = FIRST_DAY + timedelta(days=random.randrange(DAYS))
        recognised = applied + timedelta(days=random.randrange(7, 60))
        return {
            "client_ref": f"do-{number:07d}",
            "title": self._title(random),
            "authors": _person(random, unit),
            "member_number": f"ĐV-{random.randrange(100):02d}-{number:07d}",
            "workplace": random.choice(unit.workplaces or (unit.name,)),
            "ticked_unit": unit.parent,
            "field": random.choice(list(FIELDS.values())),
            "member_kind": random.choice((PUBLIC_SERVANT, PUBLIC_SERVANT, WORKER)),
            "description": _said(random, self.solutions, random.randint(*CLAUSES)),
            "effect": _said(random, self.effects, 2),
            "benefit": random.choice(("", "", f"{random.randrange(2, 90)}.000.000 đồng")),
            "applied_on": f"{applied:%d/%m/%Y}",
            "recognised_by": random.choice((COUNCIL, HEAD)),
            "recognition_number": f"{random.randrange(1, 400)}/QĐ",
            "recognised_on": f"{recognised:%d/%m/%Y}",
        }

    def _title(self, random: Random) -> str:
        tails = random.sample(self.tails, 2)
        return " ".join((random.choice(self.heads), *tails))[:480]


def _clauses(texts: Iterator[str]) -> list[str]:
    found = {clause.strip(" .") for text in texts for clause in _CLAUSE.split(text)}
    return sorted(clause for clause in found if clause.count(" ") > 2)


def _said(random: Random, clauses: list[str], count: int) -> str:
    chosen = random.sample(clauses, count)
    return ". ".join(clause[0].upper() + clause[1:] for clause in chosen) + "."


def _person(random: Random, unit: Unit) -> str:
    mix = MIXES.get(unit.parent, ELSEWHERE)
    people = PEOPLES[random.choices(list(mix), weights=list(mix.values()))[0]]
    given = random.choice(people.women + people.men)
    return f"{random.choice(people.family)} {given}"

"""Shares that an officer types for each author of an entry."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from sangkien.core.reading.numbers import read_percent
from sangkien.core.reading.unreadable import Unreadable
from sangkien.core.text import tidy
from sangkien.inputs.problem import BadInput, FieldProblem, problem_of

PREFIX = "share-"  # of the field of an author, before the id
WHOLE = Decimal(100)
CENT = Decimal("0.01")


def read_shares(sent: Mapping[str, str], author_ids: Iterable[int]) -> dict[int, Decimal]:
    """Return the shares in percent by author; raise BadInput with each that is no share."""
    shares: dict[int, Decimal] = {}
    problems = []
    for author_id in author_ids:
        field = f"{PREFIX}{author_id}"
        typed = tidy(sent.get(field, ""))
        try:
            share = read_percent(typed) * WHOLE
        except Unreadable as why:
            problems.append(problem_of(field, why))
            continue
        if not 0 < share <= WHOLE or share != share.quantize(CENT):
            problems.append(FieldProblem(field, "share-form", {"typed": typed}))
        shares[author_id] = share
    if problems:
        raise BadInput(tuple(problems))
    return shares

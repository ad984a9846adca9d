"""The shape of a signal: figures that somebody should look at again, and what they mean."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from sangkien.core.signals.figures import Figures

Value = int | float | str
Limits = Mapping[str, int]
NO_VALUES: Mapping[str, Value] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Seen:
    """What a signal saw at one unit.

    `figure` is the one number it is about, as coarse as a reader takes it in: an explanation holds
    until it changes. `values` fill the sentence; names end in their unit (`_percent`, `_vnd`,
    `_on`). `about` says which entries, in the words of the list's address.
    """

    figure: str
    values: Mapping[str, Value]
    about: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Signal:
    """`says` has {placeholders} of the values and limits; `reading` names ordinary reasons."""

    code: str
    title: str
    says: str
    reading: str
    check: Callable[[Figures, Limits], Seen | None]
    limits: Limits


def percent(part: int, whole: int) -> int:
    """Return the share in whole percent, halves up.

    >>> percent(1, 8), percent(0, 0)
    (13, 0)
    """
    return (200 * part + whole) // (2 * whole) if whole else 0

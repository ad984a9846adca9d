"""What a line of the journal says beside its verb: of which record, what was before and after."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any

HIDDEN = "#"  # begins what is kept of a personal value: a salted hash
Changes = dict[str, list[Any]]  # name of the field → [before, after], plain JSON values


class Kind(StrEnum):
    """Kinds of records that have a page of their own in the journal."""

    ENTRY = "entry"
    CAMPAIGN = "campaign"
    UNIT = "unit"
    ACCOUNT = "account"
    LETTER = "letter"
    SNAPSHOT = "snapshot"
    BATCH = "batch"  # one sheet brought in
    RUN = "run"  # one screening of all entries again
    LIST = "list"  # the list of a unit, as it was confirmed


# `details` name the record under its kind; a letter also names the table it was drafted from
_NAMED = (Kind.ACCOUNT, Kind.LETTER, Kind.SNAPSHOT, Kind.BATCH, Kind.RUN, Kind.LIST)


def subject_of(
    details: Mapping[str, Any],
    *,
    initiative_id: int | None = None,
    unit_id: int | None = None,
    campaign_id: int | None = None,
) -> tuple[str, int | None]:
    """Return the kind and id of the one record a line is about, ("", None) for none.

    >>> subject_of({"letter": 7, "snapshot": 3}, unit_id=2, campaign_id=1)
    ('letter', 7)
    >>> subject_of({"value": 20}, unit_id=2, campaign_id=1)
    ('unit', 2)
    """
    if initiative_id is not None:
        return Kind.ENTRY.value, initiative_id
    for kind in _NAMED:
        if isinstance(named := details.get(kind), int):
            return kind.value, named
    if unit_id is not None:
        return Kind.UNIT.value, unit_id
    return (Kind.CAMPAIGN.value, campaign_id) if campaign_id is not None else ("", None)


BUCKET = 64  # ids of one row in the index of mentions


def listed(ids: Iterable[int]) -> str:
    """Return ids as one text in which each is found between its commas, "" for none.

    >>> listed([245, 7])
    ',7,245,'
    """
    found = ",".join(str(one) for one in sorted(set(ids)))
    return f",{found}," if found else ""


def ids_listed(text: str) -> list[int]:
    """Return the ids of what `listed` wrote.

    >>> ids_listed(',7,245,')
    [7, 245]
    """
    return [int(one) for one in text.strip(",").split(",") if one]


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> Changes:
    """Return what differs, field by field, as [before, after]; what one side lacks is None there.

    Settings within settings get dotted names.

    >>> changes_between({"a": 1, "b": {"c": 2, "d": 3}}, {"a": 1, "b": {"c": 4, "d": 3}})
    {'b.c': [2, 4]}
    """
    old, new = dict(_flat(before)), dict(_flat(after))
    names = dict.fromkeys([*old, *new])
    return {n: [old.get(n), new.get(n)] for n in names if old.get(n) != new.get(n)}


def list_changes(name: str, before: Iterable[str], after: Iterable[str]) -> Changes:
    """Return what a replaced list of rows lost and gained; only its order counts as nothing.

    >>> list_changes("places", ["a", "b"], ["b", "c"])
    {'places': [['a'], ['c']]}
    """
    old, new = dict.fromkeys(before), dict.fromkeys(after)
    lost, gained = [row for row in old if row not in new], [row for row in new if row not in old]
    return {name: [lost, gained]} if lost or gained else {}


def _flat(values: Mapping[str, Any], within: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        if is_dataclass(value) and not isinstance(value, type):
            value = asdict(value)  # noqa: PLW2901 - the same value, as a mapping
        if isinstance(value, Mapping):
            yield from _flat(value, f"{within}{name}.")
        else:
            yield f"{within}{name}", plain(value)


def plain(value: Any) -> Any:
    """Return the value as JSON holds it: days as yyyy-mm-dd, exact numbers as texts.

    >>> plain((date(2022, 3, 17), Decimal("33.30"), Kind.UNIT))
    ['2022-03-17', '33.30', 'unit']
    """
    if is_dataclass(value) and not isinstance(value, type):
        value = asdict(value)
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, set | frozenset):
        return sorted(plain(one) for one in value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):  # a moment too
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value

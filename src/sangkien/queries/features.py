"""What the duplicate engine reads of stored entries: rows kept ready, else their texts."""

from collections import defaultdict
from collections.abc import Collection

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from sangkien.adapters.store import store_for
from sangkien.core.duplicates import Text
from sangkien.models import Author, Campaign, DuplicateFeatures, Initiative, PersonalDetail
from sangkien.queries.duplicates import NOT_FILED
from sangkien.queries.sql import rows

_KEPT = """
SELECT kept.initiative_id, kept.packed, detail.name
FROM sangkien_duplicatefeatures AS kept
LEFT JOIN sangkien_personaldetail AS detail ON detail.initiative_id = kept.initiative_id
WHERE kept.initiative_id {among} AND kept.engine_version = %s
ORDER BY kept.initiative_id, detail.id
"""
_TITLES = """
SELECT entry.id, entry.title, entry.workplace, unit.short_name
FROM sangkien_initiative AS entry JOIN sangkien_unit AS unit ON unit.id = entry.unit_id
WHERE entry.id {among}
"""


def kept_rows(entry_ids: Collection[int], version: str) -> dict[int, tuple[bytes, tuple[str, ...]]]:
    """Return what this version of the engine kept of these entries.

    With it the authors' names, as typed, which are kept nowhere else. One query.
    """
    among, ids = store_for(connection).among(entry_ids)
    packed: dict[int, bytes] = {}
    names: defaultdict[int, list[str]] = defaultdict(list)
    for entry_id, blob, name in rows(_KEPT.format(among=among), (ids, version)):
        packed[entry_id] = bytes(blob)
        if name is not None:
            names[entry_id].append(name)
    return {entry_id: (blob, tuple(names[entry_id])) for entry_id, blob in packed.items()}


def outdated(campaign: Campaign, version: str, most: int, *, after: int = 0) -> list[int]:
    """Return the earliest filed entries, `most` at the most, that this engine has yet to read.

    Only those with a higher number than `after`.
    """
    found = _outdated(version).filter(campaign=campaign, id__gt=after)
    return list(found.order_by("id").values_list("id", flat=True)[:most])


def campaigns_outdated(version: str) -> list[Campaign]:
    """Return the campaigns with entries that this engine has yet to read. One query."""
    found = _outdated(version).filter(campaign=OuterRef("id"))
    return list(Campaign.objects.filter(Exists(found)).select_related("owner").order_by("id"))


def count_outdated(version: str, campaign: Campaign | None = None) -> int:
    """Return how many entries this engine has yet to read, in a campaign or in all. One query."""
    found = _outdated(version)
    return (found.filter(campaign=campaign) if campaign else found).count()


def _outdated(version: str) -> QuerySet[Initiative]:
    as_it_reads = DuplicateFeatures.objects.filter(
        initiative=OuterRef("id"), engine_version=version, is_stale=False
    )
    return Initiative.objects.filter(~Exists(as_it_reads)).exclude(state__in=NOT_FILED)


def titles_of(entry_ids: Collection[int]) -> dict[int, Text]:
    """Return of each entry what evidence shows: its title, and the names to leave out of it."""
    if not entry_ids:
        return {}
    among, ids = store_for(connection).among(entry_ids)
    return {
        entry_id: Text(title=title, own_names=(workplace, unit_name))
        for entry_id, title, workplace, unit_name in rows(_TITLES.format(among=among), (ids,))
    }


def texts_of(entry_ids: Collection[int]) -> dict[int, Text]:
    """Return what the engine reads of each entry. Three queries, however many entries."""
    names: defaultdict[int, list[str]] = defaultdict(list)
    details = PersonalDetail.objects.filter(initiative__in=entry_ids).order_by("id")
    for entry_id, name in details.values_list("initiative_id", "name"):
        names[entry_id or 0].append(name)
    refs: defaultdict[int, list[str]] = defaultdict(list)
    authors = Author.objects.filter(initiative__in=entry_ids, person__has_number=True)
    for entry_id, identity in authors.values_list("initiative_id", "person__identity"):
        refs[entry_id].append(identity)
    entries = Initiative.objects.filter(id__in=entry_ids).values_list(
        "id", "title", "description", "effect", "workplace", "unit_id", "unit__short_name"
    )
    return {
        entry_id: Text(
            title=title,
            description=description,
            effect=effect,
            authors=tuple(names[entry_id]),
            member_refs=tuple(refs[entry_id]),
            workplace=workplace,
            unit=str(unit_id),
            own_names=(workplace, unit_name),
        )
        for entry_id, title, description, effect, workplace, unit_id, unit_name in entries
    }

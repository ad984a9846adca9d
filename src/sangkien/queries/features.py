"""What the duplicate engine reads of stored entries: rows kept ready, else their texts."""

from collections import defaultdict
from collections.abc import Collection

from sangkien.core.duplicates import Text
from sangkien.models import Author, Initiative, PersonalDetail
from sangkien.queries.duplicates import NOT_FILED
from sangkien.queries.sql import marks, rows

_KEPT = """
SELECT entry.id, kept.packed, detail.name
FROM sangkien_duplicatefeatures AS kept
JOIN sangkien_initiative AS entry ON entry.id = kept.initiative_id
LEFT JOIN sangkien_personaldetail AS detail ON detail.initiative_id = entry.id
WHERE kept.initiative_id IN ({ids}) AND kept.engine_version = %s
    AND kept.unit_path = entry.unit_path
ORDER BY detail.id
"""


def kept_rows(entry_ids: Collection[int], version: str) -> dict[int, tuple[bytes, tuple[str, ...]]]:
    """Return what this version of the engine kept of these entries, as far as it still holds.

    With it the authors' names, as typed, which are kept nowhere else. One query.
    """
    ids = sorted(entry_ids)
    packed: dict[int, bytes] = {}
    names: defaultdict[int, list[str]] = defaultdict(list)
    for entry_id, blob, name in rows(_KEPT.format(ids=marks(ids)), (*ids, version)):
        packed[entry_id] = bytes(blob)
        if name is not None:
            names[entry_id].append(name)
    return {entry_id: (blob, tuple(names[entry_id])) for entry_id, blob in packed.items()}


def outdated(version: str, most: int) -> list[int]:
    """Return the earliest filed entries, `most` at the most, that this engine did not read."""
    filed = Initiative.objects.exclude(state__in=NOT_FILED)
    other = filed.exclude(features__engine_version=version)
    return list(other.order_by("id").values_list("id", flat=True)[:most])


def titles_of(entry_ids: Collection[int]) -> dict[int, Text]:
    """Return of each entry what evidence shows: its title, and the names to leave out of it."""
    if not entry_ids:
        return {}
    entries = Initiative.objects.filter(id__in=entry_ids).values_list(
        "id", "title", "workplace", "unit__short_name"
    )
    return {
        entry_id: Text(title=title, own_names=(workplace, unit_name))
        for entry_id, title, workplace, unit_name in entries
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
        "id", "title", "description", "effect", "workplace", "unit_path", "unit__short_name"
    )
    return {
        entry_id: Text(
            title=title,
            description=description,
            effect=effect,
            authors=tuple(names[entry_id]),
            member_refs=tuple(refs[entry_id]),
            workplace=workplace,
            unit_path=unit_path,
            own_names=(workplace, unit_name),
        )
        for entry_id, title, description, effect, workplace, unit_path, unit_name in entries
    }

"""What the duplicate engine reads of stored entries: features kept ready, else their texts."""

from collections import defaultdict
from collections.abc import Collection
from functools import lru_cache

from sangkien.core.duplicates import ENGINE_VERSION, Features, Text, unpack
from sangkien.models import Author, Initiative, PersonalDetail
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

# the earliest entries of a popular key are asked for again and again; one takes 15 KB
_unpacked = lru_cache(maxsize=600)(unpack)


def kept_features(entry_ids: Collection[int]) -> dict[int, Features]:
    """Return the features kept of these entries, as far as they still hold. One query."""
    ids = sorted(entry_ids)
    packed: dict[int, bytes] = {}
    names: defaultdict[int, list[str]] = defaultdict(list)
    for entry_id, blob, name in rows(_KEPT.format(ids=marks(ids)), (*ids, ENGINE_VERSION)):
        packed[entry_id] = bytes(blob)
        if name is not None:
            names[entry_id].append(name)
    return {entry_id: _unpacked(blob, tuple(names[entry_id])) for entry_id, blob in packed.items()}


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

"""Which rows of a sheet were received before, as a preview tells it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sangkien.core.entry import content_hash
from sangkien.core.imports import ReadRow, RowKeys
from sangkien.queries.registered import registered_under


@dataclass(frozen=True, slots=True)
class KnownRow:
    """The entry that stands under a row's key; kind: "again", "conflict" or "withdrawn"."""

    kind: str
    entry_id: int


def known_rows(campaign_id: int, rows: Sequence[ReadRow], keys: RowKeys) -> dict[int, KnownRow]:
    """Return, by row number, the readable rows whose key is known. One query.

    `keys` has given the keys of all rows of the sheet before these.
    """
    key_of = {row.number: keys.key_of(row) for row in rows if row.entry is not None}
    stored = registered_under(campaign_id, set(key_of.values())) if key_of else {}
    return {
        row.number: KnownRow(stored[key].kind_for(content_hash(row.entry)), stored[key].id)
        for row in rows
        if row.entry is not None and (key := key_of[row.number]) in stored
    }

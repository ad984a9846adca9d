"""A frozen table rendered again, from the snapshot alone: the same bytes every time."""

import json

from sangkien.core.progress.canonical import read_canonical, sha256_of, utc_text
from sangkien.core.progress.table import ProgressTable
from sangkien.core.refusal import Refusal
from sangkien.queries.snapshots import Snapshot
from sangkien.reports.progress import REPORT


def frozen_table(snapshot: Snapshot) -> ProgressTable:
    """Return the table as it was frozen. Raises Refusal `snapshot-broken` (see `verify`)."""
    verify(snapshot)
    return read_canonical(snapshot.canonical)


def rendered(snapshot: Snapshot, format_word: str) -> bytes:
    """Return the snapshot in a format of the progress report.

    JSON keeps the moment of the freezing. Raises Refusal `snapshot-broken`.
    """
    table = frozen_table(snapshot)
    if format_word == "json":
        shown = json.loads(snapshot.canonical)
        return (json.dumps(shown, ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode()
    return REPORT.formats[format_word].render(table)


def verify(snapshot: Snapshot) -> None:
    """Refuse (`snapshot-broken`) a snapshot whose content is not what was frozen."""
    is_whole = sha256_of(snapshot.canonical) == snapshot.sha256
    if is_whole:
        shown = json.loads(snapshot.canonical)
        is_whole = (shown["day"], shown["rules_version"], shown["taken_at"]) == (
            snapshot.day.isoformat(),
            snapshot.rules_version,
            utc_text(snapshot.taken_at),
        )
    if not is_whole:
        raise Refusal("snapshot-broken", number=snapshot.id)

"""Import batches and their rows, as pages and commands show them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from sangkien.core.permissions import Verb
from sangkien.core.receipts import receipt_number
from sangkien.models import Account, Campaign, Finding, ImportBatch, ImportRow, Unit
from sangkien.queries.scope import Reader, below, places, visible_to

__all__ = [
    "UNFINISHED",
    "ImportBatch",
    "RowFate",
    "Unit",
    "batch_by_id",
    "fates",
    "import_units",
    "refused_rows",
    "unfinished_batch",
    "visible_batches",
]
UNFINISHED = (ImportBatch.State.PREVIEW, ImportBatch.State.RUNNING)


def batch_by_id(reader: Reader, batch_id: int) -> ImportBatch | None:
    return visible_to(reader, _whole()).filter(id=batch_id).first()


def visible_batches(reader: Reader, campaign: Campaign) -> QuerySet[ImportBatch]:
    """Return the campaign's batches of the units the reader may import for, newest first."""
    return visible_to(reader, _whole().filter(campaign=campaign))


def unfinished_batch(
    reader: Reader, campaign: Campaign, unit: Unit, sha256: str
) -> ImportBatch | None:
    """Return the newest batch of the same file and unit that was not brought to its end."""
    batches = visible_batches(reader, campaign)
    return batches.filter(unit=unit, sha256=sha256, state__in=UNFINISHED).first()


def import_units(account: Account | None, campaign: Campaign) -> list[Unit]:
    """Return the units one may import for: the owner and its members, within one's reach."""
    paths = places(account, Verb.IMPORT)
    units = Unit.objects.filter(below("path", paths), path__startswith=campaign.owner.path)
    return list(units.filter(level__lte=campaign.owner.level + 1).order_by("path"))


def refused_rows(batch: ImportBatch, *, limit: int) -> list[ImportRow]:
    """Return the first rows that could not be taken, in the order of the sheet."""
    return list(batch.rows.filter(verdict=ImportRow.Verdict.REFUSED).order_by("row_number")[:limit])


@dataclass(frozen=True, slots=True)
class RowFate:
    """What became of one row: verdict, key, receipt, problems, rules with a live finding."""

    verdict: str
    key: str
    receipt: str
    problems: Sequence[dict[str, object]]
    rules: tuple[str, ...]


def fates(batch: ImportBatch, row_numbers: Collection[int]) -> dict[int, RowFate]:
    """Return what became of these rows of the batch, by row number. Two queries."""
    rows = list(batch.rows.filter(row_number__in=row_numbers))
    rules: defaultdict[int, list[str]] = defaultdict(list)
    alive = Finding.objects.filter(
        initiative__in={row.initiative_id for row in rows if row.initiative_id},
        state__in=(Finding.State.OPEN, Finding.State.UPHELD),
    )
    for entry_id, rule in alive.order_by("rule").values_list("initiative_id", "rule"):
        rules[entry_id].append(rule)
    prefix = batch.campaign.receipt_prefix
    return {
        row.row_number: RowFate(
            verdict=row.verdict,
            key=row.key,
            receipt=receipt_number(prefix, row.initiative_id) if row.initiative_id else "",
            problems=row.problems,
            rules=tuple(rules[row.initiative_id or 0]),
        )
        for row in rows
    }


def _whole() -> QuerySet[ImportBatch]:
    return ImportBatch.objects.select_related("campaign__owner", "unit", "by").order_by("-id")

"""Keep the column of each entry and the tallies true to findings and journal."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date

from django.db import connection
from django.utils.timezone import get_default_timezone

from sangkien.actions.attempts import retried
from sangkien.adapters.store import store_for
from sangkien.core.facts import PhaseWindow
from sangkien.core.standing import Column, History, Place, contributions, standings
from sangkien.models import Campaign, Initiative, Phase, Tally, TallyDelta
from sangkien.queries.history import all_histories, histories

Phases = list[tuple[int, date, date]]


@contextmanager
def recounted(
    campaign: Campaign, entry_ids: Collection[int], *, is_held: bool = False
) -> Iterator[None]:
    """Bring columns and tallies up to date with what the body does to these existing entries.

    Call inside a transaction. The body may change anything a history is read from. `is_held` says
    that hold_clusters holds the entries already.
    """
    store = store_for(connection)
    if not is_held:
        store.lock_filing(campaign.id, ())
        store.lock_entries(entry_ids)
    phases = phases_of(campaign)
    before = _sum(histories(entry_ids), phases)
    yield
    after = histories(entry_ids)
    change = _sum(after, phases)
    change.subtract(before)
    store.add_tallies(campaign.id, change)
    write_columns(after)


def count_new(campaign: Campaign, found: dict[int, History], phases: Iterable[PhaseWindow]) -> None:
    """Count entries that were not counted before, by id with what became of them so far.

    Call inside the registering transaction.
    """
    spans = [(p.number, p.window.opens_on, p.window.closes_on) for p in phases]
    store_for(connection).add_tallies(campaign.id, _sum(found, spans))
    write_columns(found, but=(Column.PENDING, False))  # as they were stored


def write_columns(found: dict[int, History], *, but: tuple[int, bool] | None = None) -> None:
    """Store on each entry in which column it stands now, unless it is `but`.

    One statement per column in use.
    """
    by_column: dict[tuple[int, bool], list[int]] = {}
    for entry_id, history in found.items():
        stands = standings(history)
        now = (int(stands[-1].column), stands[-1].is_open) if stands else (0, False)
        by_column.setdefault(now, []).append(entry_id)
    by_column.pop(but or (-1, False), None)
    for (column, is_open), ids in by_column.items():
        Initiative.objects.filter(id__in=ids).exclude(column=column, is_open=is_open).update(
            column=column, is_open=is_open
        )


def phases_of(campaign: Campaign) -> Phases:
    return list(
        Phase.objects.filter(campaign=campaign).values_list("number", "opens_on", "closes_on")
    )


@retried
def rebuild_tally(campaign: Campaign) -> int:
    """Count every entry of the campaign anew from findings and journal; return how many.

    Replaces the tallies in one transaction: readers see the old numbers or the new.
    """
    store = store_for(connection)
    store.lock_campaign(campaign.id)
    store.hold_folding()
    TallyDelta.objects.filter(campaign=campaign).delete()
    Tally.objects.filter(campaign=campaign).delete()
    phases, entries = phases_of(campaign), 0
    for chunk in all_histories(campaign.id):
        store.add_tallies(campaign.id, _sum(chunk, phases))
        write_columns(chunk)
        entries += len(chunk)
    return entries


def _sum(found: dict[int, History], phases: Phases) -> Counter[Place]:
    zone = get_default_timezone()
    total: Counter[Place] = Counter()
    for history in found.values():
        total.update(contributions(history, zone=zone, phase_of=phases))
    return total

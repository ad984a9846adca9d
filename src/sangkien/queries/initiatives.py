"""Lists of entries: filtered, searched, page by page, or whole for an export."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from sangkien.core.receipts import receipt_number
from sangkien.core.standing import Column
from sangkien.core.states import State
from sangkien.models import Account, Author, Campaign, Finding, Initiative, Phase
from sangkien.queries.paging import Cursor, Page, page_by_id, page_of_ids
from sangkien.queries.people import author_names
from sangkien.queries.repairs import Repair, asked_to_repair
from sangkien.queries.scope import visible_entries
from sangkien.queries.search import best_first, hits
from sangkien.queries.shortcomings import end_of

AT_A_TIME = 500  # rows of one step through a whole list
_SHOWN = (
    "id",
    "title",
    "workplace",
    "occurred_at",
    "applied_on",
    "column",
    "is_open",
    "state",
    "reason",
    "unit__short_name",
    "unit__level",
    "unit__parent__short_name",
    "ticked_unit__short_name",
)


CHANNELS = frozenset(str(each) for each in Initiative.Channel.values)


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """Which entries of a campaign are asked for; the default asks for all."""

    unit_path: str = ""  # at or below this unit
    column: Column | None = None
    state: State | None = None
    rule: str = ""  # with an open finding of this rule
    channel: str = ""  # by which door it came, of Initiative.Channel
    phase: int | None = None  # number of the phase it was filed in
    field: str = ""  # code of the field it names
    filed_since: datetime | None = None
    filed_on: date | None = None  # with `filed_to` the first of the days, both included
    filed_to: date | None = None
    least_vnd: int | None = None  # the benefit it names: at least
    amount_vnd: int | None = None  # exactly
    author: int | None = None  # the person it names
    repair: Repair | None = None  # of which something is asked of the member
    words: str = ""  # all of them in title, workplace or authors; or a receipt number


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry of a list. `column` is None for one that is not counted."""

    id: int
    receipt: str
    title: str
    authors: tuple[str, ...]
    workplace: str
    unit: str  # the one that counts
    under: str  # the unit above it, "" where that is the owner of the campaign
    ticked: str
    filed_at: datetime
    applied_on: date
    column: Column | None
    is_open: bool
    state: State
    reason: str


@dataclass(frozen=True, slots=True)
class Searched:
    """Entries in no order. `is_cut`: of those that hold the words only the newest."""

    entries: QuerySet[Initiative]
    is_cut: bool


def entries_of(
    account: Account | None, campaign: Campaign, asked: EntryFilter
) -> QuerySet[Initiative]:
    """Return the entries the account may see and that pass the filter, in no order."""
    return searched(account, campaign, asked).entries


def searched(account: Account | None, campaign: Campaign, asked: EntryFilter) -> Searched:
    """Return the entries the account may see and that pass the filter.

    No query, but one each for words that are looked for and for a phase.
    """
    found = _of_columns(visible_entries(account, campaign), asked)
    if asked.unit_path:
        found = found.filter(unit_path__startswith=asked.unit_path)
    if asked.filed_since is not None:
        found = found.filter(occurred_at__gte=asked.filed_since)
    found = _of_figures(found, asked)
    if asked.phase is not None:
        phase = Phase.objects.filter(campaign=campaign, number=asked.phase).first()
        found = found.filter(filed_in(phase) if phase else Q(pk__in=[]))
    if asked.repair is not None:
        found = asked_to_repair(found, *asked.repair)
    if asked.rule:
        open_ones = Finding.objects.filter(rule=asked.rule, state=Finding.State.OPEN)
        found = found.filter(id__in=open_ones.values("initiative_id"))
    if not asked.words:
        return Searched(found, is_cut=False)
    of_words = hits(account, campaign, asked.words, unit_path=asked.unit_path)
    return Searched(found.filter(id__in=of_words.entry_ids), of_words.is_cut)


def entry_page(
    campaign: Campaign, found: QuerySet[Initiative], cursor: Cursor, *, words: str = ""
) -> Page[EntryRow]:
    """Return one page of the entries, however many rows.

    Newest first, by two queries; those found by `words` best first, by three.
    """
    if words:
        page = page_of_ids(_shown(found), best_first(found, words), cursor)
    else:
        page = page_by_id(_shown(found), cursor)
    return Page(tuple(_rows(campaign, page.rows)), page.previous, page.next)


def all_rows(
    campaign: Campaign, found: QuerySet[Initiative], *, most: int | None = None
) -> Iterator[EntryRow]:
    """Yield the entries newest first, at most `most` of them, in bounded memory."""
    left, cursor = most, Cursor()
    while left is None or left > 0:
        size = AT_A_TIME if left is None else min(AT_A_TIME, left)
        page = page_by_id(_shown(found), cursor, size=size)
        yield from _rows(campaign, page.rows)
        if page.next is None:
            return
        cursor = page.next
        left = None if left is None else left - size


def count_of(campaign: Campaign) -> int:
    return Initiative.objects.filter(campaign=campaign).count()


def ids_after(campaign: Campaign, last_id: int, *, most: int) -> list[int]:
    """Return the ids of the next entries of the campaign, oldest first."""
    entries = Initiative.objects.filter(campaign=campaign, id__gt=last_id).order_by("id")
    return list(entries.values_list("id", flat=True)[:most])


def phases_of(campaign: Campaign) -> list[tuple[int, str]]:
    """Return number and title of the campaign's phases. One query."""
    return list(Phase.objects.filter(campaign=campaign).values_list("number", "title"))


def filed_in(phase: Phase) -> Q:
    """Return the condition that an entry was filed on a day of the phase."""
    return Q(
        occurred_at__gte=end_of(phase.opens_on - timedelta(days=1)),
        occurred_at__lt=end_of(phase.closes_on),
    )


def _of_columns(found: QuerySet[Initiative], asked: EntryFilter) -> QuerySet[Initiative]:
    asked_for = {
        "column": asked.column,
        "state": asked.state,
        "channel": asked.channel or None,
        "field": asked.field or None,
    }
    return found.filter(**{name: said for name, said in asked_for.items() if said is not None})


def _of_figures(found: QuerySet[Initiative], asked: EntryFilter) -> QuerySet[Initiative]:
    """What a signal speaks of; lists that no field of the form asks for."""
    if asked.filed_on is not None:
        first, last = asked.filed_on, asked.filed_to or asked.filed_on
        begin = end_of(first - timedelta(days=1))
        found = found.filter(occurred_at__gte=begin, occurred_at__lt=end_of(last))
    if asked.least_vnd is not None:
        found = found.filter(benefit_vnd__gte=asked.least_vnd)
    if asked.amount_vnd is not None:
        found = found.filter(benefit_vnd=asked.amount_vnd)
    if asked.author is not None:
        named = Author.objects.filter(person=asked.author).values("initiative")
        found = found.filter(id__in=named)
    return found


def _shown(found: QuerySet[Initiative]) -> QuerySet[Initiative]:
    return found.select_related("unit__parent", "ticked_unit").only(*_SHOWN)


def _rows(campaign: Campaign, entries: Sequence[Initiative]) -> Iterator[EntryRow]:
    names = author_names([entry.id for entry in entries])
    for entry in entries:
        yield EntryRow(
            id=entry.id,
            receipt=receipt_number(campaign.receipt_prefix, entry.id),
            title=entry.title,
            authors=tuple(names[entry.id]),
            workplace=entry.workplace,
            unit=entry.unit.short_name,
            under=_under(campaign, entry),
            ticked=entry.ticked_unit.short_name,
            filed_at=entry.occurred_at,
            applied_on=entry.applied_on,
            column=Column(entry.column) if entry.column else None,
            is_open=entry.is_open,
            state=State(entry.state),
            reason=entry.reason,
        )


def _under(campaign: Campaign, entry: Initiative) -> str:
    above = entry.unit.parent
    is_member_unit = entry.unit.level <= campaign.owner.level + 1
    return "" if above is None or is_member_unit else above.short_name

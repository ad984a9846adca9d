"""The journal as pages show it: of a campaign, of one record, of one account."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q, QuerySet

from sangkien.core.journal import Kind
from sangkien.models import Account, Campaign, JournalLine, Unit
from sangkien.queries.paging import Cursor, Page, page_by_id
from sangkien.queries.scope import Reader, visible_to

__all__ = [
    "Account",
    "Campaign",
    "JournalFilter",
    "JournalLine",
    "Lines",
    "Named",
    "Unit",
    "account_by_id",
    "all_lines",
    "journal_page",
    "lines_about",
    "lines_of_account",
    "lines_of_campaign",
    "own_lines",
    "unit_by_id",
]

Lines = QuerySet[JournalLine]
AT_A_TIME = 500  # lines of one step through a whole list


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """Which lines are asked for; the default asks for all."""

    verbs: frozenset[str] = frozenset()
    since: datetime | None = None  # recorded from then on …
    before: datetime | None = None  # … and before then


@dataclass(frozen=True, slots=True)
class Named:
    """One line, with the units and accounts that it names by id."""

    line: JournalLine
    units: Mapping[int, Unit] = field(default_factory=dict)
    accounts: Mapping[int, Account] = field(default_factory=dict)


def lines_of_campaign(reader: Reader, campaign: Campaign, asked: JournalFilter) -> Lines:
    """Return the lines of the campaign that the reader may see, in no order."""
    return _asked(visible_to(reader, JournalLine.objects.filter(campaign=campaign)), asked)


def lines_about(
    reader: Reader, campaign: Campaign, kind: Kind, number: int, asked: JournalFilter
) -> Lines:
    """Return the lines about one record of the campaign, or one of its units."""
    lines = JournalLine.objects.filter(about=kind, about_id=number)
    here = Q(campaign=campaign)
    if kind == Kind.UNIT:
        here |= Q(campaign=None, unit_path__startswith=campaign.owner.path)
    return _asked(visible_to(reader, lines.filter(here)), asked)


def lines_of_account(reader: Reader, account: Account, asked: JournalFilter) -> Lines:
    """Return what the account did, and what was done to it, as far as the reader may see it."""
    return _asked(visible_to(reader, _of_account(account)), asked)


def own_lines(account: Account, asked: JournalFilter) -> Lines:
    """Return what the account did, and what was done to it, for itself: all of it."""
    return _asked(_of_account(account), asked)


def unit_by_id(campaign: Campaign, unit_id: int) -> Unit | None:
    return Unit.objects.filter(id=unit_id, path__startswith=campaign.owner.path).first()


def account_by_id(account_id: int) -> Account | None:
    return Account.objects.filter(id=account_id).first()


def journal_page(found: Lines, cursor: Cursor) -> Page[Named]:
    """Return one page of the lines, the newest first. Three queries, however many lines."""
    page = page_by_id(_whole(found), cursor)
    return Page(tuple(_named(page.rows)), page.previous, page.next)


def all_lines(found: Lines, *, most: int) -> Iterator[Named]:
    """Yield the lines, the newest first, at most `most` of them, in bounded memory."""
    left, cursor = most, Cursor()
    while left > 0:
        page = page_by_id(_whole(found), cursor, size=min(AT_A_TIME, left))
        yield from _named(page.rows)
        if page.next is None:
            return
        cursor, left = page.next, left - len(page.rows)


def _of_account(account: Account) -> Lines:
    return JournalLine.objects.filter(Q(by=account) | Q(about=Kind.ACCOUNT, about_id=account.id))


def _asked(lines: Lines, asked: JournalFilter) -> Lines:
    if asked.verbs:
        lines = lines.filter(verb__in=asked.verbs)
    if asked.since:
        lines = lines.filter(recorded_at__gte=asked.since)
    return lines.filter(recorded_at__lt=asked.before) if asked.before else lines


def _whole(lines: Lines) -> Lines:
    return lines.select_related("by", "campaign")


def _named(lines: Iterable[JournalLine]) -> Iterator[Named]:
    lines = list(lines)
    units = Unit.objects.in_bulk({one for line in lines for one in _units_of(line)})
    about = {line.about_id for line in lines if line.about == Kind.ACCOUNT}
    accounts = Account.objects.in_bulk({one for one in about if one is not None})
    return (Named(line, units, accounts) for line in lines)


def _units_of(line: JournalLine) -> Iterator[int]:
    """The units a line names: its own, where it came from, and those of a change between units."""
    named = [line.unit_id, line.details.get("from"), *line.changes.get("unit", ())]
    yield from (one for one in named if isinstance(one, int))

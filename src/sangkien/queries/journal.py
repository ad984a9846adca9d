"""The journal as pages show it: of a campaign, of one record, of one account."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform

from sangkien.core.journal import BUCKET, Kind
from sangkien.core.permissions import Verb
from sangkien.models import (
    Account,
    Author,
    Campaign,
    Initiative,
    JournalLine,
    JournalMention,
    PersonalDetail,
    Unit,
)
from sangkien.queries.paging import Cursor, Page, page_by_id
from sangkien.queries.scope import Operator, Reader, below, places, visible_to

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
    "entries_of_person",
    "journal_page",
    "lines_about",
    "lines_of_account",
    "lines_of_campaign",
    "lines_of_entries",
    "named",
    "own_lines",
    "person_name",
    "unit_by_id",
]

Lines = QuerySet[JournalLine]
AT_A_TIME = 500  # lines of one step through a whole list
MOST_OF_PERSON = 50  # entries, the newest


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """Which lines are asked for; the default asks for all."""

    verbs: frozenset[str] = frozenset()
    but_readings: bool = False  # who read what is left out
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
    """Return the lines about one record of the campaign, or one of its units.

    Who read an entry is told among them, where it counts.
    """
    lines = _about(kind, [number])
    if kind == Kind.ENTRY:
        return _asked(lines.filter(Exists(_entries(reader, campaign).filter(id=number))), asked)
    here = Q(campaign=campaign)
    if kind == Kind.UNIT:
        here |= Q(campaign=None, unit_path__startswith=campaign.owner.path)
    return _asked(visible_to(reader, lines.filter(here)), asked)


def entries_of_person(reader: Reader, campaign: Campaign, person_id: int) -> list[Initiative]:
    """Return the person's newest MOST_OF_PERSON entries of which the reader may see the journal."""
    written = Author.objects.filter(person=person_id).values("initiative")
    found = _entries(reader, campaign).filter(id__in=written).order_by("-id")
    return list(found.only("id", "campaign_id")[:MOST_OF_PERSON])


def lines_of_entries(entries: Sequence[Initiative], asked: JournalFilter) -> Lines:
    """Return what was done to these entries, and who read them."""
    return _asked(_about(Kind.ENTRY, [entry.id for entry in entries]), asked)


def person_name(entries: Sequence[Initiative], person_id: int) -> str:
    """Return the name of an author of the entries as typed last, "" once the person was erased."""
    details = PersonalDetail.objects.filter(person=person_id, initiative__in=entries)
    return details.order_by("-id").values_list("name", flat=True).first() or ""


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
    return Page(tuple(named(page.rows)), page.previous, page.next)


def all_lines(found: Lines, *, most: int) -> Iterator[Named]:
    """Yield the lines, the newest first, at most `most` of them, in bounded memory."""
    left, cursor = most, Cursor()
    while left > 0:
        page = page_by_id(_whole(found), cursor, size=min(AT_A_TIME, left))
        yield from named(page.rows)
        if page.next is None:
            return
        cursor, left = page.next, left - len(page.rows)


def _of_account(account: Account) -> Lines:
    ids = _about(Kind.ACCOUNT, [account.id]).values("id")
    return JournalLine.objects.filter(Q(by=account) | Q(id__in=ids))


def _about(kind: Kind, numbers: Collection[int]) -> Lines:
    """The lines about one of the records, and those that mention it among many."""
    buckets = {number // BUCKET for number in numbers}
    mentions = JournalMention.objects.filter(kind=kind.value, bucket__in=buckets)
    listed = KeyTextTransform(kind.value, KeyTransform("of", "details"))
    holds = Q(pk__in=[])
    for number in numbers:
        holds |= Q(listed__contains=f",{number},")
    candidates = JournalLine.objects.filter(id__in=mentions.values("line_id"))
    mentioning = candidates.annotate(listed=listed).filter(holds).order_by().values("id")
    own = JournalLine.objects.filter(about=kind, about_id__in=numbers).order_by().values("id")
    return JournalLine.objects.filter(id__in=own.union(mentioning))


def _entries(reader: Reader, campaign: Campaign) -> QuerySet[Initiative]:
    """The entries whose journal the reader may see."""
    entries = visible_to(reader, Initiative.objects.filter(campaign=campaign))
    if isinstance(reader, Operator):
        return entries
    return entries.filter(below("unit_path", places(reader, Verb.SEE_JOURNAL)))


def _asked(lines: Lines, asked: JournalFilter) -> Lines:
    if asked.verbs:
        lines = lines.filter(verb__in=asked.verbs)
    elif asked.but_readings:
        lines = lines.exclude(verb="read")
    if asked.since:
        lines = lines.filter(recorded_at__gte=asked.since)
    return lines.filter(recorded_at__lt=asked.before) if asked.before else lines


def _whole(lines: Lines) -> Lines:
    return lines.select_related("by", "campaign")


def named(lines: Iterable[JournalLine]) -> Iterator[Named]:
    """Put to the lines the units and accounts they name. Two queries, however many lines."""
    lines = list(lines)
    units = Unit.objects.in_bulk({one for line in lines for one in _units_of(line)})
    about = {line.about_id for line in lines if line.about == Kind.ACCOUNT}
    accounts = Account.objects.in_bulk({one for one in about if one is not None})
    return (Named(line, units, accounts) for line in lines)


def _units_of(line: JournalLine) -> Iterator[int]:
    """The units a line names: its own, where it came from, and those of a change between units."""
    named = [line.unit_id, line.details.get("from"), *line.changes.get("unit", ())]
    yield from (one for one in named if isinstance(one, int))

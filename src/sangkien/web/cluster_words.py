"""The entries of a cluster in words, each against the first filer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sangkien.core.permissions import Verb
from sangkien.core.reading.numbers import format_number
from sangkien.core.states import State
from sangkien.queries.cluster_page import Against, ClusterEntry, ClusterPage
from sangkien.queries.entry_detail import Finding, Initiative, may_read_secret
from sangkien.queries.people import Account
from sangkien.queries.scope import allowed
from sangkien.web.entry_compare import marked
from sangkien.web.entry_words import applied_words
from sangkien.web.finding_words import desk_words, evidence_words
from sangkien.web.passing import is_above

CLOSED = (State.WITHDRAWN, State.UNDONE, State.MERGED)
MINUTE, HOUR, DAY = 60, 3600, 86_400  # seconds


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as the page shows it; words that the first filer's has not are marked."""

    row: ClusterEntry
    href: str  # "" for a stub
    name: str  # its receipt number, for a stub what it is
    title: str
    brief: tuple[tuple[str, str], ...]  # authors, workplace, day of first use
    texts: tuple[tuple[str, str], ...]  # description, effect
    gap: str
    evidence: tuple[str, ...]
    state: str  # of a badge
    may_decide: bool  # a finding says that it is a copy, and the reader may decide it
    may_merge: bool
    may_take_back: bool
    desk: str = ""  # who can tell more of a stub


def lines_of(account: Account | None, cluster: ClusterPage) -> list[Line]:
    """Return the entries of the page ready to be shown, the first filer first."""
    first = cluster.first
    return [_line(account, first, row) for row in (first, *cluster.others)]


def gap_words(gap: timedelta) -> str:
    """Return how long after the first filer another entry was filed, in one unit of time."""
    seconds = int(gap.total_seconds())
    if seconds < MINUTE:
        return _("within the same minute as the first")
    if seconds < HOUR:
        count = seconds // MINUTE
        said = ngettext(
            "%(count)s minute after the first", "%(count)s minutes after the first", count
        )
    elif seconds < DAY:
        count = seconds // HOUR
        said = ngettext("%(count)s hour after the first", "%(count)s hours after the first", count)
    else:
        count = seconds // DAY
        said = ngettext("%(count)s day after the first", "%(count)s days after the first", count)
    return said % {"count": format_number(count)}


def _line(account: Account | None, first: ClusterEntry, row: ClusterEntry) -> Line:
    entry = row.entry
    compared = tuple(_compared(account, first, row)) if entry else ()
    lies_above = _is_open(row) and is_above(account, row.passed)
    may_review = _may_review(account, row)
    return Line(
        row=row,
        href=reverse("entry-show", args=[entry.campaign.slug, entry.id]) if entry else "",
        name=row.receipt or _("Entry of another unit"),
        title=marked(first.title, row.title)[1],
        brief=compared[:3],
        texts=tuple(text for text in compared[3:] if text[1]),
        gap="" if row.is_first else gap_words(row.filed_at - first.filed_at),
        evidence=tuple(_evidence(row.against, first)) if row.against else (),
        state=_state(row),
        may_decide=row.finding is not None and may_review and not lies_above,
        may_merge=may_review and not lies_above,
        may_take_back=may_review and lies_above,
        desk=desk_words(row.desk) if row.desk else "",
    )


def _compared(
    account: Account | None, first: ClusterEntry, row: ClusterEntry
) -> Iterator[tuple[str, str]]:
    """(term, text) of an entry in sight, marked where the first filer's is in sight too."""
    entry, other = row.entry, first.entry
    if entry is None:
        return
    if other is None or row.is_first:
        first, other = row, entry
    here, there = _description(account, entry), _description(account, other)
    yield _("Authors"), marked(", ".join(first.authors), ", ".join(row.authors))[1]
    yield _("Workplace"), marked(other.workplace, entry.workplace)[1]
    yield _("First applied on"), marked(applied_words(other), applied_words(entry))[1]
    yield _("Description"), marked(there, here)[1]
    yield _("Effect"), marked(other.effect, entry.effect)[1]


def _description(account: Account | None, entry: Initiative) -> str:
    if entry.is_secret and not may_read_secret(account, entry):
        return _("kept secret")
    return entry.description


def _evidence(against: Against, first: ClusterEntry) -> Iterator[str]:
    if against.entry_id != first.id:
        yield _("Compared with %(receipt)s, which it resembles more.") % {
            "receipt": against.receipt or _("an entry of another unit")
        }
    percent = round(100 * against.probability)
    yield from evidence_words({"evidence": against.evidence, "percent": percent})


def _state(row: ClusterEntry) -> str:
    if row.entry is None:
        return ""
    if row.entry.state in CLOSED:
        return row.entry.state
    return row.finding.state if row.finding else row.entry.state


def _is_open(row: ClusterEntry) -> bool:
    return row.finding is not None and row.finding.state == Finding.State.OPEN


def _may_review(account: Account | None, row: ClusterEntry) -> bool:
    entry = row.entry
    if entry is None or entry.state in CLOSED:
        return False
    return allowed(account, Verb.REVIEW, entry.unit_path)

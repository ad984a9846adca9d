"""What an officer should do next, the most urgent first, each with the page to do it on.

Work is counted as it stands now, even beside figures of a past day: a decision taken a moment ago
takes it off the list, and each number is the one its page shows. Only the reminder is about the
figures of the day, and says so.
"""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sangkien.core.permissions import Verb
from sangkien.core.progress.table import ProgressTable
from sangkien.core.reading.numbers import format_date, format_number
from sangkien.core.screening.run import RULES
from sangkien.core.standing import Column
from sangkien.queries.campaigns import Campaign
from sangkien.queries.list_stands import Waiting
from sangkien.queries.open_work import OpenWork
from sangkien.queries.people import Account
from sangkien.queries.progress_table import Unit
from sangkien.queries.scope import allowed
from sangkien.web.entries import count_words
from sangkien.web.list_words import unit_address

Step = tuple[str, str]  # sentence, address


def next_steps(
    campaign: Campaign,
    unit: Unit,
    table: ProgressTable,
    work: OpenWork,
    account: Account | None,
) -> list[Step]:
    """Return what is to be done, as far as the account's role includes it."""
    steps: list[Step] = []
    if allowed(account, Verb.REVIEW, unit.path):
        steps += [_objections(campaign, work.objections)] if work.objections else []
        order = ("R01", "R08")
        ranked = sorted(
            (rule for rule in work.findings if rule in RULES),
            key=lambda rule: (RULES[rule].reason not in order, RULES[rule].reason),
        )
        steps += [_decide(campaign, rule, work.findings[rule]) for rule in ranked]
    late = [row for row in table.rows if table.is_behind(row)]
    if late and allowed(account, Verb.WRITE_LETTER, campaign.owner.path):
        steps.append(_remind(campaign, len(late), table))
    if work.pending and allowed(account, Verb.REVIEW, unit.path):
        steps.append(_review(campaign, work.pending))
    return steps + _lists(campaign, work.lists)


def room(name: str, campaign: Campaign, **query: str) -> str:
    """Return the address of a room of the campaign."""
    address = reverse(name, args=[campaign.slug])
    return f"{address}?{urlencode(query)}" if query else address


def _decide(campaign: Campaign, rule: str, count: int) -> Step:
    reason = RULES[rule].reason
    if reason == "R01":
        said = ngettext(
            "Decide %(n)s duplicate: %(rule)s.", "Decide %(n)s duplicates: %(rule)s.", count
        )
    elif reason == "R08":
        said = ngettext(
            "Move %(n)s entry to the unit it belongs to.",
            "Move %(n)s entries to the units they belong to.",
            count,
        )
    else:
        said = ngettext(
            "Settle %(n)s finding: %(rule)s.", "Settle %(n)s findings: %(rule)s.", count
        )
    words = {"n": format_number(count), "rule": _lower(_(RULES[rule].title))}
    return said % words, room("findings", campaign, rule=rule)


def _objections(campaign: Campaign, count: int) -> Step:
    said = ngettext(
        "Answer %(n)s objection of a member.", "Answer %(n)s objections of members.", count
    )
    return said % {"n": count_words(count)}, room("objections", campaign)


def _remind(campaign: Campaign, count: int, table: ProgressTable) -> Step:
    said = ngettext(
        "Write the reminder to %(n)s unit behind its target on %(day)s.",
        "Write the reminder to %(n)s units behind their target on %(day)s.",
        count,
    )
    day = format_date(table.day)
    return said % {"n": format_number(count), "day": day}, room("letter-new", campaign, day=day)


def _review(campaign: Campaign, count: int) -> Step:
    said = ngettext("Review %(n)s entry.", "Review %(n)s entries.", count)
    waiting = room("entries", campaign, column=str(int(Column.PENDING)))
    return said % {"n": count_words(count)}, waiting


def _lists(campaign: Campaign, waiting: Waiting) -> list[Step]:
    """What waits with the lists that units hand up; each leads to the one that waits longest."""
    steps = []
    if waiting.to_answer:
        count, first = len(waiting.to_answer), waiting.to_answer[0]
        said = ngettext(
            "Accept or return %(n)s list from below.",
            "Accept or return %(n)s lists from below.",
            count,
        )
        above = first.unit.parent
        query = {"state": first.state, "phase": str(first.phase)}
        where = room("unit-lists", campaign, **query, **({"unit": above.code} if above else {}))
        steps.append((said % {"n": format_number(count)}, where))
    if waiting.returned:
        count, first = len(waiting.returned), waiting.returned[0]
        said = ngettext(
            "Put %(n)s returned list right and confirm it anew.",
            "Put %(n)s returned lists right and confirm them anew.",
            count,
        )
        where = unit_address(campaign, first.unit_id, first.phase)
        steps.append((said % {"n": format_number(count)}, where))
    return steps


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]

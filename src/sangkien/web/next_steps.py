"""What an officer should do next, the most urgent first, each with the page to do it on."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sangkien.core.permissions import Verb
from sangkien.core.progress.table import ProgressTable
from sangkien.core.reading.numbers import format_number
from sangkien.core.screening.run import RULES
from sangkien.core.standing import Column
from sangkien.queries.campaigns import Campaign
from sangkien.queries.held_back import HeldBack
from sangkien.queries.people import Account
from sangkien.queries.progress_table import Unit
from sangkien.queries.scope import allowed

Step = tuple[str, str]  # sentence, address


def next_steps(
    campaign: Campaign,
    unit: Unit,
    table: ProgressTable,
    held: Sequence[HeldBack],
    account: Account | None,
) -> list[Step]:
    """Return what is to be done, as far as the account's role includes it."""
    steps: list[Step] = []
    if allowed(account, Verb.REVIEW, unit.path):
        order = ("R01", "R08")
        ranked = sorted(
            (kind for kind in held if kind.undecided and kind.rule in RULES),
            key=lambda kind: (RULES[kind.rule].reason not in order, RULES[kind.rule].reason),
        )
        steps += [_decide(campaign, kind) for kind in ranked]
    late = [row for row in table.rows if table.is_behind(row)]
    if late and allowed(account, Verb.WRITE_LETTER, campaign.owner.path):
        steps.append(_remind(campaign, len(late)))
    waiting = table.total[Column.PENDING]
    if waiting and allowed(account, Verb.REVIEW, unit.path):
        steps.append(_review(campaign, waiting))
    return steps


def room(name: str, campaign: Campaign, **query: str) -> str:
    """Return the address of a room of the campaign."""
    address = reverse(name, args=[campaign.slug])
    return f"{address}?{urlencode(query)}" if query else address


def _decide(campaign: Campaign, kind: HeldBack) -> Step:
    count = kind.undecided
    reason = RULES[kind.rule].reason
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
    words = {"n": format_number(count), "rule": _lower(_(RULES[kind.rule].title))}
    return said % words, room("findings", campaign, rule=kind.rule)


def _remind(campaign: Campaign, count: int) -> Step:
    said = ngettext(
        "Write the reminder to %(n)s unit behind its target.",
        "Write the reminder to %(n)s units behind their target.",
        count,
    )
    return said % {"n": format_number(count)}, room("letter-new", campaign)


def _review(campaign: Campaign, count: int) -> Step:
    said = ngettext("Review %(n)s entry.", "Review %(n)s entries.", count)
    waiting = room("entries", campaign, column=str(int(Column.PENDING)))
    return said % {"n": format_number(count)}, waiting


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]

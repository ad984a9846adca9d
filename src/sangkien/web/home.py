"""The first page: the campaigns for anybody, and for an officer where one of them stands."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.core.desk import ages_at
from sangkien.core.pace import needed_per_day
from sangkien.core.permissions import Verb
from sangkien.core.progress.table import Basis, ProgressTable, Row
from sangkien.core.reading.numbers import format_date
from sangkien.core.screening.run import RULES
from sangkien.inputs.progress import read_progress
from sangkien.queries.campaigns import Campaign, all_campaigns, campaign_by_slug
from sangkien.queries.held_back import HeldBack, held_back
from sangkien.queries.open_work import OpenWork, open_work
from sangkien.queries.progress_table import Unit, progress_table
from sangkien.queries.scope import allowed_somewhere, home_unit
from sangkien.web.campaign_cards import cards
from sangkien.web.day_shown import seen_on
from sangkien.web.next_steps import next_steps, room
from sangkien.web.page import account_of, page
from sangkien.web.progress import errors_of, period_words, target_label
from sangkien.web.queue import queue_shown
from sangkien.web.repair_notes import repair_notes

LOWEST = 3  # units named as furthest behind
NAMED = 4  # units named for each kind of finding


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Every campaign; open to anybody."""
    return page(request, "home/campaigns.html", {"cards": cards(all_campaigns(), localdate())})


@require_safe
def campaign_home(request: HttpRequest, slug: str) -> HttpResponse:
    """An officer's story of the campaign; others see what it is and where to register."""
    campaign = campaign_by_slug(slug)
    if campaign is None:
        raise Http404
    account, today = account_of(request), localdate()
    if not allowed_somewhere(account, Verb.SEE_ENTRIES, campaign.owner.path):
        (shown,) = cards([campaign], today)
        return page(request, "home/campaign.html", {"campaign": campaign, "card": shown})
    asked = read_progress(request.GET.dict(), usual=campaign.default_day or today, today=today)
    day, unit = asked.day, home_unit(account, campaign)
    table = progress_table(campaign, unit, on=day)
    filed = None if table.goal.basis == Basis.CAMPAIGN else table.goal_clock.window
    held = held_back(campaign, unit, on=day, filed=filed)
    work = open_work(account, campaign, ages_at(localtime(), campaign.rules))
    context = {
        "campaign": campaign,
        **seen_on(campaign, day, today, address=request.path, has_work=True),
        "errors": errors_of(asked),
        "unit": unit,
        "queue": queue_shown(campaign, work.queue, work.groups, work.notices),
        "repairs": repair_notes(campaign, work.repairs),
        "table": table,
        "held": [_told(campaign, unit, kind, work) for kind in held],
        "behind": _behind(table),
        "steps": next_steps(campaign, unit, table, work, account),
        # counting them reads every entry of the part: their own page does
        "signals_href": room("signals", campaign),
        "table_href": _table_address(campaign, unit, day),
        **_standing(table),
    }
    status = 422 if asked.errors else 200
    return page(request, "home/officer.html", context, status=status)


def _table_address(campaign: Campaign, unit: Unit, day: date) -> str:
    own = {} if unit.id == campaign.owner_id else {"unit": unit.code}
    return room("progress", campaign, on=format_date(day), **own)


def _standing(table: ProgressTable) -> dict[str, object]:
    missing = max((table.total.target or 0) - table.total.gross, 0)
    return {
        "target_label": target_label(table.goal),
        "period": period_words(table.goal),
        "missing": missing,
        "needed": needed_per_day(missing, table.goal_clock) if table.total.target else None,
    }


@dataclass(frozen=True, slots=True)
class Told:
    """One kind of finding as the page tells it."""

    title: str
    href: str
    count: int
    undecided: int
    open_now: int
    units: tuple[tuple[str, int, str], ...]  # (name, count, address)
    other_units: int


def _told(campaign: Campaign, unit: Unit, kind: HeldBack, work: OpenWork) -> Told:
    return Told(
        title=_(RULES[kind.rule].title) if kind.rule in RULES else kind.rule,
        href=room("findings", campaign, rule=kind.rule),
        count=kind.count,
        undecided=kind.undecided,
        open_now=work.findings[kind.rule],
        units=tuple(
            # no address for the unit's own entries: its list holds those below it too
            (name, count, room("findings", campaign, rule=kind.rule, unit=code))
            if code != unit.code
            else (name, count, "")
            for code, name, count in kind.by_unit[:NAMED]
        ),
        other_units=max(len(kind.by_unit) - NAMED, 0),
    )


def _behind(table: ProgressTable) -> list[Row]:
    """The units furthest behind, those without any entry left out: they are named apart."""
    rows = [row for row in table.rows if row.gross and table.is_behind(row)]
    return sorted(rows, key=lambda row: row.gross_share or 0)[:LOWEST]

"""One record of every kind in every state, all of the district; and a neighbour's beside them.

Whatever is personal or told of one unit's entries holds a mark of its unit, so that a page can be
asked whose it shows.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from django.utils.timezone import localdate

from sangkien.actions.attachments import attach_recognition
from sangkien.actions.import_undo import undo_import
from sangkien.actions.letter_drafts import discard_letter
from sangkien.actions.letters import draft_reminder, issue_letter
from sangkien.actions.merging_many import merge_repeats
from sangkien.actions.review import accept, reject, withdraw
from sangkien.actions.snapshots import take_snapshot
from sangkien.actions.unit_lists import Seen, accept_list, confirm_list, return_list
from sangkien.actions.unmerging import undo_merge
from sangkien.core.entry import AuthorEntry
from sangkien.core.permissions import Role
from sangkien.models import (
    Finding,
    Initiative,
    Merge,
    Phase,
    SavedSearch,
    Unit,
    WorkplaceRule,
)
from sangkien.queries.certain_repeats import certain_repeats
from sangkien.queries.listed import free_entries
from sangkien.queries.people import author_names
from tests import importing, make
from tests import test_every_route_is_guarded as guarded

EARLY = date(2021, 8, 1)  # before the window: a finding stands against the entry
IN_TIME = date(2021, 10, 5)
ALL = Decimal(100)  # percent of the work
OURS, THEIRS, SHEET, SECRET = "Zquan", "Zlang", "Zbang", "Zkin"  # marks, in no word of ours
OTHER = "Zla"  # of a work that is filed during the walk


@dataclass(frozen=True)
class Scene:
    """The records by kind and state, each as the place that guarded.address_of asks for."""

    at: dict[tuple[str, str], guarded.Place]
    folder: Path
    base: guarded.Place
    nation: Unit
    province: Unit
    school: Unit
    neighbour: Unit
    merged: Merge
    twin: Initiative  # of the open entry
    foreign_copy: Initiative  # of the open entry, at the neighbour's
    misplaced: Finding  # says that an entry belongs to the neighbour

    @property
    def district(self):
        return self.base.district


def a_scene(folder):
    base = guarded.a_place()
    district, province, neighbour = base.district, base.campaign.owner, base.other
    district.place, neighbour.place = "Than Uyên", "Phong Thổ"
    district.save()
    neighbour.save()
    WorkplaceRule.objects.create(
        owner=province, position=1, marks="mầm non", school_level="MN", line="territorial"
    )
    search = SavedSearch.objects.create(
        account=base.clerk, campaign=base.campaign, room="entries", name="x", created_at=make.NOW
    )
    base = replace(base, search_id=search.id)
    entries, merges = _entries(base)
    open_entry = entries["open"]
    twin = _again(open_entry, district)
    foreign_copy = _again(open_entry, neighbour, THEIRS)
    _file(base.campaign, neighbour, 9, mark=THEIRS)
    _file(base.campaign, district, 10, description=f"Mô tả {SECRET}", is_secret=True)
    school = f"Trường Mầm non {OURS} huyện Phong Thổ"
    wrong = _file(base.campaign, district, 11, workplace=school)
    at = {
        **_of_entries(base, entries, merges),
        **_batches(base),
        **_letters(base),
        **_lists(base),
        **_tables(base),
        **_doors(base),
        **_accounts(base),
        ("site", "as it is"): base,
        ("campaign", "closed"): replace(base, entry=open_entry),
    }
    return Scene(
        at,
        folder,
        base,
        nation=province.parent,
        province=province,
        school=make.unit(district, "CĐCS Trường THCS Mường Than"),
        neighbour=neighbour,
        merged=merges["standing"],
        twin=twin,
        foreign_copy=foreign_copy,
        misplaced=Finding.objects.get(initiative=wrong, rule="wrong-unit"),
    )


def _file(campaign, unit, number, *, mark=OURS, **changes):
    """A clean entry whose words are those of no other number."""
    row = dict(zip(importing.FULL, importing.row(unit, number), strict=True))
    values = {
        "title": f"{row['Tên sáng kiến']} {mark}",
        "description": f"{row['Hiệu quả']} {mark}",
        "authors": (AuthorEntry(f"Tác giả {mark}{number}", ALL),),
        "workplace": f"Cơ quan {mark}{number}",
        "effect": f"Lợi ích {mark}{number} cho người dân",
    }
    return make.register(campaign, make.entry(unit, **values | changes))


def _again(entry, unit, mark=OURS):
    """The same work filed once more by the same author, at another unit from another workplace."""
    (name,) = author_names([entry.id])[entry.id]
    filed = make.entry(
        unit,
        title=entry.title,
        authors=(AuthorEntry(name, ALL),),
        workplace=entry.workplace.replace(OURS, mark),
        description=entry.description.replace(OURS, mark),
        effect=entry.effect.replace(OURS, mark),
        applied_on=entry.applied_on,
        occurred_at=entry.occurred_at + timedelta(minutes=3),
    )
    return make.register(entry.campaign, filed)


def _entries(base):
    campaign, district = base.campaign, base.district
    days = dict.fromkeys(("rejected", "withdrawn", "kept", "kept then"), EARLY)
    made = {
        state: _file(campaign, district, number, applied_on=applied_on)
        for number, (state, applied_on) in enumerate({**days, "accepted": IN_TIME}.items(), start=2)
    }
    # what a copy elsewhere shares with it, or shows of it, holds no mark
    told = {"title": importing.row(district, 1)[0], "authors": (AuthorEntry("Hà Thị Pha", ALL),)}
    made["open"] = _file(campaign, district, 1, applied_on=EARLY, **told)
    for entry in made.values():
        attach_recognition(entry.id, b"%PDF-", "pdf", by=make.SYSTEM)
    later = replace(make.SYSTEM, now=make.NOW + timedelta(days=1))
    accept(_fresh(made["accepted"]), by=later)
    reject(_fresh(made["rejected"]), code="R10", reason="đã xem", by=later)
    withdraw(_fresh(made["withdrawn"]), reason="đoàn viên xin rút", by=later)
    made["merged"], standing = _merged(campaign, made["kept"], later)
    _, gone = _merged(campaign, made["kept then"], later)
    undo_merge(gone, reason="nhầm", by=later)
    return made, {"standing": standing, "undone": gone}


def _fresh(entry):
    return Initiative.objects.select_related("campaign__owner").get(id=entry.id)


def _merged(campaign, kept, by):
    """The entry filed again and merged into the first one, in an action over many."""
    again = _again(kept, kept.unit)
    attach_recognition(again.id, b"%PDF-", "pdf", by=make.SYSTEM)
    key = f"{kept.id}-{again.id}"
    officer = make.account(Role.PROVINCIAL_OFFICER, campaign.owner)
    merge_repeats(campaign, certain_repeats(officer, campaign), {key}, reason="", by=by)
    return _fresh(again), Merge.objects.get(kept=kept)


def _of_entries(base, entries, merges):
    finding = {one.initiative_id: one for one in Finding.objects.filter(rule__startswith="applied")}
    of_entry = {
        state: replace(base, entry=one, finding=finding.get(one.id, base.finding))
        for state, one in entries.items()
    }
    standing, undone_merge = merges["standing"], merges["undone"]
    return {
        **{("entry", state): place for state, place in of_entry.items()},
        **{("finding", state): place for state, place in of_entry.items()},
        **{("copies", state): of_entry[state] for state in ("open", "merged")},
        ("merge", "standing"): replace(of_entry["merged"], merge=standing),
        ("merge", "undone"): replace(of_entry["kept then"], merge=undone_merge),
    }


def _sheet(unit, number):
    author = {"Họ và tên tác giả": f"Lò {SHEET} {number}", "Nơi làm việc": f"Cơ quan {SHEET}"}
    return importing.csv_file([importing.row(unit, number, **author)])


def _batches(base):
    campaign, district = base.campaign, base.district
    undone = importing.imported(campaign, district, _sheet(district, 24))
    undo_import(undone, make.SYSTEM)
    made = {
        "preview": importing.previewed(campaign, district, _sheet(district, 23)),
        "done": importing.imported(campaign, district, _sheet(district, 25)),
        "undone": undone,
    }
    return {("batch", state): replace(base, batch=batch) for state, batch in made.items()}


def _letters(base):
    campaign, by = base.campaign, make.officer(base.campaign.owner)
    made = {"draft": base.letter}
    for state, day in (("issued", date(2022, 3, 15)), ("discarded", date(2022, 3, 16))):
        made[state] = draft_reminder(campaign, campaign.owner, day, by)
    issue_letter(made["issued"], by, version=1)
    discard_letter(made["discarded"], by, version=1)
    return {("letter", state): replace(base, letter=letter) for state, letter in made.items()}


def _lists(base):
    """In a campaign of their own, so that an accepted one closes no entry of the walk."""
    return_list(base.listed, reason="xem lại", by=make.SYSTEM)
    campaign, district = make.campaign(base.campaign.owner, slug="danh-sach"), base.district
    phase, made = Phase.objects.get(campaign=campaign, number=1), {}
    for number, (state, step) in enumerate(
        {"accepted": accept_list, "returned": return_list, "waiting": None}.items(), start=30
    ):
        entry = _file(campaign, district, number)
        free = free_entries(campaign, district, phase).count()
        seen = Seen(free, entry.id)
        one = confirm_list(campaign, district, phase, seen=seen, by=make.SYSTEM)
        why = {"reason": "xem lại"} if step is return_list else {}
        if step:
            step(one, by=make.SYSTEM, **why)
        made["list", state] = replace(base, campaign=campaign, listed=one)
    return made


def _tables(base):
    of_unit = take_snapshot(base.campaign, base.district, date(2022, 3, 17), make.SYSTEM)
    return {
        ("table", "of the campaign"): base,
        ("own table", "of the unit"): replace(base, snapshot=of_unit),
    }


def _doors(base):
    today = localdate()
    opened = make.campaign(base.campaign.owner, slug="dang-nhan")
    Phase.objects.filter(campaign=opened, number=2).update(closes_on=today + timedelta(days=99))
    inner = make.campaign(base.campaign.owner, slug="trong-nha", public_form=False)
    return {
        ("door", "open"): replace(base, campaign=opened),
        ("door", "closed"): base,
        ("inner door", "open"): replace(base, campaign=inner),
    }


def _accounts(base):
    officer = make.account(Role.UPPER_OFFICER, base.district)
    closed = make.account(Role.MEMBER, base.district, is_active=False)
    return {
        ("clerk", "a member's"): base,
        ("closed log-in", "a member's"): replace(base, clerk=closed),
        ("officer", "an officer's"): replace(base, clerk=officer),
    }

"""The officer's job of 17/3/2022, end to end: load the example, see the table, draft the letter."""

import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from docx import Document

from sangkien.actions.journal import By
from sangkien.actions.merging_many import merge_repeats
from sangkien.actions.unmerging import undo_action
from sangkien.core.standing import Column
from sangkien.models import Account, Finding, Initiative, JournalLine, Snapshot, Unit
from sangkien.queries.campaigns import campaign_by_slug
from sangkien.queries.certain_repeats import certain_repeats
from sangkien.queries.progress import counts_by_unit
from sangkien.queries.tally_check import tally_disagreements
from sangkien.queries.units import member_units
from tests.example import sheets

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]
DAY = "2022-03-17"
REPORT = ("report", "progress", "--campaign", "lai-chau-2022", "--on", DAY)
# letter 878: TT, Tên đơn vị, Chỉ tiêu, Số lượt, Ghi chú
LETTER = [
    ("1", "LĐLĐ huyện Than Uyên", "115", "150", "(Có sáng kiến trùng)"),
    ("2", "LĐLĐ huyện Phong Thổ", "135", "30", "(Có sáng kiến trùng)"),
    ("3", "LĐLĐ huyện Sìn Hồ", "130", "23", "(Có sáng kiến trùng)"),
    ("4", "Công đoàn Viên chức", "140", "15", "(Có sáng kiến trùng)"),
    ("5", "LĐLĐ huyện Mường Tè", "95", "13", ""),
    ("6", "LĐLĐ huyện Tam Đường", "95", "4", ""),
    ("7", "Công đoàn ngành Y tế", "140", "3", ""),
    ("8", "Công đoàn ngành Giáo dục", "60", "3", ""),
    ("9", "LĐLĐ Thành phố", "130", "2", ""),
    ("10", "LĐLĐ huyện Nậm Nhùn", "65", "2", ""),
    ("11", "LĐLĐ huyện Tân Uyên", "95", "0", ""),
    ("", "Tổng", "1200", "245", ""),
]
PLANTED = {"LC-THU": 60, "LC-PTO": 8, "LC-SHO": 6, "LC-VC": 4}


@pytest.fixture(scope="module", autouse=True)
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo as `./sk up` loads it, once for this file, gone after it."""
    folder = tmp_path_factory.mktemp("demo")
    places = override_settings(VAR=folder, MEDIA_ROOT=folder / "files")
    with django_db_blocker.unblock(), places, transaction.atomic():
        call_command("demo", stdout=io.StringIO())
        yield folder
        transaction.set_rollback(True)


@pytest.fixture
def campaign():
    return campaign_by_slug("lai-chau-2022")


def told(*words):
    out = io.StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def written(folder, file_format, *words):
    """What a command writes as a file of that format."""
    out = folder / f"out.{file_format}"
    told(*words, "--format", file_format, "--out", str(out))
    return out.read_text(encoding="utf-8-sig")


@pytest.fixture
def table(tmp_path):
    text = written(tmp_path, "csv", *REPORT)
    return list(csv.reader(io.StringIO(text)))


def by_ref(**where):
    """Entries of the example by their key of the gate, "SK-0001"."""
    return {entry.client_ref: entry for entry in Initiative.objects.filter(**where)}


def test_the_five_columns_of_letter_878_come_out_exactly(table):
    header, *rows = table
    where = [header.index(name) for name in ("TT", "Tên đơn vị", "Chỉ tiêu năm 2022", "Số lượt")]

    assert [(*(row[k] for k in where), row[-1]) for row in rows] == LETTER


def test_they_are_counted_from_245_stored_entries(campaign):
    units = member_units(campaign.owner)
    counted = counts_by_unit(campaign, units, on=date(2022, 3, 17))
    stored = {
        unit.short_name: Initiative.objects.filter(
            campaign=campaign, unit_path__startswith=unit.path
        ).count()
        for unit in units
    }

    assert {unit.short_name: counted[unit.id].gross for unit in units} == stored
    assert sum(stored.values()) == Initiative.objects.filter(campaign=campaign).count() == 245


def test_every_row_is_the_sum_of_its_six_columns(table):
    header, *rows = table
    gross = header.index("Số lượt")

    for row in rows:
        assert int(row[gross]) == sum(int(cell) for cell in row[gross + 1 : gross + 7]), row


def test_every_planted_copy_is_found_and_nothing_else(campaign):
    found = Finding.objects.filter(initiative__campaign=campaign, reason="R01", state="open")
    copies = {
        label["Mã gửi"]
        for label in sheets.rows("lai-chau-2022/labels.csv")
        if label["Nhóm trùng"] and label["Bản đầu"] == "false"
    }

    assert set(found.values_list("initiative__client_ref", flat=True)) == copies
    assert set(found.values_list("rule", flat=True)) == {"duplicate-own"}
    assert len(copies) == sum(PLANTED.values()) == 78


def test_the_other_seven_units_have_no_duplicate_finding_of_any_kind(campaign):
    per_unit = {
        unit.code: Finding.objects.filter(
            reason="R01", initiative__campaign=campaign, initiative__unit_path__startswith=unit.path
        ).count()
        for unit in member_units(campaign.owner)
    }

    assert {code: n for code, n in per_unit.items() if n} == PLANTED


def test_schools_that_ticked_the_education_union_were_moved_or_still_stand_there(campaign):
    labels = {
        label["Mã gửi"]: label["Sai đơn vị"] for label in sheets.rows("lai-chau-2022/labels.csv")
    }
    moved = JournalLine.objects.filter(verb="moved", campaign=campaign)
    refs = {entry.id: ref for ref, entry in by_ref(campaign=campaign).items()}
    still = Finding.objects.filter(rule="wrong-unit", state="open", initiative__campaign=campaign)

    assert {refs[line.initiative_id] for line in moved} == {
        ref for ref, label in labels.items() if label == "đã chuyển"
    }
    assert set(still.values_list("initiative__client_ref", flat=True)) == {
        ref for ref, label in labels.items() if label == "chưa chuyển"
    }
    assert (moved.count(), still.count()) == (24, 2)


def test_dates_before_the_window_are_found_and_no_others(campaign):
    found = Finding.objects.filter(
        rule__in=["applied-before-window", "applied-after-window", "applied-in-future"],
        initiative__campaign=campaign,
    )
    planted = {
        label["Mã gửi"]
        for label in sheets.rows("lai-chau-2022/labels.csv")
        if label["Sai thời gian"]
    }

    assert set(found.values_list("initiative__client_ref", flat=True)) == planted


def test_the_table_of_another_day_counts_only_what_had_been_filed_by_then(campaign):
    filed = Initiative.objects.filter(
        campaign=campaign, occurred_at__lt="2022-02-28T17:00Z"
    ).count()
    counts = counts_by_unit(campaign, [campaign.owner], on=date(2022, 2, 28))

    assert 0 < counts[campaign.owner.id].gross == filed < 245


def test_tallies_equal_a_recount():
    assert told("tally", "verify", "--campaign", "lai-chau-2022")  # exits 1 where they differ


def test_nothing_says_that_more_than_half_of_the_time_is_over(tmp_path):
    said = written(tmp_path, "table", *REPORT)

    assert "69/144" in said
    assert "47,9 %" in said
    assert not any(words in said for words in ("hơn 1/2", "hơn một nửa", "quá nửa"))


def test_the_letter_is_written_as_docx_and_pdf_with_the_table(tmp_path):
    told("letter", "reminder", "--campaign", "lai-chau-2022", "--on", DAY, "--out", str(tmp_path))

    (docx,), (pdf,) = tmp_path.glob("*.docx"), tmp_path.glob("*.pdf")
    rows = [
        tuple(cell.text for cell in row.cells)
        for grid in Document(str(docx)).tables
        for row in grid.rows
        if len(row.cells) == 5
    ]
    printed = [tuple("1.200" if cell == "1200" else cell for cell in row) for row in LETTER]
    assert rows[1:-1] == printed[:-1]
    assert [text for text in rows[-1] if text] == ["Tổng", "1.200", "245"]
    assert Path(pdf).read_bytes().startswith(b"%PDF-")


def test_a_frozen_table_is_rendered_again_to_the_byte(tmp_path):
    named = ("--campaign", "lai-chau-2022")
    told("snapshot", "take", *named, "--on", DAY)
    number = str(Snapshot.objects.latest("id").id)

    first, again = (written(tmp_path, "csv", "snapshot", "show", number, *named) for _ in "ab")

    assert first == again
    assert "LĐLĐ huyện Than Uyên" in first


def test_loading_the_demo_again_adds_nothing(loaded):
    before = (Initiative.objects.count(), Account.objects.count(), JournalLine.objects.count())
    first = (loaded / "demo-logins.json").read_text()

    with override_settings(VAR=loaded):
        call_command("demo", stdout=io.StringIO())

    after = (Initiative.objects.count(), Account.objects.count(), JournalLine.objects.count())
    assert (after, (loaded / "demo-logins.json").read_text()) == (before, first)


def test_no_person_of_the_demo_is_named_in_the_journal():
    told_of = " ".join(str(line.details) + line.reason for line in JournalLine.objects.all())

    assert "Lò" not in told_of


def test_merging_all_certain_repeats_keeps_every_sum_and_undoing_puts_the_table_back(campaign):
    units = list(Unit.objects.filter(path__startswith=campaign.owner.path))
    officer = By(Account.objects.get(login="tinh"), now=datetime(2026, 11, 1, tzinfo=UTC))
    before = counts_by_unit(campaign, units)
    that_day = counts_by_unit(campaign, units, on=date(2022, 3, 17))
    found = certain_repeats(officer.account, campaign)

    action, done = merge_repeats(campaign, found, {one.key for one in found}, reason="", by=officer)

    merged = counts_by_unit(campaign, units)
    # the other 9 are less certain; they stay open
    assert (done.entries, done.left) == (69, ())
    assert merged[campaign.owner.id].open[Column.DUPLICATE] == sum(PLANTED.values()) - 69
    for unit in units:
        columns = [(c, merged[unit.id][c]) for c in Column]
        assert columns == [(c, before[unit.id][c]) for c in Column]
        assert merged[unit.id].gross == sum(n for _, n in columns)
    assert counts_by_unit(campaign, units, on=date(2022, 3, 17)) == that_day
    assert undo_action(UUID(action), reason="", by=officer) == (done.merges, ())
    assert counts_by_unit(campaign, units) == before
    assert tally_disagreements(campaign) == []

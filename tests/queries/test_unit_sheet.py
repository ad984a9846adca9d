from datetime import date

import pytest

from sangkien.actions.units import UnitsLoaded, import_units
from sangkien.adapters.csv_out import write_csv
from sangkien.adapters.spreadsheet_in import open_sheet
from sangkien.core.permissions import Role
from sangkien.core.refusal import Refusal
from sangkien.inputs.unit import read_units
from sangkien.models import Unit
from sangkien.queries.unit_sheet import (
    LABELS,
    PAGE_SIZE,
    child_counts,
    export_root,
    export_units,
    root_unit,
    unit_page,
)
from tests import make

CHIEF = Role.PROVINCIAL_OFFICER


def page_codes(account, land, **asked):
    page = unit_page(account, land.campaign, **asked)
    return [line.unit.code for line in page.lines]


# -- the sheet -----------------------------------------------------------------------------------


def test_a_unit_is_written_with_all_that_is_known_of_it(land):
    whole = make.unit(
        land.here,
        "CĐCS Trường THCS Khoen On",
        code="KO",
        kind="CĐCS",
        aliases=["THCS Khoen On", "Trường cấp 2 Khoen On"],
        block="Khối 1",
        cluster="Cụm 2",
        line="sector",
        school_level="THCS",
        place="xã Khoen On",
        opens_on=date(2020, 1, 5),
        closes_on=date(2025, 6, 30),
    )

    (cells,) = export_units(whole)

    assert dict(zip(LABELS, cells, strict=True)) == {
        "Mã": "KO",
        "Loại": "CĐCS",
        "Tên đầy đủ": "CĐCS Trường THCS Khoen On",
        "Tên ngắn": "CĐCS Trường THCS Khoen On",
        "Tên gọi khác": "THCS Khoen On|Trường cấp 2 Khoen On",
        "Mã đơn vị cấp trên": "THU",
        "Tuyến": "ngành",
        "Khối": "Khối 1",
        "Cụm": "Cụm 2",
        "Ngày thành lập": date(2020, 1, 5),
        "Ngày kết thúc": date(2025, 6, 30),
        "Cấp học": "THCS",
        "Địa bàn": "xã Khoen On",
    }


def test_every_unit_stands_behind_the_unit_above_it(land):
    rows = list(export_units(land.province))

    parent = LABELS.index("Mã đơn vị cấp trên")
    assert [cells[parent] for cells in rows].count("") == 1
    above = {""}
    for cells in rows:
        assert cells[parent] in above
        above.add(cells[0])


def test_what_is_exported_loads_again_without_any_change(land):
    unit = land.school
    for level in range(3):  # down to the sixth level
        unit = make.unit(unit, f"Tổ công đoàn “số {level}”; A, B", aliases=["Tổ A", "Tổ B"])
    land.foreign.delete()
    content = write_csv([LABELS, *export_units(land.province)], bom=True)
    sheet = list(open_sheet(content, filename="don-vi.csv").rows())

    loaded = import_units(read_units(sheet, today=date(2022, 3, 17)), make.SYSTEM)

    assert loaded == UnitsLoaded(created=0, changed=0, unchanged=7)


@pytest.mark.parametrize("number", [1, 3])
def test_few_and_many_units_are_exported_in_two_queries(land, number, django_assert_num_queries):
    for _ in range(number):
        make.unit(land.there)

    with django_assert_num_queries(2):
        assert len(list(export_units(land.there))) == number + 1


# -- the list ------------------------------------------------------------------------------------


def test_units_are_counted_by_the_unit_directly_above(land):
    make.unit(land.here)
    make.unit(land.school)

    assert child_counts([land.province, land.here, land.school, land.there]) == {
        land.province.id: 2,
        land.here.id: 2,
        land.school.id: 1,
    }


@pytest.mark.parametrize(
    ("at", "role", "codes"),
    [
        ("province", CHIEF, {"LC", "THU", "HB", "PTH"}),
        ("here", Role.UPPER_OFFICER, {"THU", "HB"}),
        ("school", Role.UPPER_OFFICER, {"HB"}),
    ],
)
def test_an_officer_reads_the_units_of_the_own_part_of_the_campaign(land, at, role, codes):
    assert set(page_codes(land.officer(getattr(land, at), role), land)) == codes


@pytest.mark.parametrize(("at", "role"), [("here", Role.MEMBER), ("foreign", CHIEF), (None, None)])
def test_who_may_see_no_entry_of_the_campaign_is_refused_the_list(land, at, role):
    account = land.officer(getattr(land, at), role) if at else None

    with pytest.raises(Refusal, match="not-allowed"):
        unit_page(account, land.campaign)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("hoa ban", ["HB"]),
        ("HOA  BAN", ["HB"]),
        ("huyện", ["THU", "PTH"]),
        ("thu", ["THU"]),
        ("%", []),
        ("_", []),
        ("Điện Biên", []),
    ],
)
def test_words_find_units_by_a_part_of_any_name_without_accents(land, words, codes):
    assert sorted(page_codes(land.officer(), land, words=words)) == sorted(codes)


def test_below_one_unit_only_what_stands_below_it_is_shown_and_its_name_above(land):
    page = unit_page(land.officer(), land.campaign, under="THU")

    assert ([line.unit for line in page.lines], page.top) == ([land.school], land.here)


@pytest.mark.parametrize("code", ["KHONG", "DB", "LC"])
def test_below_a_unit_unknown_or_out_of_reach_the_whole_list_is_shown(land, code):
    page = unit_page(land.officer(land.here), land.campaign, under=code)

    assert ({line.unit.code for line in page.lines}, page.top) == ({"THU", "HB"}, None)


def test_pages_follow_each_other_without_gap_or_overlap(land):
    for _ in range(PAGE_SIZE + 30):
        make.unit(land.there)
    officer, after, seen = land.officer(land.there), "", []
    while True:
        page = unit_page(officer, land.campaign, after=after)
        seen.append([line.unit.id for line in page.lines])
        after = page.next_after
        if not after:
            break

    every = list(Unit.objects.filter(path__startswith=land.there.path).values_list("id", flat=True))
    assert [len(ids) for ids in seen] == [PAGE_SIZE, 31]
    assert sorted(seen[0] + seen[1]) == sorted(every)


def test_a_list_that_ends_with_its_page_has_no_next_one(land):
    for _ in range(PAGE_SIZE - 1):
        make.unit(land.there)

    page = unit_page(land.officer(land.there), land.campaign)

    assert (len(page.lines), page.next_after) == (PAGE_SIZE, "")


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("under", "queries"), [("", 3), ("PTH", 4)])
def test_few_and_many_units_take_as_many_queries(
    land, number, under, queries, django_assert_num_queries
):
    for _ in range(number):
        make.unit(land.there)
    officer = land.officer()

    with django_assert_num_queries(queries):
        page = unit_page(officer, land.campaign, under=under)
        assert all(line.unit.parent for line in page.lines if line.unit != land.province)


# -- roots ---------------------------------------------------------------------------------------


def test_the_root_is_the_first_unit_without_one_above(land):
    assert root_unit() == land.province


def test_without_units_there_is_no_root(db):
    assert root_unit() is None


@pytest.mark.parametrize(
    ("at", "role", "root"),
    [("province", CHIEF, "LC"), ("here", Role.UPPER_OFFICER, "THU")],
)
def test_an_officer_takes_the_own_tree_away(land, at, role, root):
    assert export_root(land.officer(getattr(land, at), role), land.campaign).code == root


@pytest.mark.parametrize(("at", "role"), [("here", Role.MEMBER), ("foreign", CHIEF)])
def test_a_member_and_a_stranger_take_no_tree_away(land, at, role):
    with pytest.raises(Refusal, match="not-allowed"):
        export_root(land.officer(getattr(land, at), role), land.campaign)

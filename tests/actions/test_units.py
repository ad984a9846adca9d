from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.actions.standing import rebuild_tally
from sangkien.actions.units import UnitsLoaded, import_units
from sangkien.adapters.spreadsheet_in import open_sheet
from sangkien.core.permissions import Role
from sangkien.core.refusal import Refusal
from sangkien.core.sheets import Fault
from sangkien.core.sheets.bad_rows import BadRows
from sangkien.core.units import UnitRow, UnitSheet
from sangkien.inputs.unit import read_units
from sangkien.models import Initiative, JournalLine, Tally, Unit
from sangkien.queries.progress import counts_of
from sangkien.queries.unit_sheet import LABELS, export_units
from sangkien.queries.units import units_named
from tests import make
from tests.sheets import problems_of, sheet

pytestmark = pytest.mark.django_db
TODAY = date(2022, 3, 17)
EXAMPLE = Path(__file__).parents[2] / "example" / "lai-chau-2022" / "units.csv"


def row(code, parent="", number=2, **changes):
    values = {"kind": "CĐCS", "name": f"Công đoàn {code}", "short_name": f"CĐ {code}"}
    return UnitRow(row=number, code=code, parent=parent, **values | changes)


def load(*rows, by=make.SYSTEM):
    return import_units(UnitSheet(rows), by)


def example():
    return read_units(list(open_sheet(EXAMPLE, filename=EXAMPLE.name).rows()), today=TODAY)


def paths():
    """Return the lineage of each unit in codes, which is what its path must say."""
    codes = dict(Unit.objects.values_list("id", "code"))
    return {u.code: "/".join(codes[i] for i in u.lineage) for u in Unit.objects.all()}


def test_a_new_unit_knows_its_path_its_level_and_its_first_four_ancestors():
    load(row("A"), row("B", "A"), row("C", "B"), row("D", "C"), row("E", "D"), row("F", "E"))

    units = {unit.code: unit for unit in Unit.objects.all()}
    ids = [units[code].id for code in "ABCDEF"]
    assert paths()["F"] == "A/B/C/D/E/F"
    assert [units[code].level for code in "ABCDEF"] == [1, 2, 3, 4, 5, 6]
    assert [units["B"].l1, units["B"].l2, units["B"].l3, units["B"].l4] == [*ids[:2], None, None]
    assert [units["F"].l1, units["F"].l2, units["F"].l3, units["F"].l4] == ids[:4]


def test_parents_may_stand_anywhere_in_the_sheet():
    load(row("C", "B"), row("B", "A"), row("A"))

    assert paths() == {"A": "A", "B": "A/B", "C": "A/B/C"}


def test_the_example_is_loaded_and_a_second_time_changes_nothing():
    assert import_units(example(), make.SYSTEM) == UnitsLoaded(177, 0, 0)
    assert import_units(example(), make.SYSTEM) == UnitsLoaded(0, 0, 177)
    assert JournalLine.objects.filter(verb__startswith="unit").count() == 1


def test_what_is_exported_reads_back_as_what_was_loaded():
    rows = example().rows
    load(*rows)

    exported = export_units(Unit.objects.get(code="TLD"))
    again = read_units(sheet(LABELS, *[[cell or "" for cell in r] for r in exported]), today=TODAY)

    assert again.problems == ()
    assert {r.code: _without_number(r) for r in again.rows} == {
        r.code: _without_number(r) for r in rows
    }


def _without_number(unit_row):
    return {name: getattr(unit_row, name) for name in unit_row.__slots__ if name != "row"}


def test_a_unit_is_found_by_its_code_and_by_each_of_its_names():
    load(row("A", name="Liên đoàn Lao động huyện Than Uyên", aliases=("LĐLĐ Than Uyên",)))
    unit = Unit.objects.get()

    names = ["a", "lien doan lao dong huyen than uyen", "CĐ A", "ldld than uyen"]
    assert units_named(names, under=unit) == {name: [unit] for name in names}


def test_a_changed_row_changes_its_unit_and_leaves_a_line_with_both_values():
    load(row("A"))

    loaded = load(row("A", name="Tên mới", closes_on=date(2025, 6, 30)))

    unit = Unit.objects.get()
    assert loaded == UnitsLoaded(0, 1, 0)
    assert (unit.name, unit.closes_on) == ("Tên mới", date(2025, 6, 30))
    assert units_named(["Tên mới", "Công đoàn A"], under=unit) == {
        "Tên mới": [unit],
        "Công đoàn A": [],
    }
    line = JournalLine.objects.get(verb="unit-changed")
    assert line.changes == {"name": ["Công đoàn A", "Tên mới"], "closes_on": [None, "2025-06-30"]}


def test_units_that_are_not_listed_stay_as_they_are():
    load(row("A"), row("B", "A"))
    load(row("C", "B"))

    assert paths() == {"A": "A", "B": "A/B", "C": "A/B/C"}


def test_a_moved_unit_takes_all_below_it_along():
    load(row("A"), row("B", "A"), row("C", "A"), row("D", "C"), row("E", "D"))

    loaded = load(row("C", "B"))

    units = {unit.code: unit for unit in Unit.objects.all()}
    assert loaded == UnitsLoaded(0, 1, 0, moved=1)
    assert paths() == {"A": "A", "B": "A/B", "C": "A/B/C", "D": "A/B/C/D", "E": "A/B/C/D/E"}
    assert units["E"].level == 5
    assert units["E"].l4 == units["D"].id


def test_a_unit_may_move_below_a_new_one_and_units_may_change_places():
    load(row("A"), row("B", "A"), row("C", "B"))

    load(row("C", "N"), row("B", "C"), row("N", "A"))

    assert paths() == {"A": "A", "N": "A/N", "C": "A/N/C", "B": "A/N/C/B"}


def test_a_new_top_may_be_set_over_the_tree():
    load(row("LC"), row("B", "LC"))

    load(row("TLD"), row("LC", "TLD"))

    assert paths() == {"TLD": "TLD", "LC": "TLD/LC", "B": "TLD/LC/B"}


def test_entries_and_counts_follow_a_moved_unit():
    load(row("A"), row("B", "A"), row("C", "A"), row("D", "C"))
    campaign = make.campaign(Unit.objects.get(code="A"))
    entry = make.register(campaign, make.entry(Unit.objects.get(code="D")))

    load(row("D", "B"))

    entry = Initiative.objects.get(id=entry.id)
    gross = {unit.code: counts_of(campaign, unit).gross for unit in Unit.objects.all()}
    assert entry.unit_path == Unit.objects.get(code="D").path
    assert gross == {"A": 1, "B": 1, "C": 0, "D": 1}
    assert JournalLine.objects.filter(verb="tally-rebuilt", campaign=campaign).count() == 1


def test_a_tally_built_again_after_a_move_says_the_same():
    load(row("A"), row("B", "A"), row("C", "A"))
    campaign = make.campaign(Unit.objects.get(code="A"))
    load(row("D", "C"))
    make.register(campaign, make.entry(Unit.objects.get(code="D")))
    load(row("D", "B"))
    make.register(campaign, make.entry(Unit.objects.get(code="D")))
    before = list(Tally.objects.order_by("pk").values())

    rebuild_tally(campaign)

    assert list(Tally.objects.order_by("pk").values()) == before


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [row("A"), row("B", "X", 3), row("C", "Y", 4)],
            [(3, "unit-code-unknown"), (4, "unit-code-unknown")],
        ),
        ([row("A-1"), row("B", "a-1", 3)], [(3, "unit-code-near")]),
        ([row("A"), row("B", "A", 3), row("B", "A", 4)], [(4, "unit-code-twice")]),
        ([row("A"), row("B", "", 3)], [(3, "unit-second-root")]),
        (
            [row("A"), row("B", "C", 3), row("C", "B", 4)],
            [(3, "unit-cycle"), (4, "unit-cycle")],
        ),
        ([row("A"), row("B", "B", 3)], [(3, "unit-cycle")]),
    ],
)
def test_rows_that_form_no_tree_are_refused_with_every_row_named(rows, said):
    with pytest.raises(BadRows) as raised:
        load(*rows)

    assert [(number, code) for number, _, code in problems_of(raised)] == said
    assert not Unit.objects.exists()


def test_what_is_wrong_with_cells_and_with_the_tree_is_told_in_one_round():
    load(row("A"))
    headings = ("Mã", "Tên đầy đủ", "Mã đơn vị cấp trên", "Ngày thành lập")
    rows = [
        ("B", "", "A", "31/11/2021"),
        ("C", "Công đoàn C", "D", ""),
        ("D", "Công đoàn D", "C", ""),
        ("E", "Công đoàn E", "X", ""),
        ("", "Công đoàn F", "A", ""),
        ("B", "Công đoàn B", "A", ""),
    ]

    with pytest.raises(BadRows) as raised:
        import_units(read_units(sheet(headings, *rows), today=TODAY), make.SYSTEM)

    above = "Mã đơn vị cấp trên"
    assert problems_of(raised) == [
        (2, "Tên đầy đủ", "cell-empty"),
        (2, "Ngày thành lập", "date-no-such-day"),
        (3, above, "unit-cycle"),
        (4, above, "unit-cycle"),
        (5, above, "unit-code-unknown"),
        (6, "Mã", "cell-empty"),
        (7, "Mã", "unit-code-twice"),
    ]
    assert paths() == {"A": "A"}


def test_of_a_unit_above_that_cannot_be_read_nothing_more_is_said():
    headings = ("Mã", "Tên đầy đủ", "Mã đơn vị cấp trên")
    rows = [
        ("B", "Công đoàn B", Fault("formula-not-calculated")),
        ("A", "Liên đoàn A", ""),
        ("C", "Công đoàn C", "B"),
    ]

    with pytest.raises(BadRows) as raised:
        import_units(read_units(sheet(headings, *rows), today=TODAY), make.SYSTEM)

    assert problems_of(raised) == [(2, "Mã đơn vị cấp trên", "formula-not-calculated")]


def test_a_unit_cannot_move_below_itself_through_units_that_are_not_listed():
    load(row("A"), row("B", "A"), row("C", "B"), row("D", "C"))

    with pytest.raises(BadRows) as raised:
        load(row("B", "D", 7))

    assert problems_of(raised) == [(7, "Mã đơn vị cấp trên", "unit-cycle")]
    assert raised.value.problems[0].details == {"code": "B", "lineage": "B → D → B"}
    assert paths()["D"] == "A/B/C/D"


def test_an_officer_loads_units_below_his_own_and_no_others():
    load(row("A"), row("B", "A"), row("C", "A"))
    officer = make.officer(Unit.objects.get(code="B"))

    load(row("B1", "B"), by=officer)
    with pytest.raises(Refusal):
        load(row("C1", "C"), by=officer)
    with pytest.raises(Refusal):
        load(row("C", "B"), by=officer)
    with pytest.raises(Refusal):
        load(row("B", "C"), by=officer)

    assert paths() == {"A": "A", "B": "A/B", "C": "A/C", "B1": "A/B/B1"}


def test_whoever_may_not_edit_units_loads_none():
    load(row("A"))
    member = make.officer(Unit.objects.get(), Role.MEMBER)

    with pytest.raises(Refusal):
        load(row("B", "A"), by=member)

    assert Unit.objects.count() == 1


def test_three_thousand_units_cost_few_queries_besides_the_inserts():
    load(row("A"))
    province = [row(f"P{n}", "A", n) for n in range(30)]
    grassroots = [row(f"G{n}", f"P{n % 30}", n) for n in range(2970)]

    with CaptureQueriesContext(
        connection,
    ) as queries:
        load(*province, *grassroots)

    others = [q for q in queries.captured_queries if not q["sql"].startswith("INSERT")]
    assert Unit.objects.count() == 3001
    assert len(others) <= 12


def test_of_many_unknown_codes_above_some_get_a_hint_and_each_row_is_named(monkeypatch):
    monkeypatch.setattr("sangkien.actions.units.MOST_HINTS", 1)
    load(row("LC-01"))

    with pytest.raises(BadRows) as raised:
        load(row("B", "LC-02", 2), row("C", "LC-03", 3), row("D", "LC-02", 4))

    assert [(p.row, p.code) for p in raised.value.problems] == [
        (2, "unit-code-near"),
        (3, "unit-code-unknown"),
        (4, "unit-code-near"),
    ]

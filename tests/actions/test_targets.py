from datetime import date

import pytest

from sangkien.actions.targets import TargetsLoaded, import_targets
from sangkien.core.permissions import Role
from sangkien.core.refusal import Refusal
from sangkien.core.sheets.bad_rows import BadRows
from sangkien.core.targets import TargetRow
from sangkien.models import JournalLine, Target
from tests import make
from tests.sheets import problems_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def root():
    return make.unit(code="LC", name="LĐLĐ tỉnh Lai Châu")


@pytest.fixture
def campaign(root):
    return make.campaign(root)


def row(unit="LC", value=1200, number=2, **changes):
    values = {"kind": "assigned", "year": 2022, "from_on": date(2022, 1, 13)}
    return TargetRow(row=number, unit=unit, value=value, **values | changes)


def test_targets_are_set_for_units_named_by_code_or_name(campaign, root):
    district = make.unit(root, "LĐLĐ huyện Than Uyên", code="LC-THU")

    loaded = import_targets(
        campaign,
        [row(document="302/KH-LĐLĐ"), row("ldld huyen than uyen", 115, 3, year=None, phase="1")],
        make.SYSTEM,
    )

    stored = Target.objects.order_by("id").values_list("unit", "kind", "phase__number", "year")
    assert loaded == TargetsLoaded(created=2, unchanged=0)
    assert list(stored) == [
        (root.id, "assigned", None, 2022),
        (district.id, "assigned", 1, None),
    ]
    assert list(Target.objects.order_by("id").values_list("value", "document", "from_on")) == [
        (1200, "302/KH-LĐLĐ", date(2022, 1, 13)),
        (115, "", date(2022, 1, 13)),
    ]


def test_a_sheet_loaded_again_adds_nothing(campaign):
    import_targets(campaign, [row()], make.SYSTEM)

    assert import_targets(campaign, [row()], make.SYSTEM) == TargetsLoaded(0, 1)
    assert JournalLine.objects.filter(verb="target-set").count() == 1


def test_a_row_without_a_day_holds_from_the_day_it_is_loaded_on(campaign):
    import_targets(campaign, [row(from_on=None)], make.SYSTEM)

    assert Target.objects.get().from_on == date(2022, 3, 17)


def test_a_later_value_stands_beside_the_earlier_one(campaign):
    import_targets(campaign, [row()], make.SYSTEM)

    import_targets(campaign, [row(value=1300, from_on=date(2022, 5, 1))], make.SYSTEM)

    assert list(Target.objects.order_by("from_on").values_list("from_on", "value")) == [
        (date(2022, 1, 13), 1200),
        (date(2022, 5, 1), 1300),
    ]


def test_a_value_never_overwrites_another_of_the_same_day(campaign):
    import_targets(campaign, [row()], make.SYSTEM)

    with pytest.raises(BadRows) as raised:
        import_targets(campaign, [row(value=1300)], make.SYSTEM)

    (problem,) = raised.value.problems
    assert (problem.row, problem.column, problem.code) == (2, "Chỉ tiêu", "target-known")
    assert problem.details == {"day": "13/01/2022", "value": "1.200", "new": "1.300"}
    assert Target.objects.get().value == 1200


def test_every_row_that_cannot_be_placed_is_named_and_none_is_stored(campaign, root):
    make.unit(root, "CĐCS Trường Mầm non Hoa Ban", code="A")
    make.unit(root, "CĐCS Trường Mầm non Hoa Ban", code="B")
    make.unit(root, "LĐLĐ huyện Than Uyên", code="LC-THU")

    with pytest.raises(BadRows) as raised:
        import_targets(
            campaign,
            [
                row(number=2),
                row("LĐLĐ huyện Than Uyen 2", number=3),
                row("Sở Thú", number=4),
                row("CĐCS Trường Mầm non Hoa Ban", number=5),
                row(number=6, year=None, phase="3"),
                row(number=7, value=5),
            ],
            make.SYSTEM,
        )

    assert problems_of(raised) == [
        (3, "Mã đơn vị", "target-unit-near"),
        (4, "Mã đơn vị", "target-unit-unknown"),
        (5, "Mã đơn vị", "target-unit-many"),
        (6, "Giai đoạn", "target-phase-unknown"),
        (7, "Mã đơn vị", "target-twice"),
    ]
    assert raised.value.problems[0].details["nearest"] == "“LĐLĐ huyện Than Uyên”"
    assert not Target.objects.exists()


def test_only_an_officer_of_the_campaign_sets_targets(campaign, root):
    below = make.unit(root)

    for officer in (make.officer(below), make.officer(root, Role.UPPER_OFFICER)):
        with pytest.raises(Refusal):
            import_targets(campaign, [row()], officer)

    assert import_targets(campaign, [row()], make.officer(root)) == TargetsLoaded(1, 0)

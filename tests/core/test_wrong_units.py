import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.wrong_units import InCommon, Misplaced, School, in_common, kind_of

MN, TH, THCS, THPT = (
    School.KINDERGARTEN,
    School.PRIMARY,
    School.LOWER_SECONDARY,
    School.UPPER_SECONDARY,
)


def common(*workplaces):
    return in_common(Misplaced(workplace) for workplace in workplaces)


@pytest.mark.parametrize(
    ("workplace", "kind"),
    [
        ("Trường Mầm non số 1 huyện Than Uyên", MN),
        ("Trường MN Mường Kim", MN),
        ("Nhà trẻ Hoa Ban", MN),
        ("trường tiểu học thị trấn", TH),
        ("Trường TH Khoen On", TH),
        ("Trường THCS Ta Gia", THCS),
        ("Trường TH&THCS Pha Mu", THCS),
        ("TRUONG PTDTBT THCS TÀ HỪA", THCS),
        ("Trường PTDTNT huyện", THPT),
        ("Trung tâm GDNN-GDTX huyện Than Uyên", School.CONTINUING),
        ("Trường PTDTBT Tà Mung", School.OTHER),
        ("Bệnh viện đa khoa huyện", None),
        ("Hội THể thao", None),
        ("", None),
    ],
)
def test_a_workplace_is_read_as_the_school_it_is(workplace, kind):
    assert kind_of(Misplaced(workplace)) == kind


def test_the_level_a_rule_knew_goes_before_what_the_name_says():
    assert kind_of(Misplaced("Trường Hoa Sen", "MN")) == MN


def test_a_level_that_is_no_kind_of_school_leaves_it_to_the_name():
    assert kind_of(Misplaced("Trường THCS Ta Gia", "liên cấp")) == THCS


def test_one_school_is_a_group_of_its_kind():
    assert common("Trường MN số 1") == InCommon(((MN, 1),), 0)


def test_schools_of_several_kinds_are_counted_in_the_order_of_their_levels():
    found = common("Trường THCS A", "Trường MN B", "Trường TH C", "Trường MN D")

    assert found == InCommon(((MN, 2), (TH, 1), (THCS, 1)), 0)
    assert found.all_schools == 4


def test_schools_and_other_workplaces_are_told_apart():
    assert common("Trường MN A", "Trạm Y tế xã", "UBND xã") == InCommon(((MN, 1),), 2)


def test_workplaces_nobody_knows_are_others_and_what_was_left_empty_is_one():
    assert common("Tổ dân phố 3", "", "") == InCommon((), 2)


def test_a_school_that_filed_twice_is_one_school_with_or_without_its_district_behind_it():
    found = common("Trường MN số 1", "TRƯỜNG MN SỐ 1, huyện Than Uyên", "Trường MN số 1")

    assert found == InCommon(((MN, 1),), 0)


def test_no_entry_has_nothing_in_common():
    assert common() == InCommon((), 0)


@given(st.lists(st.text(max_size=40), max_size=20))
def test_each_workplace_is_counted_once_and_in_one_kind(names):
    found, twice = common(*names), common(*names, *names)

    assert found == twice
    assert found.all_schools + found.others <= len(names)

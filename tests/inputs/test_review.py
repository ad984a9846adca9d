from datetime import timedelta

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.screening.run import RULES
from sangkien.core.standing import Column
from sangkien.core.states import REASONS, State
from sangkien.core.text import fold
from sangkien.inputs.digits import LARGEST_ID
from sangkien.inputs.problem import BadInput, told
from sangkien.inputs.review import (
    AGES,
    MoveTo,
    Rejection,
    read_cursor,
    read_entry_filter,
    read_finding_filter,
    read_move,
    read_reason,
    read_rejection,
)
from sangkien.models import UnitName
from sangkien.queries.finding_list import FindingFilter
from sangkien.queries.initiatives import EntryFilter
from sangkien.queries.paging import FIRST, Cursor
from tests import make


def refused(read, *given, **more):
    with pytest.raises(BadInput) as caught:
        read(*given, **more)
    return [(problem.field, problem.code) for problem in caught.value.errors]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Đã đối chiếu   với trường ", "Đã đối chiếu với trường"),
        ("hai\r\ndòng", "hai dòng"),
        ("\u202egõ\u202c\u200b ngược\x07", "gõ ngược"),
        ("👍", "👍"),
        (" \n\t ", ""),
        ("x" * 500, "x" * 500),
        (f"{'x' * 500}   ", "x" * 500),
    ],
)
def test_a_reason_is_tidy_text(typed, kept):
    assert read_reason({"reason": typed}, "reason") == kept


def test_no_reason_is_an_empty_one_and_the_action_decides():
    assert read_reason({}, "reason") == ""


@pytest.mark.parametrize("length", [501, 200_000])
def test_a_reason_longer_than_the_journal_holds_is_refused_with_both_numbers(length):
    with pytest.raises(BadInput) as caught:
        read_reason({"why": "x" * length}, "why")

    (problem,) = caught.value.errors
    assert (problem.field, problem.details) == ("why", {"limit": 500, "length": length})


@pytest.mark.parametrize("code", REASONS)
def test_every_reason_code_of_the_field_can_be_chosen(code):
    sent = {"reject-code": code, "reject-reason": "đã xem"}

    assert read_rejection(sent) == Rejection(code, "đã xem")


@pytest.mark.parametrize("code", ["", "R99", "r01", "R01 ", "<b>", "R" * 5000])
def test_a_reason_code_that_there_is_not_is_refused(code):
    assert refused(read_rejection, {"reject-code": code}) == [("reject-code", "reason-code-empty")]


@pytest.fixture
def place(db):
    province = make.unit(name="LĐLĐ tỉnh", code="LC")
    district = make.unit(province, "LĐLĐ huyện Than Uyên", code="LC-THU")
    UnitName.objects.create(unit=district, folded=fold("Than Uyên"))
    return {
        "province": province,
        "district": district,
        "school": make.unit(district, "CĐCS Mầm non số 1", code="MN1"),
        "foreign": make.unit(name="LĐLĐ tỉnh Sơn La", code="SL"),
    }


def move(place, **sent):
    return read_move(
        {name.replace("_", "-"): value for name, value in sent.items()},
        [place["district"]],
        under=place["province"],
    )


def test_one_of_the_units_offered_is_chosen(place):
    sent = {"move_unit": str(place["district"].id), "move_reason": " thuộc huyện "}

    assert move(place, **sent) == MoveTo(place["district"], "thuộc huyện")


@pytest.mark.parametrize("typed", ["LC-THU", " lc-thu ", "Than Uyên", "LDLD huyen Than Uyen"])
def test_a_unit_typed_by_code_or_name_wins_over_the_one_chosen(typed, place):
    assert move(place, move_other=typed, move_unit="0").unit == place["district"]


def test_a_union_below_a_member_unit_can_be_typed(place):
    assert move(place, move_other="MN1").unit == place["school"]


@pytest.mark.parametrize("chosen", ["", "0", "x", "-1", "9" * 5000, "1 OR 1=1"])
def test_a_choice_that_was_not_offered_is_none(chosen, place):
    assert refused(move, place, move_unit=chosen) == [("move-unit", "unit-empty")]


def test_a_unit_of_the_campaign_that_was_not_offered_must_be_typed(place):
    chosen = str(place["school"].id)

    assert refused(move, place, move_unit=chosen) == [("move-unit", "unit-empty")]


@pytest.mark.parametrize("typed", ["SL", "LĐLĐ tỉnh Sơn La", "Sao Hỏa", "%", "x" * 5000])
def test_a_name_that_is_no_unit_of_the_campaign_is_unknown(typed, place):
    assert refused(move, place, move_other=typed) == [("move-other", "unit-unknown-far")]


def test_a_name_of_two_units_asks_which(place):
    make.unit(place["province"], "CĐCS Mầm non số 1", code="MN2")

    with pytest.raises(BadInput) as caught:
        move(place, move_other="CĐCS Mầm non số 1")

    (problem,) = caught.value.errors
    assert problem.code == "unit-ambiguous"
    assert problem.details["choices"] == "CĐCS Mầm non số 1 (MN1), CĐCS Mầm non số 1 (MN2)"


def test_a_long_unknown_name_is_quoted_in_short(place):
    with pytest.raises(BadInput) as caught:
        move(place, move_other="x" * 200_000)

    assert len(caught.value.errors[0].details["typed"]) == 81


@pytest.mark.parametrize("column", Column)
def test_each_column_can_be_asked_for(column):
    assert read_entry_filter({"column": str(int(column))}, []) == EntryFilter(column=column)


@pytest.mark.parametrize("state", State)
def test_each_state_can_be_asked_for(state):
    assert read_entry_filter({"state": str(state)}, []) == EntryFilter(state=state)


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_can_be_asked_for_in_both_lists(rule):
    assert read_entry_filter({"rule": rule}, []) == EntryFilter(rule=rule)
    assert read_finding_filter({"rule": rule}, [], make.NOW) == FindingFilter(rule=rule)


@pytest.mark.parametrize(
    "sent",
    [
        {"column": "0"},
        {"column": "7"},
        {"column": "１"},
        {"column": "1.0"},
        {"state": "VALID"},
        {"state": "x"},
        {"rule": "no-such-rule"},
        {"unit": "X"},
        {"q": " \u200b "},
        {"page": "3"},
    ],
)
def test_what_is_no_choice_of_ours_filters_nothing(sent):
    assert read_entry_filter(sent, []) == EntryFilter()


@pytest.mark.parametrize(
    ("typed", "words"),
    [("  bể   lọc ", "bể lọc"), ("\u202ebể", "bể"), ("x" * 201, "x" * 200), ("%_", "%_")],
)
def test_words_to_search_are_tidy_and_cut_to_what_is_searched(typed, words):
    assert read_entry_filter({"q": typed}, []) == EntryFilter(words=words)


def test_a_unit_is_asked_for_by_its_code_among_those_one_may_see(place):
    seen = [place["district"]]

    asked = [read_entry_filter({"unit": code}, seen).unit_path for code in ("LC-THU", "SL", "")]

    assert asked == [place["district"].path, "", ""]


@pytest.mark.parametrize("age", AGES)
def test_findings_can_be_asked_for_by_age_in_days(age):
    asked = read_finding_filter({"age": str(age)}, [], make.NOW)

    assert asked == FindingFilter(opened_before=make.NOW - timedelta(days=age))


@pytest.mark.parametrize("age", ["", "0", "8", "-7", "x", "9" * 5000])
def test_an_age_that_is_not_offered_asks_for_all(age):
    assert read_finding_filter({"age": age}, [], make.NOW) == FindingFilter()


@pytest.mark.parametrize(
    ("sent", "cursor"),
    [
        ({}, FIRST),
        ({"after": "12"}, Cursor(after=12)),
        ({"before": "12"}, Cursor(before=12)),
        ({"after": "x", "before": ""}, FIRST),
        ({"after": "9" * 19}, Cursor(after=LARGEST_ID)),
        ({"after": "9" * 5000}, FIRST),
        ({"after": "-1"}, FIRST),
    ],
)
def test_a_page_begins_where_the_address_says_or_at_the_beginning(sent, cursor):
    assert read_cursor(sent) == cursor


KEYS = st.sampled_from(["column", "state", "rule", "unit", "q", "age", "after", "before"])


@given(st.dictionaries(KEYS, st.text(max_size=30)))
def test_no_address_is_a_fault(sent):
    assert isinstance(read_entry_filter(sent, []), EntryFilter)
    assert isinstance(read_finding_filter(sent, [], make.NOW), FindingFilter)
    assert isinstance(read_cursor(sent), Cursor)


@pytest.mark.parametrize("code", ["reason-code-empty", "unit-empty", "unit-unknown-far"])
def test_what_is_refused_is_told_in_both_languages(code):
    with override("vi"):
        vietnamese = told(code, {"typed": "X"})
    with override("en"):
        assert told(code, {"typed": "X"}) != vietnamese

"""The facts of an agreement, as an officer reads them."""

from time import process_time

import numpy as np
import pytest

from sangkien.core.duplicates import EVIDENCE_SENTENCES, Evidence, Text
from sangkien.core.engine.explaining import evidence_of, title_of
from sangkien.core.engine.fields import AGREEMENTS, Field, Named, Place
from sangkien.core.vietnamese.slots import Slots

TEXT = Text("Rèn chữ đẹp lớp 4")


def facts(left=TEXT, right=TEXT, **values):
    """The evidence of two titles and an agreement in which nothing speaks unless it is said."""
    pair = np.zeros(AGREEMENTS)
    pair[[Field.REF, Field.NAMED]] = 1, Named.UNKNOWN
    for name, value in values.items():
        pair[Field[name]] = value
    return [
        (fact.code, fact.details) if fact.details else fact.code
        for fact in evidence_of(pair, left, right)
    ]


def test_where_nothing_agrees_nothing_is_said():
    assert facts() == []


def test_of_titles_that_hardly_agree_it_is_said_where_there_is_something_to_compare():
    other, opening = Text("Bồn rửa tay đạp chân"), Text("")

    assert facts(right=other, LIKE=0.19) == ["title-other"]
    assert facts(right=TEXT, LIKE=0.19) == []
    assert facts(right=opening, LIKE=0.0) == []


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"REF": 2}, ["same-member"]),
        ({"REF": 0}, ["other-member"]),
        ({"NAMED": Named.OTHER}, ["other-author"]),
        ({"NAMED": Named.LIKE}, ["author-like"]),
        ({"NAMED": Named.INITIALS}, ["author-initials"]),
        ({"NAMED": Named.SAME}, ["same-author"]),
        ({"PLACE": Place.WORKPLACE}, ["same-workplace"]),
        ({"PLACE": Place.UNIT}, ["same-unit"]),
        ({"PLACE": Place.OTHER_WORKPLACE}, ["same-unit"]),
        ({"LIKE": 1.0}, ["title-equal"]),
        ({"LIKE": 0.995}, ["title-equal"]),
        ({"LIKE": 0.994}, [("title-like", {"percent": 99})]),
        ({"LIKE": 0.2}, [("title-like", {"percent": 20})]),
        ({"LIKE": 0.19}, []),
        ({"TOLD": 1, "ALIKE": 1.0}, ["description-equal"]),
        ({"TOLD": 1, "ALIKE": 0.999}, ["description-equal"]),
        ({"TOLD": 1, "ALIKE": 0.994}, [("description-like", {"percent": 99})]),
        ({"TOLD": 1, "ALIKE": 0.3}, [("description-like", {"percent": 30})]),
        ({"TOLD": 1, "ALIKE": 0.29}, [("description-unlike", {"percent": 28})]),
        ({"TOLD": 1, "ALIKE": 0.0}, [("description-unlike", {"percent": 0})]),
        ({"TOLD": 0, "ALIKE": 1.0}, []),
    ],
)
def test_each_field_has_its_fact(values, expected):
    assert facts(**values) == expected


def test_facts_come_in_the_order_of_reading():
    found = evidence_of(
        np.array([0.5, 0, 0, 0, 0, 0, 0, Named.SAME, 0, Place.UNIT, 2, 0, 0, 1, 0, 0.5]),
        Text("Rèn chữ lớp 4"),
        Text("Rèn chữ lớp 5"),
    )

    assert [(fact.field, fact.code) for fact in found] == [
        ("author", "same-member"),
        ("author", "same-author"),
        ("unit", "same-unit"),
        ("title", "title-like"),
        ("title", "title-differs"),
        ("title", "grade-differs"),
        ("description", "description-like"),
    ]
    assert all(fact.code in EVIDENCE_SENTENCES for fact in found)
    assert found[3] == Evidence("title", "title-like", {"percent": 50})


def differences(left, right):
    return dict(
        fact for fact in facts(Text(left), Text(right), LIKE=0.5) if fact[0] != "title-like"
    )


@pytest.mark.parametrize(
    ("left", "right", "code", "values"),
    [
        ("Dạy toán lớp 4", "Dạy toán lớp 5", "grade-differs", ("4", "5")),
        ("Dạy toán lớp 4", "Dạy toán lớp 10 và 9", "grade-differs", ("4", "9, 10")),
        ("Trẻ 3-4 tuổi", "Trẻ 5-6 tuổi", "age-differs", ("3, 4", "5, 6")),
        ("Dạy môn Văn", "Dạy môn Toán", "subject-differs", ("ngu van", "toan")),
        ("Máy số 7", "Máy số 9", "number-differs", ("7", "9")),
    ],
)
def test_slots_that_differ_are_named(left, right, code, values):
    assert differences(left, right)[code] == dict(zip(("left", "right"), values, strict=True))


@pytest.mark.parametrize(
    ("left", "right"), [("Dạy lớp 4", "Dạy lớp 4 và 5"), ("Dạy lớp 4", "Dạy"), ("Dạy", "Dạy")]
)
def test_a_slot_that_only_one_names_or_that_one_includes_is_no_difference(left, right):
    assert differences(left, right).keys() <= {"title-differs"}


def test_words_that_differ_are_shown_as_typed_without_the_signs_around_them():
    found = differences("Rèn (CHỮ), “đẹp” nhé", "Rèn vở!")

    assert found["title-differs"] == {"left": "CHỮ đẹp nhé", "right": "vở"}


def test_of_many_words_that_differ_the_first_eight_are_shown():
    found = differences("bơm ngô chè lúa vịt nấm thơ vở dê ong", "rèn")

    assert found["title-differs"]["left"] == "bơm ngô chè lúa vịt nấm thơ vở"


def test_words_typed_for_an_old_font_are_shown_as_they_read():
    found = differences("Reøn chöõ ñeïp baèng thô", "Rèn chữ")

    assert found["title-differs"]["left"] == "đẹp bằng thơ"


def test_a_school_that_one_entry_has_as_its_own_name_differs_in_neither_title():
    left = Text("Rèn chữ đẹp tại Trường THCS Nậm Mít", own_names=("Trường THCS Nậm Mít",))
    right = Text("Rèn chữ nhanh tại Trường THCS Nậm Mít")

    assert facts(left, right, LIKE=0.6) == [
        ("title-like", {"percent": 60}),
        ("title-differs", {"left": "đẹp", "right": "nhanh"}),
    ]


def test_words_that_the_engine_reads_as_one_do_not_differ():
    assert differences("Bồi dưỡng HSG lop5", "BOI DUONG học sinh giỏi lớp 5") == {}


@pytest.mark.parametrize(
    ("text", "core"),
    [
        (Text(""), ""),
        (Text("Một số biện pháp rèn chữ"), "ren chu"),
        (Text("Rèn chữ năm học 2021-2022"), "ren chu"),
        (Text("Rèn chữ tại trường Nậm Mít", own_names=("Nậm Mít",)), "ren chu"),
        (Text("Nậm Mít", own_names=("Nậm Mít",)), "nam mit"),
        (Text("Nậm Mít rèn chữ", own_names=("Mít", "")), "nam mit ren chu"),
        (Text("Dạy lớp bốn"), "day lop 4"),
        (Text("đọc " * 10_000), "doc " * 500),
        (Text("Rèn chữ Bản Bo", own_names=("x y",) * 20 + ("Bản Bo",)), "ren chu ban bo"),
    ],
)
def test_the_core_of_a_title_is_what_is_compared(text, core):
    assert title_of(text).core == tuple(core.split())


def test_the_slots_of_a_title_are_those_of_its_core():
    assert title_of(Text("Dạy môn Toán lớp bốn, tổ 7, ngày 15/3/2022")).slots == Slots(
        frozenset({"4"}), frozenset(), frozenset({"toan"}), frozenset({"7"})
    )


def test_of_a_title_without_end_the_beginning_is_told():
    long = Text("Rèn chữ " + " ".join(f"mẹo{n}" for n in range(50_000)))
    longer = Text(long.title + " và " + "x" * 200_000)
    began = process_time()

    told = facts(long, longer, LIKE=0.9) + facts(Text("x" * 200_000), Text("y" * 200_000), LIKE=0.9)

    assert process_time() - began < 2  # seconds; it took four for each pair
    assert [fact if isinstance(fact, str) else fact[0] for fact in told] == ["title-like"] * 2

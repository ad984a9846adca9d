from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.letters.edit import edited
from sangkien.core.letters.model import Paragraph
from sangkien.core.letters.printed import printed
from sangkien.core.letters.reminder import reminder
from sangkien.inputs.letter import (
    MOST_PARAGRAPHS,
    MOST_POINTS,
    ReminderWish,
    form_of,
    read_edit,
    read_form,
    read_reminder,
    rearranged,
)
from sangkien.inputs.problem import BadInput, told_by_field
from tests.core.letters.lai_chau import FACTS

LETTER = reminder(FACTS)
FORM = form_of(LETTER, variants=frozenset(), version=3)
TODAY = date(2022, 3, 20)


def posted(form=FORM):
    """The form as a browser sends it."""
    lines = ("symbol", "abstract", "addressees", "recipients", "archive")
    sent = {name: getattr(form, name).replace("\n", "\r\n") for name in lines}
    for position, paragraph in enumerate(form.paragraphs):
        sent[f"text-{position}"] = paragraph.text.replace("\n", "\r\n")
        sent[f"kind-{position}"] = paragraph.kind
    return sent | {"version": str(form.version)}


def refused(form):
    with pytest.raises(BadInput) as caught:
        read_edit(form)
    return [(problem.field, problem.code) for problem in caught.value.errors]


def test_a_form_sent_unchanged_leaves_the_letter_as_it_is():
    form = read_form(posted(), variants=[])

    assert form == FORM
    assert edited(LETTER, read_edit(form)) == LETTER


def test_only_deviations_that_an_office_may_allow_itself_are_taken():
    form = read_form(posted(), variants=["capital", "personal", "nonsense"])

    assert read_edit(form).variants == frozenset({"capital"})


@pytest.mark.parametrize("typed", ["", "x", "-1", "٣", "1.0", "9" * 5000])
def test_a_version_that_is_no_number_is_none_that_a_letter_ever_has(typed):
    assert read_form(posted() | {"version": typed}, variants=[]).version == 0


def test_an_unknown_kind_of_paragraph_is_a_plain_one():
    form = read_form(posted() | {"kind-1": "<script>"}, variants=[])

    assert form.paragraphs[1] == replace(FORM.paragraphs[1], kind="body")


def test_a_box_is_added_below_and_takes_the_kind_of_the_one_above():
    form = replace(FORM, paragraphs=(Paragraph("Một"), Paragraph("Hai", "lettered")))

    assert rearranged(form, "add-1").paragraphs == (
        Paragraph("Một"),
        Paragraph("Hai", "lettered"),
        Paragraph("", "lettered"),
    )


def test_a_box_is_taken_out():
    form = replace(FORM, paragraphs=(Paragraph("Một"), Paragraph("Hai"), Paragraph("Ba")))

    assert rearranged(form, "remove-1").paragraphs == (Paragraph("Một"), Paragraph("Ba"))


def test_the_first_box_of_an_empty_letter_can_be_added():
    assert rearranged(replace(FORM, paragraphs=()), "add-0").paragraphs == (Paragraph(""),)


@pytest.mark.parametrize("wish", ["add", "add-x", "remove-", "-", "add--1", "add-" + "9" * 5000])
def test_a_wish_that_names_no_box_changes_nothing(wish):
    assert rearranged(FORM, wish) == FORM


def test_an_empty_box_is_a_paragraph_taken_out():
    form = replace(FORM, paragraphs=(Paragraph(" \n "), Paragraph("Hai.")))

    assert read_edit(form).paragraphs == (Paragraph("Hai."),)


def test_a_line_break_begins_a_new_paragraph_of_the_same_kind():
    form = replace(FORM, paragraphs=(Paragraph("Một\n\nHai", "lettered"), Paragraph("Ba.")))

    assert read_edit(form).paragraphs == (
        Paragraph("Một", "lettered"),
        Paragraph("Hai", "lettered"),
        Paragraph("Ba."),
    )


@pytest.mark.parametrize("typed", ["Hết./.", "Hết. ./.", "Hết."])
def test_the_end_mark_is_printed_once_whoever_typed_it(typed):
    edit = read_edit(replace(FORM, paragraphs=(Paragraph(typed),)))

    assert printed(edited(LETTER, edit)).paragraphs[-1].text == "Hết./."


def test_signs_that_no_file_may_hold_are_taken_out():
    form = replace(FORM, abstract="V/v\x00 đôn\u200b đốc", paragraphs=(Paragraph("a\ud800b."),))

    edit = read_edit(form)

    assert (edit.abstract, edit.paragraphs) == ("V/v đôn đốc", (Paragraph("ab."),))


@pytest.mark.parametrize("name", ["symbol", "abstract", "addressees", "recipients", "archive"])
def test_an_empty_part_is_refused_at_its_box(name):
    assert refused(replace(FORM, **{name: " \r\n"})) == [(name, "letter-empty")]


@pytest.mark.parametrize(
    ("name", "limit"),
    [("symbol", 80), ("abstract", 500), ("archive", 200), ("addressees", 3000)],
)
def test_a_part_too_long_is_refused_at_its_box(name, limit):
    assert refused(replace(FORM, **{name: "x" * (limit + 1)})) == [(name, "too-long")]
    read_edit(replace(FORM, **{name: "x" * limit}))


def test_a_paragraph_too_long_is_refused_at_its_box():
    form = replace(FORM, paragraphs=(Paragraph("Một"), Paragraph("x" * 5001)))

    assert refused(form) == [("text-1", "too-long")]


def test_a_letter_without_a_paragraph_is_refused():
    assert refused(replace(FORM, paragraphs=())) == [("text-0", "letter-text-empty")]


def test_more_points_than_the_alphabet_has_are_refused():
    many = tuple(Paragraph(f"Điểm {n}", "lettered") for n in range(MOST_POINTS + 1))

    assert refused(replace(FORM, paragraphs=many)) == [(f"text-{MOST_POINTS}", "letter-points")]


def test_points_begin_anew_under_a_new_number():
    half = tuple(Paragraph(f"Điểm {n}", "lettered") for n in range(MOST_POINTS))
    form = replace(FORM, paragraphs=(*half, Paragraph("Mục", "numbered"), *half))

    assert len(printed(edited(LETTER, read_edit(form))).paragraphs) == 2 * MOST_POINTS + 1


def test_more_paragraphs_than_a_letter_holds_are_refused():
    many = tuple(Paragraph(f"Đoạn {n}") for n in range(MOST_PARAGRAPHS + 1))

    assert refused(replace(FORM, paragraphs=many)) == [("text-0", "letter-paragraphs")]
    assert refused(read_form(posted(replace(FORM, paragraphs=many)), variants=[])) == [
        ("text-0", "letter-paragraphs")
    ]


def test_everything_wrong_is_told_at_once_in_sentences():
    form = replace(FORM, symbol="", archive="", paragraphs=())

    with pytest.raises(BadInput) as caught:
        read_edit(form)

    assert list(told_by_field(caught.value.errors)) == ["symbol", "archive", "text-0"]


@given(
    st.lists(
        st.builds(
            Paragraph, st.text(max_size=40), st.sampled_from(["body", "numbered", "lettered"])
        ),
        max_size=30,
    )
)
def test_whatever_is_typed_can_be_printed_or_is_refused(paragraphs):
    form = replace(FORM, paragraphs=tuple(paragraphs))
    try:
        edit = read_edit(form)
    except BadInput:
        return
    assert len(printed(edited(LETTER, edit)).paragraphs) == len(edit.paragraphs)


def test_a_reminder_is_wished_by_day_and_annex():
    asked = {"day": "17/03/2022", "annex": "full"}

    assert read_reminder(asked, today=TODAY) == ReminderWish(date(2022, 3, 17), full_annex=True)


def test_without_a_choice_the_annex_is_the_short_one():
    assert read_reminder({"day": "17/3/2022"}, today=TODAY) == ReminderWish(
        date(2022, 3, 17), full_annex=False
    )


def test_of_the_drafts_that_the_form_had_named_what_is_no_number_is_left_out():
    asked = {"day": "17/3/2022", "seen": "4,x,,12"}

    assert read_reminder(asked, today=TODAY) == ReminderWish(
        date(2022, 3, 17), full_annex=False, seen=frozenset({4, 12})
    )


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("31/11/2021", "date-no-such-day"),
        ("3/2022", "date-not-a-day"),
        ("", "date-empty"),
    ],
)
def test_a_day_that_cannot_be_is_refused(typed, code):
    with pytest.raises(BadInput) as caught:
        read_reminder({"day": typed}, today=TODAY)

    assert [(problem.field, problem.code) for problem in caught.value.errors] == [("day", code)]

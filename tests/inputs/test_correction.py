from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from sangkien.core.corrections import Correction
from sangkien.core.entry import AuthorEntry
from sangkien.inputs.correction import (
    changed_fields,
    form_of,
    merged_form,
    read_correction,
)
from sangkien.inputs.problem import BadInput
from sangkien.models import PersonalDetail
from sangkien.queries.versions import stand_of
from tests import make

pytestmark = pytest.mark.django_db
AUTHORS = (
    AuthorEntry("Lò Thị Mai", Decimal("33.34"), "MAI-1"),
    AuthorEntry("Vàng A Pao", Decimal("33.33")),
    AuthorEntry("H'Hen Niê", Decimal("33.33"), "NIE-3"),
)


@pytest.fixture
def entry():
    unit = make.unit(make.unit())
    filed = make.entry(
        unit,
        authors=AUTHORS,
        title="Bể lọc nước",
        workplace="Trường Mầm non số 2",
        field="khong-con-trong-danh-sach",
        applied_on=date(2021, 10, 1),
        applied_precision="month",
        benefit_raw="25",
        benefit_vnd=25_000_000,
        recognised_by="other",
        description="Dòng một\nDòng hai",
    )
    return make.register(make.campaign(unit.parent), filed)


def read(entry, **typed):
    stand = stand_of(entry)
    return read_correction(form_of(stand) | typed, stand, entry, now=make.NOW)


def test_the_form_says_what_stands_as_one_would_type_it(entry):
    form = form_of(stand_of(entry))

    assert form["applied_on"] == "10/2021"
    assert form["benefit"] == "25"
    assert form["secret"] == ""
    assert form["authors"] == "Lò Thị Mai (33,34%); Vàng A Pao (33,33%); H'Hen Niê (33,33%)"
    assert form["member_number"] == "MAI-1; -; NIE-3"


def test_a_form_that_is_sent_as_it_was_filled_changes_nothing(entry):
    assert read(entry) == Correction({})


def test_what_a_browser_does_to_line_breaks_is_no_change(entry):
    assert read(entry, description="Dòng một\r\nDòng hai\r\n") == Correction({})


def test_only_what_was_changed_is_read_again(entry):
    # “25” alone would read as 25 đồng: the heading of the sheet had said triệu
    assert read(entry, reward="Giấy khen") == Correction({"reward": "Giấy khen"})
    assert read(entry, benefit="30 triệu") == Correction(
        {"benefit_raw": "30 triệu", "benefit_vnd": 30_000_000}
    )


def test_a_day_is_read_with_how_precise_it_is(entry):
    assert read(entry, applied_on="05/10/2021") == Correction(
        {"applied_on": date(2021, 10, 5), "applied_precision": "day"}
    )


def test_authors_sent_as_the_form_had_them_are_the_same_authors(entry):
    two = "Lò Thị Mai (50%); Vàng A Pao (50%)"

    assert read(entry, authors=two, member_number="MAI-1").authors == (
        AuthorEntry("Lò Thị Mai", Decimal(50), "MAI-1"),
        AuthorEntry("Vàng A Pao", Decimal(50)),
    )
    assert read(entry, member_number="MAI-1; PAO-2; NIE-3").authors == (
        AUTHORS[0],
        replace(AUTHORS[1], member_number="PAO-2"),
        AUTHORS[2],
    )


def test_authors_stay_as_they_are_once_one_of_them_was_erased(entry):
    PersonalDetail.objects.get(name="Vàng A Pao").delete()
    stand = stand_of(entry)
    sent = {name: text for name, text in form_of(stand).items() if name != "authors"}

    correction = read_correction(sent | {"reward": "Giấy khen"}, stand, entry, now=make.NOW)

    assert (stand.names_are_known, correction.fields) == (False, ("reward",))


def test_everything_that_cannot_be_read_is_told_at_once(entry):
    with pytest.raises(BadInput) as bad:
        read(entry, title=" ", applied_on="31/11/2021", workplace="", authors="")

    assert {problem.field: problem.code for problem in bad.value.errors} == {
        "title": "title-empty",
        "workplace": "workplace-empty",
        "authors": "authors-empty",
        "applied_on": "date-no-such-day",
    }


def test_an_older_form_keeps_what_was_typed_and_takes_the_rest_as_it_stands_now(entry):
    shown = stand_of(entry)
    now = replace(shown, values={**shown.values, "effect": "Của người khác", "reward": "Khác"})
    typed = form_of(shown) | {"title": "Của tôi", "reward": "Của tôi"}

    merged = merged_form(typed, shown, now)

    assert (merged["title"], merged["effect"]) == ("Của tôi", "Của người khác")
    assert merged["reward"] == "Của tôi"
    assert changed_fields(merged, now) == {"title", "reward"}


def test_of_a_form_whose_version_is_not_known_everything_stays_as_typed(entry):
    stand = stand_of(entry)
    typed = form_of(stand) | {"title": "Của tôi"}

    assert merged_form(typed, None, stand) == typed

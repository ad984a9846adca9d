from datetime import UTC, date, datetime
from decimal import Decimal
from string import Formatter

import pytest
from django.utils.translation import override

from sangkien.core.entry import AuthorEntry, Entry
from sangkien.core.text import fold
from sangkien.inputs.problem import (
    SENTENCES,
    BadInput,
    FieldProblem,
    sentence,
    told,
    told_by_field,
)
from sangkien.inputs.registration import FIELDS, context_for, read_entry
from sangkien.models import UnitName
from sangkien.queries.units import unit_fact
from tests import make

pytestmark = pytest.mark.django_db

CHOICES = [
    {"code": "production", "name": "Sản xuất, kinh doanh"},
    {"code": "community", "name": "Vì cộng đồng (y tế, giáo dục)"},
]


@pytest.fixture
def province():
    return make.unit(name="LĐLĐ tỉnh", code="LC")


@pytest.fixture
def district(province):
    made = make.unit(parent=province, name="LĐLĐ huyện Than Uyên", code="LC-THU")
    UnitName.objects.create(unit=made, folded=fold("Than Uyên"))
    return made


@pytest.fixture
def campaign(province):
    return make.campaign(province, fields=CHOICES, member_kinds=[])


def raw(**changes):
    return {
        "title": "Bể lọc nước tự chảy cho điểm trường",
        "authors": "Lò Văn An",
        "workplace": "Trường THCS Khoen On",
        "ticked_unit": "LC-THU",
        "applied_on": "05/10/2021",
    } | changes


def read(campaign, **changes):
    values = raw(**changes)
    context = context_for(campaign, [str(values["ticked_unit"])], make.NOW)
    return read_entry(values, context, client_ref="ref-1")


def errors(campaign, **changes):
    with pytest.raises(BadInput) as refused:
        read(campaign, **changes)
    return refused.value.errors


def test_the_least_an_entry_needs_is_read_whole(campaign, district):
    assert read(campaign) == Entry(
        client_ref="ref-1",
        title="Bể lọc nước tự chảy cho điểm trường",
        authors=(AuthorEntry("Lò Văn An", Decimal("100.00")),),
        workplace="Trường THCS Khoen On",
        ticked=unit_fact(district),
        applied_on=date(2021, 10, 5),
        typed={
            "title": "Bể lọc nước tự chảy cho điểm trường",
            "workplace": "Trường THCS Khoen On",
            "ticked_unit": "LC-THU",
            "applied_on": "05/10/2021",
        },
    )


def test_every_field_of_a_full_sheet_row_is_read(campaign, district):
    entry = read(
        campaign,
        authors="1. Lò Văn An (60%); Vàng Thị Mỷ (40%)",
        member_number="ĐV-1; ĐV-2",
        field="Sản xuất - kinh doanh",
        member_kind="Thợ mỏ",
        description="Đặt bể cao hơn.\r\nNối ống.",
        effect="Đủ nước cả mùa khô",
        benefit="15,9 triệu/năm",
        applied_on=44474.0,
        recognised_by="Hội đồng sáng kiến",
        recognition_number="12/QĐ-HĐSK",
        recognised_on=date(2022, 1, 5),
        secret="x",
        occurred_at="09/01/2022 11:00:25",
        reward="Giấy khen",
    )

    assert entry == Entry(
        client_ref="ref-1",
        title="Bể lọc nước tự chảy cho điểm trường",
        authors=(
            AuthorEntry("Lò Văn An", Decimal("60.00"), "ĐV-1"),
            AuthorEntry("Vàng Thị Mỷ", Decimal("40.00"), "ĐV-2"),
        ),
        workplace="Trường THCS Khoen On",
        ticked=unit_fact(district),
        applied_on=date(2021, 10, 5),
        field="production",
        description="Đặt bể cao hơn.\nNối ống.",
        effect="Đủ nước cả mùa khô",
        benefit_raw="15,9 triệu/năm",
        benefit_vnd=15_900_000,
        recognised_by="council",
        recognition_number="12/QĐ-HĐSK",
        recognised_on=date(2022, 1, 5),
        is_secret=True,
        occurred_at=datetime(2022, 1, 9, 4, 0, 25, tzinfo=UTC),
        reward="Giấy khen",
        typed=entry.typed,
    )


def test_what_was_typed_is_kept_but_names_and_numbers_of_persons(campaign, district):
    kept = read(campaign, member_number="ĐV-1", member_kind="Thợ mỏ", benefit=1200.0).typed

    assert kept == {
        "title": "Bể lọc nước tự chảy cho điểm trường",
        "workplace": "Trường THCS Khoen On",
        "ticked_unit": "LC-THU",
        "applied_on": "05/10/2021",
        "member_kind": "Thợ mỏ",
        "benefit": "1200",
    }


@pytest.mark.parametrize("name", ["LC-THU", "lđlđ huyện THAN UYÊN", "Ldld huyen than uyen"])
def test_a_unit_goes_by_any_of_its_names(campaign, district, name):
    assert read(campaign, ticked_unit=name).ticked == unit_fact(district)


def test_a_unit_goes_by_its_other_name_and_by_the_id_of_the_form(campaign, district):
    found = [read(campaign, ticked_unit=name).ticked for name in ("Than Uyên", str(district.id))]

    assert found == [unit_fact(district)] * 2


def test_a_grassroots_union_may_be_ticked_as_well(campaign, district):
    school = make.unit(parent=district, name="CĐCS Trường THCS Khoen On")

    assert read(campaign, ticked_unit=school.name).ticked == unit_fact(school)


def test_an_unknown_unit_is_refused_with_the_closest_names(campaign, district):
    (problem,) = errors(campaign, ticked_unit="LĐLĐ huyện Than Uyen cũ")

    assert problem == FieldProblem(
        "ticked_unit",
        "unit-unknown",
        {"typed": "LĐLĐ huyện Than Uyen cũ", "closest": "“LĐLĐ huyện Than Uyên”"},
    )


def test_a_unit_like_no_other_is_refused_without_guesses(campaign, district):
    (problem,) = errors(campaign, ticked_unit="Zzz")

    assert problem == FieldProblem("ticked_unit", "unit-unknown-far", {"typed": "Zzz"})


def test_a_unit_of_another_federation_is_unknown_here(campaign, district):
    foreign = make.unit(name="Công đoàn nơi khác")

    (problem,) = errors(campaign, ticked_unit=foreign.name)

    assert problem.code.startswith("unit-unknown")


def test_a_name_of_two_units_is_refused_with_their_codes(campaign, district):
    first = make.unit(parent=district, name="CĐCS Mầm non số 1", code="A1")
    make.unit(parent=district, name="CĐCS Mầm non số 1", code="A2")

    (problem,) = errors(campaign, ticked_unit=first.name)

    assert problem == FieldProblem(
        "ticked_unit",
        "unit-ambiguous",
        {"typed": first.name, "choices": f"{first.name} (A1), {first.name} (A2)"},
    )


def test_of_two_units_of_one_name_the_one_of_the_form_is_meant(campaign, district):
    make.unit(parent=make.unit(parent=district), name=district.name, code="A3")

    assert read(campaign, ticked_unit=district.name).ticked == unit_fact(district)


def test_everything_unreadable_is_told_at_once(campaign, district):
    found = errors(
        campaign,
        title=" - ",
        authors=" ",
        workplace="",
        ticked_unit="",
        applied_on="31/11/2021",
        recognised_on="05/10/2960",
        secret="có lẽ",
    )

    assert [(problem.field, problem.code) for problem in found] == [
        ("title", "title-empty"),
        ("workplace", "workplace-empty"),
        ("authors", "authors-empty"),
        ("ticked_unit", "unit-empty"),
        ("applied_on", "date-no-such-day"),
        ("recognised_on", "date-year-range"),
        ("secret", "yes-or-no"),
    ]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("applied_on", "", "date-empty"),
        ("applied_on", "31/11/2021", "date-no-such-day"),
        ("applied_on", "05/10/2960", "date-year-range"),
        ("applied_on", "hôm qua", "date-form"),
        ("authors", "Lò Văn An (sáu mươi %)", "author-share"),
        ("authors", "Lò Văn An (150%)", "author-share"),
        ("authors", "60%", "author-no-name"),
        ("authors", "; ".join(f"Người {word}" for word in "ab" * 30), "too-many-authors"),
        ("authors", "Lò " * 100, "author-too-long"),
        ("member_number", "1; 2", "member-numbers"),
        ("member_number", "1" * 41, "too-long"),
        ("occurred_at", "17/03/2022 10:01", "moment-future"),
        ("occurred_at", "17/03/2022 25:01", "moment-time"),
        ("title", "a" * 501, "too-long"),
        ("description", "a" * 20_001, "too-long"),
        ("benefit", "1" * 201, "too-long"),
        ("recognition_number", "1" * 81, "too-long"),
        ("title", ["Tên"], "not-text"),
        ("applied_on", {"day": 5}, "not-text"),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_field(campaign, district, field, value, code):
    (problem,) = errors(campaign, **{field: value})

    assert (problem.field, problem.code) == (field, code)


@pytest.mark.parametrize(
    "doubtful",
    [
        {"applied_on": "05/10/2019"},
        {"applied_on": "09/2021"},
        {"authors": "Lò Văn An (60%); Vàng Thị Mỷ (60%)"},
        {"effect": ""},
        {"recognised_by": "chưa công nhận", "recognised_on": "chưa"},
        {"benefit": "1.761 USD/năm"},
        {"field": "Lĩnh vực lạ"},
        {"secret": "có", "description": ""},
    ],
)
def test_what_is_doubtful_is_an_entry_for_screening(campaign, district, doubtful):
    assert read(campaign, **doubtful).title == raw()["title"]


def test_words_of_recognition_name_the_council_the_head_or_nobody_yet(campaign, district):
    words = ["HĐSK huyện", "Thủ trưởng đơn vị", "Hiệu trưởng", "Sở Y tế", "Chưa có", ""]

    assert [read(campaign, recognised_by=word).recognised_by for word in words] == [
        "council",
        "head",
        "head",
        "other",
        "",
        "",
    ]


def test_an_unknown_field_of_work_is_empty_and_a_near_one_is_found(campaign, district):
    said = ["Vì cộng đồng (y tế, giáo dục", "community", "Khai thác mỏ", ""]

    assert [read(campaign, field=word).field for word in said] == ["community"] * 2 + [""] * 2


def test_a_gain_beyond_belief_is_kept_as_typed_only(campaign, district):
    entry = read(campaign, benefit="999.999.999.999 tỷ")

    assert (entry.benefit_raw, entry.benefit_vnd) == ("999.999.999.999 tỷ", None)


def test_authors_may_come_as_a_list_from_a_program(campaign, district):
    entry = read(
        campaign,
        authors=[{"name": "Lò Văn An", "share_percent": 60}, {"name": "Vàng Thị Mỷ"}],
    )

    assert entry.authors == (
        AuthorEntry("Lò Văn An", Decimal("60.00")),
        AuthorEntry("Vàng Thị Mỷ", Decimal("40.00")),
    )


def test_signs_that_no_database_stores_are_left_out(campaign, district):
    entry = read(campaign, effect="Đủ\x00 nước\ud800")

    assert (entry.effect, entry.typed["effect"]) == ("Đủ nước", "Đủ nước")


def test_the_unit_of_the_heading_is_that_of_bare_gains(campaign, district):
    context = context_for(campaign, ["LC-THU"], make.NOW)

    entry = read_entry(raw(benefit=15), context, client_ref="r", benefit_unit="triệu đồng")

    assert entry.benefit_vnd == 15_000_000


def test_a_key_longer_than_its_column_is_refused(campaign, district):
    context = context_for(campaign, ["LC-THU"], make.NOW)

    with pytest.raises(BadInput) as refused:
        read_entry(raw(), context, client_ref="r" * 81)

    assert refused.value.errors == (
        FieldProblem("client_ref", "too-long", {"limit": 80, "length": 81}),
    )


@pytest.mark.parametrize("count", [1, 3])
def test_names_of_a_batch_are_looked_up_in_three_queries(
    campaign, district, django_assert_num_queries, count
):
    campaign = type(campaign).objects.get(pk=campaign.pk)

    with django_assert_num_queries(3):
        context_for(campaign, [f"Đơn vị {n}" for n in range(count)], make.NOW)


def test_the_fields_are_those_of_the_sheet():
    assert FIELDS[:3] == ("client_ref", "title", "authors")
    assert len(FIELDS) == 18


def test_every_sentence_can_be_filled_and_shows_a_way_out():
    for code, source in SENTENCES.items():
        names = {name for _, name, _, _ in Formatter().parse(source) if name}
        filled = told(code, dict.fromkeys(names, "X"))
        assert "{" not in filled
        assert source.count(". ") >= 1


def test_a_form_is_told_the_first_sentence_of_each_field():
    problems = (
        FieldProblem("applied_on", "date-empty"),
        FieldProblem("secret", "yes-or-no", {"typed": "lẽ"}),
        FieldProblem("secret", "not-text"),
    )

    with override("en"):
        assert told_by_field(problems) == {
            "applied_on": sentence(problems[0]),
            "secret": "“lẽ” is neither yes nor no. Write “có” or “không”.",
        }

from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from sangkien.actions.campaign_documents import DocumentFile
from sangkien.core.campaign_problems import BadCampaign
from sangkien.core.campaigns import CampaignValues, Choice, DocumentValues, PhaseValues, effective
from sangkien.core.facts import Window
from sangkien.core.screening.run import RULES
from sangkien.inputs.campaign import checked_campaign
from sangkien.inputs.campaign_documents import checked_page
from sangkien.inputs.campaign_form import MOST_ROWS, raw_from_post, raw_of, tables_of

TODAY = date(2022, 3, 17)
VALUES = CampaignValues(
    slug="mo",
    title="Chương trình “01 triệu sáng kiến”",
    owner="LC",
    receipt_prefix="LC22",
    window=Window(date(2021, 9, 1), date(2023, 9, 1)),
    default_day=date(2022, 3, 17),
    phases=(PhaseValues(1, "Giai đoạn 1", Window(date(2022, 1, 8), date(2022, 5, 31))),),
    fields=(Choice("production", "Sản xuất: kinh doanh"), Choice("community", "Vì cộng đồng")),
    documents=(DocumentValues("Kế hoạch", "302/KH-LĐLĐ", date(2021, 11, 1), "Tổng Liên đoàn"),),
    rules=effective({}, rules=RULES),
    letter={"place": "Lai Châu", "recipients": ["Tổng Liên đoàn", "Lưu VT"]},
)
COUNT = "rules.missing-effect.least_words"
PDF = b"%PDF-1.7"


def posted(raw, **changes):
    """The page as a browser sends it, with some fields changed."""
    sent = {name: value for name, value in raw["campaign"].items() if name != "public_form"}
    sent |= {"public_form": "on"} if raw["campaign"]["public_form"] else {}
    for room in ("phases", "documents"):
        for place, row in enumerate(raw[room], start=1):
            sent |= {f"{room}.{place}.{name}": value for name, value in row.items()}
    sent |= {"fields": raw["fields"], "member_kinds": raw["member_kinds"]}
    for code, settings in raw["rules"].items():
        for name, value in settings.items():
            if value is not False:
                sent[f"rules.{code}.{name}"] = "on" if value is True else str(value)
    for name, value in raw["letter"].items():
        sent[f"letter.{name}"] = value if isinstance(value, str) else "\r\n".join(value)
    return sent | changes


def read(before=VALUES, **changes):
    raw = raw_from_post(posted(raw_of(before), **changes), before)
    return checked_campaign(tables_of(raw, before), today=TODAY)


def said(**changes):
    with pytest.raises(BadCampaign) as caught:
        read(**changes)
    return [(problem.place, problem.code) for problem in caught.value.problems]


def test_a_page_sent_unchanged_says_what_the_campaign_is():
    assert read() == VALUES


@pytest.mark.parametrize(
    ("name", "typed", "changed"),
    [
        ("title", "  Khác ", {"title": "Khác"}),
        ("default_day", "", {"default_day": None}),
        ("default_day", "18/03/2022", {"default_day": date(2022, 3, 18)}),
        ("short_title", "Gọn", {"short_title": "Gọn"}),
        ("member_kinds", "a: A\r\n\r\nb:B", {"member_kinds": (Choice("a", "A"), Choice("b", "B"))}),
        ("fields", "", {"fields": ()}),
    ],
)
def test_a_changed_field_changes_that_alone(name, typed, changed):
    assert read(**{name: typed}) == replace(VALUES, **changed)


def test_address_and_owner_are_not_the_pages_to_change():
    assert read(slug="khac", owner="SL") == VALUES


def test_a_box_without_its_tick_is_switched_off():
    sent = posted(raw_of(VALUES))
    del sent["public_form"]
    del sent["rules.shares.enabled"]

    values = checked_campaign(tables_of(raw_from_post(sent, VALUES), VALUES), today=TODAY)

    assert (values.public_form, values.rules["shares"]["enabled"]) == (False, False)


def test_a_row_left_empty_is_taken_out_and_the_next_takes_its_number():
    two = (*VALUES.phases, PhaseValues(2, "Hai", Window(date(2022, 6, 1), date(2022, 9, 1))))
    emptied = {f"phases.1.{name}": " " for name in ("title", "opens_on", "closes_on")}

    assert read(replace(VALUES, phases=two), **emptied).phases == (replace(two[1], number=1),)


@pytest.mark.parametrize(
    ("name", "typed", "problem"),
    [
        ("title", "", ("title", "field-missing")),
        ("title", "x" * 301, ("title", "field-too-long")),
        ("receipt_prefix", "lc-22", ("receipt_prefix", "prefix-form")),
        ("applied_from", "31/11/2021", ("applied_from", "date-no-such-day")),
        ("applied_to", "01/09/2020", ("applied_to", "window-order")),
        ("phases.1.closes_on", "05/2022", ("phases.1.closes_on", "date-not-a-day")),
        ("phases.1.closes_on", "01/01/2022", ("phases.1.closes_on", "phase-order")),
        ("documents.1.kind", "", ("documents.1.kind", "field-missing")),
        ("documents.1.link", "javascript:alert(1)", ("documents.1.link", "field-form")),
        ("fields", "một dòng không mã", ("fields.1.code", "field-missing")),
        ("fields", "a: A\na: B", ("fields", "code-twice")),
        (COUNT, "ba", (COUNT, "setting-form")),
        (COUNT, "-1", (COUNT, "setting-form")),
        (COUNT, "٣", (COUNT, "setting-form")),
        (COUNT, "9" * 5000, (COUNT, "setting-form")),
    ],
)
def test_what_cannot_be_is_refused_at_the_place_of_its_field(name, typed, problem):
    assert said(**{name: typed}) == [problem]


def test_rows_beyond_what_a_page_holds_are_not_read():
    beyond = {f"phases.{MOST_ROWS + 1}.title": "Thừa"}

    assert read(**beyond) == VALUES


@pytest.mark.parametrize(
    ("stored", "number"), [("7", 7), ("", None), ("x", None), ("-7", None), ("9" * 5000, None)]
)
def test_a_document_is_known_again_by_its_number_if_it_is_one(stored, number):
    raw = raw_from_post(
        posted(raw_of(VALUES, stored=[1]), **{"documents.1.stored": stored}), VALUES
    )

    _, files = checked_page(raw, VALUES, {}, today=TODAY)

    assert files == [DocumentFile(stored_id=number)]


def test_a_file_and_a_wrong_field_are_told_together():
    upload = SimpleUploadedFile("a.pdf", b"<html>")
    raw = raw_from_post(posted(raw_of(VALUES), title=""), VALUES, sent=["documents.1.file"])

    with pytest.raises(BadCampaign) as caught:
        checked_page(raw, VALUES, {"documents.1.file": upload}, today=TODAY)

    assert [(p.place, p.code) for p in caught.value.problems] == [
        ("title", "field-missing"),
        ("documents.1.file", "document-kind"),
    ]


def test_a_file_goes_with_the_row_it_was_sent_in_though_rows_above_were_emptied():
    sent = posted(raw_of(replace(VALUES, documents=())), **{"documents.5.kind": "Công văn"})
    raw = raw_from_post(sent, VALUES, sent=["documents.5.file"])

    _, files = checked_page(
        raw, VALUES, {"documents.5.file": SimpleUploadedFile("a.pdf", PDF)}, today=TODAY
    )

    assert files == [DocumentFile(content=PDF, kind="pdf")]


NAMES = sorted(posted(raw_of(VALUES)))


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=40), max_size=6))
def test_whatever_is_typed_is_a_campaign_or_refused(changes):
    with suppress(BadCampaign):
        values = read(**changes)
        assert (values.slug, values.owner, len(values.phases)) == ("mo", "LC", 1)

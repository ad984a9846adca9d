from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sangkien.actions.campaigns import save_campaign
from sangkien.core.campaigns import CampaignValues, Choice, DocumentValues, PhaseValues
from sangkien.core.facts import Window
from sangkien.inputs.campaign import campaign_from_toml
from sangkien.queries.campaign_values import (
    campaign_toml,
    document_by_id,
    documents_in_order,
    values_of,
)
from tests import make

TODAY = date(2022, 3, 17)
WHOLE = CampaignValues(
    slug="01-trieu",
    title="Chương trình “01 triệu sáng kiến”\nnăm 2022",
    owner="LC",
    receipt_prefix="LC22",
    window=Window(date(2021, 9, 1), date(2023, 9, 1)),
    short_title="01 triệu",
    default_day=TODAY,
    public_form=False,
    phases=(
        PhaseValues(1, "Giai đoạn 1", Window(date(2022, 1, 8), date(2022, 5, 31))),
        PhaseValues(2, "Giai đoạn 2", Window(date(2022, 6, 1), date(2023, 9, 1))),
    ),
    fields=(Choice("production", "Sản xuất"), Choice("admin", "Cải cách “một cửa”")),
    member_kinds=(Choice("worker", "Công nhân"),),
    documents=(
        DocumentValues("Kế hoạch", "302/KH-LĐLĐ", date(2022, 1, 13), "LĐLĐ tỉnh", "về việc", ""),
        DocumentValues("Hướng dẫn"),
        DocumentValues("Chương trình", "3259/CTr-TLĐ", date(2021, 12, 15), link="https://a.vn/x"),
    ),
    rules={"missing-effect": {"enabled": True, "least_words": 5}, "shares": {"enabled": False}},
    letter={"place": "Lai Châu", "addressees": ["LĐLĐ huyện", "Công đoàn ngành"]},
)


def test_a_campaign_is_read_back_exactly_as_it_was_saved(land):
    stored = save_campaign(WHOLE, make.SYSTEM).campaign

    assert values_of(stored) == WHOLE


def test_its_file_loads_into_the_same_campaign(land):
    stored = save_campaign(WHOLE, make.SYSTEM).campaign

    assert campaign_from_toml(campaign_toml(stored), today=TODAY) == WHOLE


LINE = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=40
).filter(lambda text: text == text.strip())


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(title=LINE, place=LINE, name=LINE, abstract=LINE)
def test_any_text_comes_through_saving_and_the_file_unharmed(land, title, place, name, abstract):
    values = replace(
        WHOLE,
        title=title,
        fields=(Choice("a", name),),
        letter={"place": place},
        documents=(DocumentValues("Kế hoạch", abstract=abstract),),
    )
    stored = save_campaign(values, make.SYSTEM).campaign

    assert values_of(stored) == values
    assert campaign_from_toml(campaign_toml(stored), today=TODAY) == values


def test_documents_stand_in_the_order_of_the_campaigns_list_not_of_their_days(land):
    stored = save_campaign(WHOLE, make.SYSTEM).campaign

    assert [document.kind for document in documents_in_order(stored)] == [
        "Kế hoạch",
        "Hướng dẫn",
        "Chương trình",
    ]


def test_a_document_of_another_campaign_is_not_found_by_its_number(land):
    stored = save_campaign(WHOLE, make.SYSTEM).campaign
    (first, *_) = documents_in_order(stored)

    assert document_by_id(stored, first.id) == first
    assert document_by_id(land.campaign, first.id) is None


@pytest.mark.parametrize("documents", [0, 1, 3])
def test_a_campaign_with_more_or_fewer_documents_takes_two_queries(
    land, documents, django_assert_num_queries
):
    save_campaign(replace(WHOLE, documents=WHOLE.documents[:documents]), make.SYSTEM)
    stored = type(land.campaign).objects.select_related("owner").get(slug=WHOLE.slug)

    with django_assert_num_queries(2):
        assert len(values_of(stored).documents) == documents

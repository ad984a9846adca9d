import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.campaign_toml import to_toml
from sangkien.core.campaigns import CampaignValues, Choice, DocumentValues, PhaseValues
from sangkien.core.facts import Window

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
WINDOW = Window(date(2021, 9, 1), date(2023, 9, 1))


@given(TEXTS, st.dictionaries(TEXTS, TEXTS | st.lists(TEXTS)))
def test_any_text_comes_back_from_toml_as_it_was(title, letter):
    values = CampaignValues("a", title, "LC", "LC22", WINDOW, letter=letter)

    read = tomllib.loads(to_toml(values))

    assert read["campaign"]["title"] == title
    assert read.get("letter", {}) == letter


def test_every_part_of_a_campaign_stands_in_its_file():
    values = CampaignValues(
        slug="a",
        title="“A”",
        owner="LC",
        receipt_prefix="LC22",
        window=WINDOW,
        default_day=date(2022, 3, 17),
        public_form=False,
        phases=(PhaseValues(1, "Giai đoạn 1", WINDOW),),
        fields=(Choice("safety", "An toàn"),),
        member_kinds=(Choice("worker", "Công nhân"),),
        documents=(DocumentValues("Kế hoạch", "302/KH-LĐLĐ"),),
        rules={"missing-effect": {"enabled": True, "least_words": 3}},
        letter={"addressees": ["Các huyện"]},
    )

    assert tomllib.loads(to_toml(values)) == {
        "campaign": {
            "slug": "a",
            "title": "“A”",
            "short_title": "",
            "owner": "LC",
            "receipt_prefix": "LC22",
            "applied_from": date(2021, 9, 1),
            "applied_to": date(2023, 9, 1),
            "default_day": date(2022, 3, 17),
            "public_form": False,
        },
        "phases": [
            {
                "number": 1,
                "title": "Giai đoạn 1",
                "opens_on": date(2021, 9, 1),
                "closes_on": date(2023, 9, 1),
            }
        ],
        "fields": [{"code": "safety", "name": "An toàn"}],
        "member_kinds": [{"code": "worker", "name": "Công nhân"}],
        "documents": [
            {"kind": "Kế hoạch", "number": "302/KH-LĐLĐ", "issuer": "", "abstract": "", "link": ""}
        ],
        "rules": {"missing-effect": {"enabled": True, "least_words": 3}},
        "letter": {"addressees": ["Các huyện"]},
    }


@pytest.mark.parametrize(
    ("rules", "letter"),
    [
        ({}, {}),
        ({"missing-effect": {}}, {}),
        ({"a rule, quoted": {"so “so”": 1}}, {"địa danh": "Lai Châu"}),
        ({"shares": {"enabled": False, "most": 0.06}}, {"addressees": []}),
        ({"shares": {"words": ["a", "b"], "nested": {"x": 1}}}, {"place": 'tab\tquote"slash\\'}),
    ],
)
def test_settings_of_any_shape_come_back_as_they_were(rules, letter):
    values = CampaignValues("a", "A", "LC", "LC22", WINDOW, rules=rules, letter=letter)

    read = tomllib.loads(to_toml(values))

    assert (read.get("rules", {}), read.get("letter", {})) == (rules, letter)


def test_what_is_not_known_is_left_out_and_nothing_is_written_as_none():
    text = to_toml(CampaignValues("a", "A", "LC", "LC22", WINDOW))

    assert "None" not in text
    assert "default_day" not in text
    assert tomllib.loads(text).keys() == {"campaign"}


def test_lists_keep_their_order():
    fields = tuple(Choice(code, code.upper()) for code in ("z", "a", "m"))
    text = to_toml(CampaignValues("a", "A", "LC", "LC22", WINDOW, fields=fields))

    assert [each["code"] for each in tomllib.loads(text)["fields"]] == ["z", "a", "m"]

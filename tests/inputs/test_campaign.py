from datetime import date

import pytest

from sangkien.core.campaign_problems import BadCampaign
from sangkien.core.facts import Window
from sangkien.inputs.campaign import campaign_from_toml

TODAY = date(2022, 3, 17)
LEAST = """
[campaign]
slug = "a"
title = "Chương trình"
owner = "LC"
receipt_prefix = "LC22"
applied_from = 2021-09-01
applied_to = "01/09/2023"

[[phases]]
number = 1
title = "Giai đoạn 1"
opens_on = "today-40"
closes_on = "today+20"
"""


def read(text):
    return campaign_from_toml(text, today=TODAY)


def said_of(text):
    with pytest.raises(BadCampaign) as raised:
        read(text)
    return [(problem.place, problem.code) for problem in raised.value.problems]


def test_days_may_be_written_as_dates_as_text_and_from_today():
    values = read(LEAST)

    assert values.window == Window(date(2021, 9, 1), date(2023, 9, 1))
    assert values.phases[0].window == Window(date(2022, 2, 5), date(2022, 4, 6))


def test_a_file_that_is_no_toml_is_refused_with_the_line():
    with pytest.raises(BadCampaign) as raised:
        read("[campaign\nslug = 'a'")

    (problem,) = raised.value.problems
    assert problem.code == "toml-form"
    assert "line 1" in problem.details["reason"]


def test_every_error_of_the_file_is_named_at_once():
    wrong = LEAST.replace('"Chương trình"', "3").replace('"LC22"', '""')
    wrong = wrong.replace("2021-09-01", '"31/11/2021"').replace("number = 1", "number = 0")
    wrong += 'color = "red"\n\n[letter]\nplace = 1\n'

    assert said_of(wrong) == [
        ("title", "field-not-text"),
        ("applied_from", "date-no-such-day"),
        ("phases.1.number", "field-not-number"),
        ("phases.1.color", "field-unknown"),
        ("receipt_prefix", "prefix-form"),
        ("letter.place", "letter-form"),
    ]


def test_what_does_not_fit_together_is_named_beside_what_cannot_be_read():
    wrong = LEAST.replace('"Chương trình"', "3").replace('slug = "a"', 'slug = "A B"')
    wrong += """
[[phases]]
number = 2
title = "Giai đoạn 2"
opens_on = "today+20"
closes_on = "today+30"

[rules.shares]
most = 3
"""

    assert said_of(wrong) == [
        ("title", "field-not-text"),
        ("slug", "slug-form"),
        ("phases.2.opens_on", "phase-overlap"),
        ("rules.shares.most", "setting-unknown"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            "[campaign]",
            "[kampaign]",
            [("campaign", "field-missing"), ("kampaign", "field-unknown")],
        ),
        ('slug = "a"', "", [("slug", "field-missing")]),
        ('title = "Chương trình"', f'title = "{"x" * 301}"', [("title", "field-too-long")]),
        ("2021-09-01", "20210901", [("applied_from", "date-form")]),
        ("2021-09-01", '"09/2021"', [("applied_from", "date-not-a-day")]),
        ("[[phases]]", "[phases]", [("phases", "field-not-list")]),
        ('"LC"', '"LC"\npublic_form = "yes"', [("public_form", "field-not-yes-or-no")]),
        ('"LC22"', '""', [("receipt_prefix", "prefix-form")]),
    ],
)
def test_a_wrong_entry_is_named_by_its_place_and_rule(before, after, said):
    assert said_of(LEAST.replace(before, after)) == said


def test_a_link_that_is_no_address_is_refused():
    document = '\n[[documents]]\nkind = "Kế hoạch"\nlink = "javascript:alert(1)"\n'

    assert said_of(LEAST + document) == [("documents.1.link", "field-form")]

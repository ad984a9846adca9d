"""The page templates' environment: filters, texts, escaping."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import NoReverseMatch
from django.utils.translation import override
from jinja2 import DictLoader, UndefinedError

from sangkien.web.jinja import environment


def rendered(source, **context):
    return environment(loader=DictLoader({"page": source})).get_template("page").render(context)


@pytest.mark.parametrize(
    ("source", "value", "expected"),
    [
        ("{{ x | number }}", 0, "0"),
        ("{{ x | number }}", 1200, "1.200"),
        ("{{ x | number }}", 1234567, "1.234.567"),
        ("{{ x | percent }}", 69 / 144, "47,9 %"),
        ("{{ x | percent }}", Decimal("1.304"), "130,4 %"),
        ("{{ x | percent }}", 0, "0,0 %"),
        ("{{ x | date }}", date(2022, 3, 7), "07/03/2022"),
        ("{{ x | moment }}", datetime(2022, 3, 17, 17, 30, tzinfo=UTC), "18/03/2022 00:30"),
        ("{{ x | vnd }}", 1_200_000, "1.200.000 đ"),
    ],
)
def test_a_value_is_printed_as_vietnam_prints_it(source, value, expected):
    assert rendered(source, x=value) == expected


@pytest.mark.parametrize("language", ["vi", "en"])
def test_numbers_do_not_follow_the_language_of_the_reader(language):
    with override(language):
        assert rendered("{{ x | number }} {{ y | vnd }}", x=1200, y=25_000) == "1.200 25.000 đ"


@pytest.mark.parametrize("name", ["number", "percent", "date", "moment", "vnd"])
def test_nothing_is_printed_as_a_dash(name):
    assert rendered("{{ x | " + name + " }}", x=None) == "–"


def test_text_of_people_is_escaped():
    assert rendered("{{ x }}", x='<b onclick="x">') == "&lt;b onclick=&#34;x&#34;&gt;"


def test_a_placeholder_of_a_translated_sentence_is_escaped_too():
    source = '{{ _("Hello %(name)s", name=x) }} {% trans name=x %}Hello {{ name }}{% endtrans %}'

    assert rendered(source, x="<i>") == "Hello &lt;i&gt; Hello &lt;i&gt;"


def test_the_plural_is_chosen_by_the_number():
    source = '{{ ngettext("%(num)s day", "%(num)s days", x) }}'

    with override("en"):
        assert [rendered(source, x=1), rendered(source, x=3)] == ["1 day", "3 days"]


def test_escaping_cannot_be_switched_off_by_an_option():
    loader = DictLoader({"page": "{{ x }}"})

    page = environment(loader=loader, autoescape=False).get_template("page")

    assert page.render(x="<") == "&lt;"


def test_a_name_that_no_one_gave_is_an_error_and_not_a_blank():
    with pytest.raises(UndefinedError, match="campain"):
        rendered("{{ campain }}")


def test_an_address_that_does_not_exist_is_an_error():
    with pytest.raises(NoReverseMatch):
        rendered('{{ url("no-such-page") }}')


def test_a_static_file_has_an_address_of_our_own_host():
    assert rendered('{{ static("css/base.css") }}').startswith("/static/css/base")

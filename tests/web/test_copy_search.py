import pytest

from sangkien.core.permissions import Role
from tests import make
from tests.web.cleaning import officer_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
TITLE = "Một số biện pháp rèn kỹ năng đọc cho học sinh lớp 4"


def asked(client, where, title=TITLE):
    return client.get(where.url("trung/tim/"), {"title": title}).content.decode()


def test_an_entry_of_the_own_part_is_found_with_its_page(where):
    entry = make.register(where.campaign, make.entry(where.district, title=TITLE))

    page = asked(officer_of(where.district), where, TITLE.upper())

    assert where.url(f"sang-kien/{entry.id}/") in page


def test_whose_it_is_is_said_only_where_somebody_was_named(where):
    make.register(where.campaign, make.entry(where.district, title=TITLE))
    client = officer_of(where.district)

    named = client.get(where.url("trung/tim/"), {"title": TITLE, "authors": "Trần Văn Dũng"})

    assert "somebody else" in named.content.decode()
    assert "somebody else" not in asked(client, where)


def test_where_one_may_not_search_nothing_is_found_and_that_is_said(where):
    make.register(where.campaign, make.entry(where.other, title=TITLE))

    page = asked(officer_of(where.district), where)

    assert "Nothing like this was found where you may search." in page
    assert where.other.short_name not in page


@pytest.mark.parametrize("title", ["", "   ", "🎉", "x" * 600])
def test_what_is_no_title_finds_nothing(where, title):
    client = officer_of(where.district)

    assert client.get(where.url("trung/tim/"), {"title": title}).status_code == 200


def test_the_page_is_not_there_for_who_may_not_search(where):
    answer = officer_of(where.district, Role.MEMBER).get(where.url("trung/tim/"))

    assert answer.status_code == 404

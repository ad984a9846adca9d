from dataclasses import replace
from decimal import Decimal

import pytest

from sangkien.core.duplicates import Text
from sangkien.core.entry import AuthorEntry
from sangkien.queries.look_alikes import LookAlike, look_alikes
from tests import make

pytestmark = pytest.mark.django_db
TITLE = "Một số biện pháp rèn kỹ năng đọc cho học sinh lớp 4"
SCHOOL = "Trường Tiểu học Nậm Mít"
OWN = Text(TITLE, authors=("Lò Thị Hương",), workplace=SCHOOL, own_names=(SCHOOL,))
HUONG = (AuthorEntry("Lò Thị Hương", Decimal(100)),)
DUNG = (AuthorEntry("Trần Văn Dũng", Decimal(100)),)


@pytest.fixture
def unit():
    return make.unit(make.unit(), "LĐLĐ huyện Than Uyên")


@pytest.fixture
def campaign(unit):
    return make.campaign(unit.parent)


def filed(campaign, unit, title, authors=DUNG, **changes):
    return make.register(
        campaign, make.entry(unit, title=title, authors=authors, workplace=SCHOOL, **changes)
    )


def test_ones_own_comes_first_then_others_the_nearest_first(campaign, unit):
    filed(campaign, unit, "Rèn kỹ năng đọc diễn cảm cho học sinh lớp 4")
    filed(campaign, unit, "RÈN KĨ NĂNG ĐỌC CHO HS LỚP 4")
    filed(campaign, unit, "Biện pháp rèn kỹ năng đọc cho học sinh yếu lớp 4", HUONG)

    found = look_alikes(campaign, OWN)

    assert found == [
        LookAlike("Biện pháp rèn kỹ năng đọc cho học sinh yếu lớp 4", unit.short_name, True),
        LookAlike("RÈN KĨ NĂNG ĐỌC CHO HS LỚP 4", unit.short_name, False),
        LookAlike("Rèn kỹ năng đọc diễn cảm cho học sinh lớp 4", unit.short_name, False),
    ]


@pytest.mark.parametrize(
    "title",
    [TITLE.replace("4", "5"), "Tưới chè tự động bằng cảm biến độ ẩm", "Rèn chữ viết đẹp lớp 4"],
)
def test_another_grade_or_another_work_is_no_look_alike(campaign, unit, title):
    filed(campaign, unit, title, HUONG)

    assert look_alikes(campaign, OWN) == []


def test_a_trade_secret_and_other_campaigns_are_shown_to_nobody(campaign, unit):
    filed(campaign, unit, TITLE, is_secret=True)
    filed(make.campaign(unit.parent), unit, TITLE)

    assert look_alikes(campaign, OWN) == []


def test_trade_secrets_hide_nobody_behind_them(campaign, unit):
    for _ in range(3):
        filed(campaign, unit, TITLE, HUONG, is_secret=True)
    filed(campaign, unit, "RÈN KĨ NĂNG ĐỌC CHO HS LỚP 4")

    found = look_alikes(campaign, OWN, most=2)

    assert [each.title for each in found] == ["RÈN KĨ NĂNG ĐỌC CHO HS LỚP 4"]


def test_what_is_typed_without_a_name_is_nobodys_own(campaign, unit):
    filed(campaign, unit, TITLE, HUONG)

    assert [each.is_own for each in look_alikes(campaign, replace(OWN, authors=()))] == [False]


def test_at_most_so_many_are_shown(campaign, unit):
    for _ in range(4):
        filed(campaign, unit, TITLE)

    assert len(look_alikes(campaign, OWN, most=3)) == 3


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_three_queries_however_many_are_near(
    campaign, unit, number, django_assert_num_queries
):
    for _ in range(number):
        filed(campaign, unit, TITLE)

    with django_assert_num_queries(3):
        assert len(look_alikes(campaign, OWN)) == number


def test_it_costs_one_query_where_nothing_is_near(campaign, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert look_alikes(campaign, OWN) == []

from decimal import Decimal

import pytest
from django.urls import reverse

from sangkien.core.entry import AuthorEntry
from sangkien.core.permissions import Role
from sangkien.models import Campaign
from tests import make

pytestmark = pytest.mark.django_db
TITLE = "Một số biện pháp rèn kỹ năng đọc cho học sinh lớp 4"
NAME, SCHOOL = "Lò Thị Hương", "Trường Tiểu học Nậm Mít"


@pytest.fixture
def campaign():
    unit = make.unit(make.unit(), "LĐLĐ huyện Than Uyên")
    campaign = make.campaign(unit.parent)
    author = (AuthorEntry(NAME, Decimal(100)),)
    make.register(campaign, make.entry(unit, title=TITLE, authors=author, workplace=SCHOOL))
    return campaign


def asked(client, campaign, **typed):
    return client.post(reverse("look-alikes", args=[campaign.slug]), typed)


def test_ones_own_entry_is_shown_with_the_way_to_its_receipt(client, campaign):
    answer = asked(client, campaign, title=TITLE.upper(), authors=NAME, workplace=SCHOOL)

    told = answer.content.decode()
    assert "Có thể bạn đã nộp sáng kiến này" in told
    assert f"{TITLE} <span" in told
    assert reverse("receipt-look-up") in told
    assert answer["Cache-Control"] == "private, no-store"


def test_of_others_title_and_unit_are_shown_and_no_name(client, campaign):
    told = asked(client, campaign, title=TITLE, authors="Trần Văn Dũng").content.decode()

    assert "Sáng kiến của người khác có tên gần giống" in told
    assert (TITLE in told, "LĐLĐ huyện Than Uyên" in told) == (True, True)
    assert (NAME in told, SCHOOL in told) == (False, False)


def test_until_a_name_is_typed_it_is_not_said_whose_they_are(client, campaign):
    told = asked(client, campaign, title=TITLE).content.decode()

    assert "Sáng kiến có tên gần giống" in told
    assert "Nếu một trong số đó là của bạn, đừng nộp lại." in told
    assert "của người khác" not in told


@pytest.mark.parametrize(
    "title", ["", "Rèn đọc", "Tưới chè tự động bằng cảm biến độ ẩm", "🎉 🎉 🎉 🎉"]
)
def test_where_nothing_is_near_nothing_is_said(client, campaign, title):
    answer = asked(client, campaign, title=title)

    assert (answer.status_code, answer.content.strip()) == (200, b"")


def test_markup_in_a_title_stays_text(client, campaign):
    unit = make.unit(campaign.owner)
    title = "Rèn đọc <script>alert(1)</script> cho học sinh"
    make.register(campaign, make.entry(unit, title=title))

    told = asked(client, campaign, title=title).content.decode()

    assert "&lt;script&gt;" in told
    assert "<script>" not in told


def test_a_campaign_without_a_public_form_tells_visitors_nothing(client, campaign):
    campaign.public_form = False
    campaign.save()

    assert asked(client, campaign, title=TITLE).status_code == 404
    assert client.post(reverse("look-alikes", args=["khong-co"])).status_code == 404


def test_a_campaign_without_a_public_form_tells_an_account_of_elsewhere_nothing(client, campaign):
    Campaign.objects.update(public_form=False)
    client.force_login(make.account(Role.PROVINCIAL_OFFICER, make.unit()))
    abroad = asked(client, campaign, title=TITLE).status_code
    client.force_login(make.account(Role.MEMBER, campaign.owner))

    assert (abroad, asked(client, campaign, title=TITLE).status_code) == (404, 200)


def test_it_is_asked_by_post_only_so_that_no_address_holds_a_name(client, campaign):
    assert client.get(reverse("look-alikes", args=[campaign.slug])).status_code == 405

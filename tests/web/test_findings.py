from datetime import date, timedelta

import pytest
from django.utils.timezone import now

from sangkien.core.permissions import Role
from sangkien.models import Finding
from tests import make
from tests.web.cleaning import finding_of, land, misplaced, officer_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def where():
    return land()


@pytest.fixture
def client(where):
    return officer_of(where.province, Role.PROVINCIAL_OFFICER)


def shown(client, where, query=""):
    return client.get(where.url(f"phat-hien/{query}")).content.decode()


def test_findings_are_counted_by_kind(where, client):
    misplaced(where, 1)
    misplaced(where, 2)
    make.register(where.campaign, make.entry(where.district, applied_on=date(2021, 8, 1)))

    page = shown(client, where)

    assert 'All kinds <span class="count">3</span>' in page
    assert 'Unit does not fit the workplace <span class="count">2</span>' in page
    assert 'Applied before the window <span class="count">1</span>' in page


def test_findings_of_one_kind_and_one_unit_can_be_asked_for(where, client):
    early = make.register(where.campaign, make.entry(where.district, applied_on=date(2021, 8, 1)))
    other = make.register(where.campaign, make.entry(where.other, applied_on=date(2021, 8, 1)))
    wrong = misplaced(where)

    page = shown(client, where, f"?rule=applied-before-window&unit={where.district.code}")

    assert [entry.title in page for entry in (early, other, wrong)] == [True, False, False]


def test_findings_can_be_asked_for_by_age(where, client):
    old = make.register(where.campaign, make.entry(where.district, applied_on=date(2021, 8, 1)))
    new = make.register(where.campaign, make.entry(where.district, applied_on=date(2021, 8, 1)))
    Finding.objects.filter(initiative=new).update(opened_at=now() - timedelta(days=6))

    page = shown(client, where, "?age=7")

    assert [old.title in page, new.title in page] == [True, False]


def test_findings_of_a_withdrawn_entry_wait_for_nobody(where, client):
    entry = make.register(where.campaign, make.entry(where.district, applied_on=date(2021, 8, 1)))
    client.post(where.url(f"sang-kien/{entry.id}/rut/"), {"withdraw-reason": "Tác giả xin rút"})

    assert "Nothing to decide" in shown(client, where)


def test_a_dismissed_finding_leaves_the_list(where, client):
    entry = misplaced(where)
    finding = finding_of(entry, "wrong-unit")

    sent = {"verdict": "dismiss", f"reason-{finding.id}": "Trường do ngành quản lý"}
    client.post(where.url(f"phat-hien/{finding.id}/ket-luan/"), sent)

    assert "Nothing to decide" in shown(client, where, "?rule=wrong-unit")

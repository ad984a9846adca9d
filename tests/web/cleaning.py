"""A province with two districts and a sector union, for the tests of the officer's pages."""

from dataclasses import dataclass

from django.test import Client

from sangkien.core.permissions import Role
from sangkien.models import Campaign, Finding, Unit, WorkplaceRule
from tests import make


@dataclass(frozen=True)
class Land:
    province: Unit
    district: Unit
    other: Unit
    sector: Unit
    campaign: Campaign

    def url(self, rest):
        return f"/{self.campaign.slug}/{rest}"


def land(nation=None):
    province = make.unit(nation, "LĐLĐ tỉnh")
    district = make.unit(province, "LĐLĐ huyện Than Uyên", place="Than Uyên")
    other = make.unit(province, "LĐLĐ huyện Phong Thổ", place="Phong Thổ")
    sector = make.unit(province, "Công đoàn ngành Giáo dục", line="sector")
    WorkplaceRule.objects.create(
        owner=province, position=1, marks="mầm non|MN", school_level="MN", line="territorial"
    )
    return Land(province, district, other, sector, make.campaign(province))


def officer_of(unit, role=Role.UPPER_OFFICER):
    client = Client()
    client.force_login(make.account(role, unit))
    return client


def page(client, where, rest):
    """The text of a page of the campaign."""
    return client.get(where.url(rest)).content.decode()


def misplaced(where, number=1):
    """An entry of a kindergarten of the district that ticked the sector union."""
    school = f"Trường Mầm non số {number} huyện Than Uyên"
    return make.register(where.campaign, make.entry(where.sector, workplace=school))


def finding_of(entry, rule):
    return Finding.objects.get(initiative=entry, rule=rule)

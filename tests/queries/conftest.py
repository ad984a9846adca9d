"""One federation for the questions asked here: three levels, and a neighbour who sees nothing."""

from dataclasses import dataclass

import pytest

from sangkien.core.permissions import Role
from sangkien.models import Account, Campaign, Unit
from tests import make


@dataclass(frozen=True)
class Land:
    """A province with two districts, a school below the first, and another province."""

    campaign: Campaign
    province: Unit
    here: Unit
    there: Unit
    school: Unit
    foreign: Unit

    def officer(self, unit=None, role=Role.UPPER_OFFICER) -> Account:
        return make.account(role, unit or self.province)

    def file(self, unit=None, **changes):
        return make.register(self.campaign, make.entry(unit or self.here, **changes))


@pytest.fixture
def land(db):
    province = make.unit(name="LĐLĐ tỉnh Lai Châu", code="LC")
    here = make.unit(province, "LĐLĐ huyện Than Uyên", code="THU")
    return Land(
        campaign=make.campaign(province, slug="lai-chau"),
        province=province,
        here=here,
        there=make.unit(province, "LĐLĐ huyện Phong Thổ", code="PTH"),
        school=make.unit(here, "CĐCS Trường Mầm non Hoa Ban", code="HB"),
        foreign=make.unit(name="LĐLĐ tỉnh Điện Biên", code="DB"),
    )

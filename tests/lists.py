"""A federation in which lists go up: nation, province, district, school; one officer of each."""

from dataclasses import dataclass, replace

import pytest

from sangkien.actions.journal import By
from sangkien.actions.unit_lists import Seen, confirm_list
from sangkien.core.permissions import Role
from sangkien.core.refusal import Refusal
from sangkien.models import Campaign, Initiative, ListedEntry, Phase, Unit, UnitList
from sangkien.queries.listed import free_entries
from tests import make


@dataclass(frozen=True)
class Federation:
    campaign: Campaign
    nation: Unit
    province: Unit
    district: Unit
    school: Unit
    neighbour: Unit  # another school of the district
    head: By  # of each unit
    upper: By
    grassroots: By

    @property
    def phase(self):
        return Phase.objects.get(campaign=self.campaign, number=1)

    def file(self, unit=None, **changes):
        return make.register(self.campaign, make.entry(unit or self.school, **changes))

    def seen(self, unit=None):
        ids = free_entries(self.campaign, unit or self.school, self.phase).values_list("id")
        return Seen(len(ids), max((one for (one,) in ids), default=0))

    def confirm(self, unit=None, by=None):
        unit = unit or self.school
        seen = self.seen(unit)
        return confirm_list(self.campaign, unit, self.phase, seen=seen, by=by or self.grassroots)


def federation():
    nation = make.unit(name="Tổng Liên đoàn")
    province = make.unit(nation, "LĐLĐ tỉnh Lai Châu")
    district = make.unit(province, "LĐLĐ huyện Than Uyên")
    school = make.unit(district, "CĐCS Trường Mầm non Hoa Ban")
    return Federation(
        campaign=make.campaign(province, slug="lai-chau"),
        nation=nation,
        province=province,
        district=district,
        school=school,
        neighbour=make.unit(district, "CĐCS Trường Tiểu học Phúc Than"),
        head=make.officer(province, Role.PROVINCIAL_OFFICER),
        upper=make.officer(district, Role.UPPER_OFFICER),
        grassroots=make.officer(school, Role.GRASSROOTS_OFFICER),
    )


def later(by, hours=1):
    """The same person, some time on."""
    return replace(by, now=make.NOW.replace(hour=make.NOW.hour + hours))


def now(one):
    """The list as the database holds it."""
    return UnitList.objects.select_related("campaign__owner", "unit__parent").get(id=one.id)


def as_stored(entry):
    return Initiative.objects.select_related("campaign__owner").get(id=entry.id)


def standing(one):
    """Ids of the entries that the list holds."""
    rows = ListedEntry.objects.filter(list=one, is_standing=True).order_by("initiative_id")
    return list(rows.values_list("initiative_id", flat=True))


def refused(act):
    """The code with which the act is refused."""
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.code

"""A small province with the shapes of letter 878: copies, wrong ticks, wrong dates, a zero."""

from datetime import UTC, date, datetime
from decimal import Decimal

from sangkien.actions.journal import By
from sangkien.actions.moving import move_initiative
from sangkien.core.entry import AuthorEntry
from sangkien.models import Target, Unit, WorkplaceRule
from tests import make

DAY = date(2022, 3, 17)
FILED = datetime(2022, 2, 10, 3, tzinfo=UTC)
MOVED = By(None, now=datetime(2022, 3, 1, 3, tzinfo=UTC), is_system=True)
TITLE = "Máy tách hạt ngô đạp chân dùng cho hộ nghèo ở bản vùng cao"


class Province:
    """Three districts and a sector union below one province, with a campaign and targets."""

    def __init__(self, **campaign):
        self.root = make.unit(name="LĐLĐ tỉnh Lai Châu", code="LC")
        self.than_uyen = self._district("Than Uyên", "THU")
        self.sin_ho = self._district("Sìn Hồ", "SHO")
        self.tan_uyen = self._district("Tân Uyên", "TAU")
        self.education = make.unit(
            self.root, "Công đoàn ngành Giáo dục", code="GD", line=Unit.Line.SECTOR
        )
        WorkplaceRule.objects.create(
            owner=self.root,
            position=1,
            marks="mầm non|mẫu giáo",
            line="territorial",
            school_level="MN",
        )
        self.campaign = make.campaign(self.root, slug="lai-chau", **campaign)

    def _district(self, name, code):
        return make.unit(self.root, f"LĐLĐ huyện {name}", code=code, place=f"huyện {name}")

    def file(self, ticked, at=FILED, **changes):
        entry = make.entry(ticked, occurred_at=at, **changes)
        return make.register(self.campaign, entry)

    def target(self, unit, value, **changes):
        values = {"kind": "assigned", "year": 2022, "from_on": date(2022, 1, 13)}
        return Target.objects.create(
            campaign=self.campaign, unit=unit, value=value, recorded_at=make.NOW, **values | changes
        )

    def fill(self):
        """File the story: see the tests for what it must come to."""
        for unit, value in (
            (self.than_uyen, 115),
            (self.sin_ho, 130),
            (self.tan_uyen, 95),
            (self.education, 60),
        ):
            self.target(unit, value)
        person = (AuthorEntry("Lò Thị Khiêm", Decimal(100)),)
        for _ in range(3):  # one work of one person, filed three times: two copies
            self.file(self.than_uyen, title=TITLE, authors=person, workplace="Trạm khuyến nông")
        self.file(self.than_uyen)
        self.file(self.sin_ho)
        self.file(self.sin_ho, applied_on=date(2021, 5, 4))  # before the window
        school = "Trường mầm non Pa Tần, huyện Sìn Hồ"
        moved = self.file(self.education, workplace=school)
        self.file(self.education, workplace=f"{school} 2")
        move_initiative(moved, self.sin_ho, reason="Trường của huyện", by=MOVED)

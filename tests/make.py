"""Make one valid record; a test states only what it is about."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count, filterfalse

from sangkien.actions.journal import By
from sangkien.actions.registration import Filing, register_initiative
from sangkien.core.entry import AuthorEntry, Entry
from sangkien.core.permissions import Role
from sangkien.core.text import fold
from sangkien.models import Account, Campaign, Grant, GrantScope, Initiative, Phase, Unit, UnitName
from sangkien.queries.units import unit_fact

NOW = datetime(2022, 3, 17, 3, tzinfo=UTC)  # 10:00 in Lai Châu
SYSTEM = By(account=None, now=NOW, is_system=True)
# a title that ends in what reads as a year is compared without it: two works would be one
_serial = filterfalse(range(1900, 2100).__contains__, count(1))


def unit(parent=None, name=None, **changes):
    number = next(_serial)
    name = name or f"Đơn vị {number}"
    values = {"code": f"U{number}", "kind": "LĐLĐ huyện", "name": name, "short_name": name}
    level = parent.level + 1 if parent else 1
    made = Unit(**values | {"parent": parent, "level": level, "path": f"new-{number}"} | changes)
    made.save()
    made.path = f"{parent.path if parent else ''}{made.id}."
    for step, unit_id in enumerate(made.lineage[:4], start=1):
        setattr(made, f"l{step}", unit_id)
    made.save()
    spellings = {fold(spelling) for spelling in (made.code, made.name, made.short_name)}
    UnitName.objects.bulk_create(UnitName(unit=made, folded=folded) for folded in spellings)
    return made


def campaign(owner=None, **changes):
    values = {
        "slug": f"campaign-{next(_serial)}",
        "title": "Chương trình “01 triệu sáng kiến”",
        "receipt_prefix": "LC22",
        "applied_from": date(2021, 9, 1),
        "applied_to": date(2023, 9, 1),
    }
    made = Campaign.objects.create(**values | {"owner": owner or unit()} | changes)
    phases = [(1, date(2022, 1, 8), date(2022, 5, 31)), (2, date(2022, 6, 1), date(2023, 9, 1))]
    for number, opens_on, closes_on in phases:
        Phase.objects.create(
            campaign=made,
            number=number,
            title=f"Giai đoạn {number}",
            opens_on=opens_on,
            closes_on=closes_on,
        )
    return made


def entry(ticked, **changes):
    """Return a clean entry: inside every window, recognised, one author, a title of its own."""
    number = next(_serial)
    values = {
        "client_ref": f"ref-{number}",
        "title": f"Cải tiến {TOPICS[number % len(TOPICS)]} số {number}",
        "authors": (AuthorEntry(f"Lò Văn {GIVEN[number % len(GIVEN)]}", Decimal(100)),),
        "workplace": f"Cơ quan số {number}",
        "ticked": unit_fact(ticked),
        "applied_on": date(2021, 10, 5),
        "effect": "Giảm một nửa thời gian làm hồ sơ cho người dân",
        "recognised_by": "council",
        "recognition_number": f"{number}/QĐ",
        "recognised_on": date(2022, 1, 5),
    }
    return Entry(**values | changes)


def register(campaign, entry, by=SYSTEM, channel=Initiative.Channel.WEB):
    """Register and return the stored initiative."""
    outcome = register_initiative(campaign, entry, Filing(by, channel))
    return Initiative.objects.get(id=outcome.entry_id)


def account(role=None, at=None, login=None, **changes):
    login = login or f"account-{next(_serial)}"
    made = Account.objects.create_user(login, "mat-khau-thu-nghiem", **changes)
    if role:
        grant(made, role, at)
    return made


def grant(account, role, at, scopes=None, **changes):
    """Give a role; `scopes` are the units of each scope that is other than `at`."""
    made = Grant.objects.create(account=account, role=Role(role), unit=at, **changes)
    for scope, units in (scopes or {}).items():
        for each in units:
            GrantScope.objects.create(grant=made, scope=scope, unit=each)
    return made


def officer(at, role=Role.PROVINCIAL_OFFICER):
    return By(account=account(role, at), now=NOW)


TOPICS = (
    "quy trình tiếp nhận hồ sơ một cửa",
    "giá phơi ngô chống mốc ở bản vùng cao",
    "cách ghi sổ kho vật tư y tế",
    "bể lọc nước tự chảy cho điểm trường",
    "lịch trực cấp cứu bằng bảng từ",
    "máy thái cỏ dùng động cơ xe máy cũ",
    "cách dạy phép chia bằng que tính tre",
)
GIVEN = ("An", "Bình", "Chung", "Dũng", "Hạnh", "Khiêm", "Lan", "Mai", "Nam", "Oanh", "Phúc")

"""Progress tables made of figures alone, for reports that need no register."""

from datetime import date

from sangkien.core.facts import Window
from sangkien.core.pace import clock, year_clock
from sangkien.core.progress.table import Basis, Goal, ProgressTable, Role, Row, ordered, total_of

DAY = date(2022, 3, 17)
PHASE = clock(Window(date(2022, 1, 8), date(2022, 5, 31)), DAY, title="Giai đoạn 1")


def row(name, target, *columns, undecided=(0,) * 6, **changes):
    return Row(name, target, columns or (0,) * 6, undecided, code=name[:3], **changes)


def direct(*columns):
    return row("Trực tiếp LĐLĐ tỉnh", None, *columns, role=Role.DIRECT)


def table(*rows, own_target=None, **changes):
    shown = ordered(rows)
    values = {
        "campaign_slug": "lai-chau-2022",
        "campaign_title": "Chương trình “01 triệu sáng kiến”",
        "unit_code": "LC",
        "unit_name": "LĐLĐ tỉnh Lai Châu",
        "day": DAY,
        "goal": Goal(Basis.YEAR, "assigned", 2022),
        "goal_clock": year_clock(DAY),
        "clocks": (PHASE, year_clock(DAY)),
        "rows": shown,
        "total": total_of(shown, own_target=own_target),
        "notes": (),
        "rules_version": 1,
    }
    return ProgressTable(**values | changes)

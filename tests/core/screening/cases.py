"""A clean candidate and the facts around it; a test changes what it is about."""

from datetime import date

from sangkien.core.facts import Candidate, Duplicate, Facts, PhaseWindow, UnitFact, Window
from sangkien.core.screening.run import RULES

WINDOW = Window(date(2021, 9, 1), date(2023, 9, 1))
PHASES = (
    PhaseWindow(1, "Giai đoạn 1", Window(date(2022, 1, 8), date(2022, 5, 31))),
    PhaseWindow(2, "Giai đoạn 2", Window(date(2022, 6, 1), date(2023, 9, 1))),
)
PROVINCE = UnitFact(1, "1.", "LĐLĐ tỉnh", "territorial")
DISTRICT = UnitFact(2, "1.2.", "Than Uyên", "territorial")
SECTOR = UnitFact(3, "1.3.", "Giáo dục", "sector")
SCHOOL = UnitFact(4, "1.2.4.", "CĐCS Trường Mầm non Mường Kim", "territorial")


def candidate(**changes):
    values = {
        "title": "Giá phơi ngô chống mốc",
        "description": "Khung tre có mái che",
        "effect": "Ngô khô nhanh hơn ba ngày",
        "benefit_raw": "",
        "applied_on": date(2021, 10, 5),
        "applied_precision": "day",
        "recognised_by": "council",
        "recognition_number": "12/QĐ",
        "recognised_on": date(2022, 1, 5),
        "shares_percent": (100.0,),
        "workplace": "Trường Mầm non Mường Kim",
        "ticked": DISTRICT,
        "counted": DISTRICT,
        "filed_on": date(2022, 3, 17),
    }
    return Candidate(**values | changes)


def facts(**changes):
    return Facts(**{"window": WINDOW, "phases": PHASES} | changes)


def duplicate(**changes):
    values = {
        "other_id": 7,
        "other_receipt": "LC22-000007-5",
        "other_title": "Giá phơi ngô",
        "other_unit": "Phong Thổ",
        "first_receipt": "LC22-000003-4",
        "same_person": True,
        "probability": 0.987,
        "evidence": (),
    }
    return Duplicate(**values | changes)


def found(code, the_candidate, the_facts=None, **settings):
    """Return what the rule with its default settings says of the candidate."""
    rule = RULES[code]
    return rule.check(the_candidate, the_facts or facts(), {**rule.settings, **settings})

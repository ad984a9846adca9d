"""A campaign as an officer writes it, whole, and what can be wrong with it."""

import re
from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from sangkien.core.campaign_problems import FieldProblem
from sangkien.core.facts import Window
from sangkien.core.reading.numbers import format_date
from sangkien.core.screening.exceptions import LEVELS
from sangkien.core.screening.exceptions import SETTING as EXCEPTIONS_BY
from sangkien.core.screening.rule import Rule

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# first words of other pages; a test holds them against the table of addresses
RESERVED_SLUGS = frozenset(
    {
        "api",
        "bien-nhan",
        "dang-nhap",
        "dang-xuat",
        "mat-khau",
        "ngon-ngu",
        "static",
        "tai-khoan",
        "tro-giup",
        "vai-tro",
    }
)
# what a campaign may say of any rule; the rule's own settings come on top
OF_EVERY_RULE: Mapping[str, Any] = MappingProxyType({"enabled": True, "due_days": 14})
DUE_DAYS = range(1, 366)  # from opening to when a finding is overdue
ALLOWED: Mapping[str, Container[Any]] = MappingProxyType(
    {"due_days": DUE_DAYS, EXCEPTIONS_BY: LEVELS}
)
_PREFIX = re.compile(r"[A-Z0-9]{1,12}")


@dataclass(frozen=True, slots=True)
class PhaseValues:
    number: int
    title: str
    window: Window


@dataclass(frozen=True, slots=True)
class Choice:
    """One field or kind of member that an entry may name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class DocumentValues:
    """A document the campaign rests on; its `number` may be open still."""

    kind: str
    number: str = ""
    issued_on: date | None = None
    issuer: str = ""
    abstract: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class CampaignValues:
    """All that is said of a campaign. `owner` is a unit's code; rule settings stand by code."""

    slug: str
    title: str
    owner: str
    receipt_prefix: str
    window: Window  # of the day an initiative was first applied
    short_title: str = ""
    default_day: date | None = None
    public_form: bool = True
    phases: tuple[PhaseValues, ...] = ()
    fields: tuple[Choice, ...] = ()
    member_kinds: tuple[Choice, ...] = ()
    documents: tuple[DocumentValues, ...] = ()
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    letter: Mapping[str, Any] = field(default_factory=dict)


def problems_of(values: CampaignValues, *, rules: Mapping[str, Rule]) -> list[FieldProblem]:
    """Return all that does not fit together in the campaign; empty when it may be saved."""
    return [
        *_name_problems(values),
        *_window_problems(values.window),
        *_phase_problems(values.phases),
        *_repeated("fields", values.fields),
        *_repeated("member_kinds", values.member_kinds),
        *_rule_problems(values.rules, rules),
    ]


def effective(
    settings: Mapping[str, Mapping[str, Any]], *, rules: Mapping[str, Rule]
) -> dict[str, dict[str, Any]]:
    """Return the settings that hold for every rule: its own, and over them the campaign's."""
    return {
        code: {**OF_EVERY_RULE, **rule.settings, **settings.get(code, {})}
        for code, rule in rules.items()
    }


def screens_alike(
    before: Mapping[str, Mapping[str, Any]],
    after: Mapping[str, Mapping[str, Any]],
    *,
    rules: Mapping[str, Rule],
) -> bool:
    """Return whether two settings find the same.

    When a finding is due, and who may accept an exception to it, is no part of that.
    """
    holding = (effective(settings, rules=rules) for settings in (before, after))
    aside = dict.fromkeys(("due_days", EXCEPTIONS_BY))
    old, new = ([{**each, **aside} for each in all_of.values()] for all_of in holding)
    return old == new


def _name_problems(values: CampaignValues) -> list[FieldProblem]:
    problems = []
    if not _SLUG.fullmatch(values.slug):
        problems.append(FieldProblem("slug", "slug-form", {"typed": values.slug}))
    if values.slug in RESERVED_SLUGS:
        problems.append(FieldProblem("slug", "slug-reserved", {"typed": values.slug}))
    if not _PREFIX.fullmatch(values.receipt_prefix):
        typed = {"typed": values.receipt_prefix}
        problems.append(FieldProblem("receipt_prefix", "prefix-form", typed))
    for name, said in values.letter.items():
        texts = said if isinstance(said, list | tuple) else [said]
        if not all(isinstance(text, str) for text in texts):
            problems.append(FieldProblem(f"letter.{name}", "letter-form"))
    return problems


def _window_problems(window: Window) -> list[FieldProblem]:
    if window.opens_on <= window.closes_on:
        return []
    return [FieldProblem("applied_to", "window-order", _days(window))]


def _phase_problems(phases: tuple[PhaseValues, ...]) -> list[FieldProblem]:
    problems = [
        FieldProblem(
            f"phases.{place}.closes_on", "phase-order", {"phase": p.title, **_days(p.window)}
        )
        for place, p in enumerate(phases, start=1)
        if p.window.closes_on < p.window.opens_on
    ]
    numbers = [phase.number for phase in phases]
    if not phases:
        problems.append(FieldProblem("phases", "field-missing"))
    elif numbers != list(range(1, len(phases) + 1)):
        problems.append(FieldProblem("phases", "phase-number"))
    for place, (earlier, later) in enumerate(pairwise(phases), start=2):
        if later.window.opens_on <= earlier.window.closes_on:
            details = {
                "phase": later.title,
                "opens": format_date(later.window.opens_on),
                "earlier": earlier.title,
                "closes": format_date(earlier.window.closes_on),
            }
            problems.append(FieldProblem(f"phases.{place}.opens_on", "phase-overlap", details))
    return problems


def _days(window: Window) -> dict[str, str | int]:
    return {"opens": format_date(window.opens_on), "closes": format_date(window.closes_on)}


def _repeated(place: str, choices: tuple[Choice, ...]) -> list[FieldProblem]:
    counts = Counter(choice.code for choice in choices)
    return [FieldProblem(place, "code-twice", {"code": c}) for c, n in counts.items() if n > 1]


def _rule_problems(
    settings: Mapping[str, Mapping[str, Any]], rules: Mapping[str, Rule]
) -> list[FieldProblem]:
    problems = []
    for code, chosen in settings.items():
        if code not in rules:
            details = {"rule": code, "rules": ", ".join(rules)}
            problems.append(FieldProblem(f"rules.{code}", "rule-unknown", details))
            continue
        known: dict[str, Any] = {**OF_EVERY_RULE, **rules[code].settings}
        for name, value in chosen.items():
            problem = _setting_problem(code, name, value, known)
            problems += [problem] if problem else []
    return problems


def _setting_problem(
    code: str, name: str, value: Any, known: Mapping[str, Any]
) -> FieldProblem | None:
    place = f"rules.{code}.{name}"
    if name not in known:
        details = {"rule": code, "setting": name, "settings": ", ".join(known)}
        return FieldProblem(place, "setting-unknown", details)
    # bool is an int to Python; here a switch and a count are two things
    takes = {float: (int, float)}.get(type(known[name]), (type(known[name]),))
    if type(value) not in takes or value not in ALLOWED.get(name, (value,)):
        example = str(known[name]).lower() if isinstance(known[name], bool) else str(known[name])
        if name == EXCEPTIONS_BY:
            example = " / ".join(LEVELS)
        return FieldProblem(place, "setting-form", {"setting": name, "example": example})
    return None

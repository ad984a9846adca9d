"""Run every rule in rules/ on one candidate. A new rule is a new file there."""

import pkgutil
from collections.abc import Mapping
from importlib import import_module

from sangkien.core.facts import Candidate, Facts
from sangkien.core.screening import rules
from sangkien.core.screening.rule import Found, Rule, Settings


def load_rules() -> dict[str, Rule]:
    """Return the RULE of each module in rules/ under its code, in the order of the codes."""
    names = (f"{rules.__name__}.{module.name}" for module in pkgutil.iter_modules(rules.__path__))
    found: list[Rule] = [import_module(name).RULE for name in names]
    return {rule.code: rule for rule in sorted(found, key=lambda rule: rule.code)}


RULES = load_rules()


def screen(
    candidate: Candidate,
    facts: Facts,
    *,
    overrides: Mapping[str, Settings],
    rules: Mapping[str, Rule] = RULES,
) -> tuple[Found, ...]:
    """Return what the rules found, empty when the candidate is clean.

    `overrides` are the campaign's settings by rule code; {"enabled": False} switches one off.
    """
    found = []
    for rule in rules.values():
        settings = {**rule.settings, **overrides.get(rule.code, {})}
        if settings.get("enabled", True):
            details = rule.check(candidate, facts, settings)
            if details is not None:
                found.append(Found(rule.code, rule.reason, rule.severity, details))
    return tuple(found)

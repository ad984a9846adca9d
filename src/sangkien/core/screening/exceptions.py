"""Which level may let an entry count although a rule about days speaks against it.

What such a rule finds is a fact: nobody dismisses it as a mistake. The day is mended, or the level
that the campaign names accepts an exception, with its reason in writing.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from sangkien.core.permissions import Reach, Role, Verb, may
from sangkien.core.screening.rule import Rule, Settings
from sangkien.core.sentences import N_

SETTING = "exceptions_by"
# from the lowest to the highest: a higher level may what a lower one may
LEVELS: Mapping[str, Role] = MappingProxyType(
    {
        "upper": Role.UPPER_OFFICER,
        "provincial": Role.PROVINCIAL_OFFICER,
        "national": Role.NATIONAL_OFFICER,
    }
)
LEVEL_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "upper": N_("the upper level"),
        "provincial": N_("the province"),
        "national": N_("the confederation"),
    }
)
USUAL: Settings = MappingProxyType({SETTING: "provincial"})


def level_for(rule: Rule, settings: Settings) -> str:
    """Return the level that accepts exceptions to the rule; "" where findings are dismissed.

    `settings` are the campaign's for this rule.
    """
    if SETTING not in rule.settings:
        return ""
    said = str(settings.get(SETTING, rule.settings[SETTING]))
    return said if said in LEVELS else str(rule.settings[SETTING])


def may_except(reaches: Iterable[Reach], level: str, unit_path: str) -> bool:
    """Return whether one of the roles is of the level, or above it, and decides at the unit.

    >>> district = [Reach(Role.UPPER_OFFICER, "1.2.")]
    >>> may_except(district, "provincial", "1.2.7."), may_except(district, "upper", "1.2.7.")
    (False, True)
    """
    roles = list(LEVELS.values())
    high = set(roles[roles.index(LEVELS[level]) :])
    return may((reach for reach in reaches if reach.role in high), Verb.REVIEW, unit_path)

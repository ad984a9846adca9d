"""Rules, kinds of target and parts of a letter, named as an officer would."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sangkien.core.screening.run import RULES
from sangkien.core.sentences import N_

KIND_NAMES = {
    "assigned": N_("Assigned from above"),
    "registered": N_("Registered by the unit"),
    "plan": N_("The unit's own plan"),
}
SETTING_NAMES = {"least_words": N_("Fewest words")}
LETTER_NAMES = {
    "parent_body": N_("Body above, in capitals"),
    "issuing_body": N_("Issuing body, in capitals"),
    "full_name": N_("Full name of the body"),
    "short_name": N_("Short name of the body"),
    "place": N_("Place in the date line"),
    "symbol": N_("Symbol after the number"),
    "authority": N_("Authority of the signature"),
    "position": N_("Post of the signer"),
    "signer": N_("Name of the signer"),
    "board": N_("Board to ask"),
    "addressees": N_("Addressees, one a line"),
    "recipients": N_("Recipients of copies, one a line"),
    "archive": N_("Archive"),
}


@dataclass(frozen=True, slots=True)
class RuleInWords:
    """One screening rule with the settings that hold, as (name, label, value)."""

    code: str
    title: str
    is_on: bool
    settings: tuple[tuple[str, str, Any], ...]


def rule_in_words(code: str, settings: Mapping[str, Any]) -> RuleInWords:
    named = tuple(
        (name, _(SETTING_NAMES.get(name, name)), value)
        for name, value in settings.items()
        if name != "enabled"
    )
    return RuleInWords(code, _(RULES[code].title), bool(settings["enabled"]), named)

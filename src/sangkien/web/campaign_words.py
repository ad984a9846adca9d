"""Rules, kinds of target and parts of a letter, named as an officer would."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sangkien.core.screening.exceptions import LEVEL_NAMES
from sangkien.core.screening.exceptions import SETTING as EXCEPTIONS_BY
from sangkien.core.screening.run import RULES
from sangkien.core.sentences import N_

KIND_NAMES = {
    "assigned": N_("Assigned from above"),
    "registered": N_("Registered by the unit"),
    "plan": N_("The unit's own plan"),
}
SETTING_NAMES = {
    "least_words": N_("Fewest words"),
    "due_days": N_("Days until a finding is overdue"),
    EXCEPTIONS_BY: N_("Exceptions are accepted by"),
}
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

FIELD_NAMES = {
    "title": N_("Name of the campaign"),
    "short_title": N_("Short name of the campaign"),
    "slug": N_("Address"),
    "owner": N_("Run by"),
    "receipt_prefix": N_("Receipts begin with"),
    "applied_from": N_("Initiatives first applied from"),
    "applied_to": N_("Initiatives first applied to"),
    "default_day": N_("Tables open as of"),
    "phases": N_("Phases"),
    "fields": N_("Fields"),
    "member_kinds": N_("Kinds of member"),
    "documents": N_("Documents it rests on"),
    "letter": N_("Letters"),
    "opens_on": N_("From"),
    "closes_on": N_("To"),
    "kind": N_("Type, for example Kế hoạch"),
    "number": N_("Number"),
    "issued_on": N_("Issued on"),
    "issuer": N_("Issued by"),
    "abstract": N_("About"),
    "link": N_("Link"),
    "file": N_("File"),
}
ROOM_NAMES = {"phases": N_("Phase %(place)s"), "documents": N_("Document %(place)s")}


@dataclass(frozen=True, slots=True)
class RuleInWords:
    """One screening rule with the settings that hold, as (name, label, value).

    `choices` are the values that a setting with names may take.
    """

    code: str
    title: str
    is_on: bool
    settings: tuple[tuple[str, str, Any], ...]
    choices: Mapping[str, tuple[tuple[str, str], ...]]

    def shown(self, name: str, value: Any) -> Any:
        """The value in words, where it has a name."""
        return dict(self.choices.get(name, ())).get(value, value)


def rule_in_words(code: str, settings: Mapping[str, Any]) -> RuleInWords:
    named = tuple(
        (name, _(SETTING_NAMES.get(name, name)), value)
        for name, value in settings.items()
        if name != "enabled"
    )
    levels = tuple((level, _(words)) for level, words in LEVEL_NAMES.items())
    choices = {EXCEPTIONS_BY: levels} if EXCEPTIONS_BY in settings else {}
    return RuleInWords(code, _(RULES[code].title), bool(settings["enabled"]), named, choices)


def place_in_words(place: str) -> str:
    """Return where a problem is, as the form's labels say it: “Phase 2, From”."""
    room, _dot, rest = place.partition(".")
    if room == "rules" and rest.partition(".")[0] in RULES:
        return _("Rule “%(rule)s”") % {"rule": _(RULES[rest.partition(".")[0]].title)}
    number, _dot, name = rest.partition(".")
    if room == "phases" and name == "title":
        return f"{_(ROOM_NAMES[room]) % {'place': number}}, {_('Name of the phase')}"
    if room in ROOM_NAMES and name:
        return f"{_(ROOM_NAMES[room]) % {'place': number}}, {_(FIELD_NAMES.get(name, name))}"
    names = LETTER_NAMES if room == "letter" and rest else FIELD_NAMES
    return _(names.get(rest or room, rest or room))

"""What the fields of an entry and their choices are called."""

from sangkien.core.sentences import N_

FIELD_LABELS = {
    "title": N_("Title"),
    "workplace": N_("Workplace"),
    "ticked_unit": N_("Member unit"),
    "field": N_("Field"),
    "member_kind": N_("Kind of member"),
    "description": N_("Description"),
    "effect": N_("Effect"),
    "benefit": N_("Benefit in money"),
    "applied_on": N_("First applied on"),
    "recognised_by": N_("Recognised by"),
    "recognition_number": N_("Decision number"),
    "recognised_on": N_("Recognised on"),
    "secret": N_("Trade secret"),
    "occurred_at": N_("Filed at"),
    "reward": N_("Reward"),
}
CHANNELS = {"web": N_("web form"), "sheet": N_("spreadsheet"), "api": N_("other system")}
RECOGNISERS = {"council": N_("initiative council"), "head": N_("head of the workplace")}

"""Sentences of refusals that belong to one room alone: signals, objections; see core.refusal."""

from sangkien.core.sentences import N_

OF_ROOMS: dict[str, str] = {
    "signal-changed": N_(
        "This figure is another one by now, or is shown no more. Load the page again and say what"
        " you know of the figure of today."
    ),
    "explanation-missing": N_(
        "The explanation is empty. Write in a sentence or two where the figure comes from."
    ),
    "explanation-own": N_(
        "You wrote this explanation yourself. Somebody else at the unit above has to read it."
    ),
    "explanation-changed": N_(
        "The explanation was read already, or written anew meanwhile. Load the page again."
    ),
    "explanation-no-above": N_("There is no unit above {unit} to read its explanation."),
    "objection-open": N_("An objection to this entry waits for its answer already."),
    "objection-answered": N_("This objection was answered meanwhile. Load the page again."),
    "objection-own": N_(
        "You entered this entry yourself. Somebody else has to answer what its member objects."
    ),
    "objection-not-entered": N_(
        "Nobody entered this for you. To withdraw it, ask the officer of your unit."
    ),
}

"""How the house says no to a correction by an officer, or to a repair by the member."""

from sangkien.core.sentences import N_

OF_REPAIRS: dict[str, str] = {
    "correction-nothing": N_(
        "Nothing differs from what stands already. Change what is to be corrected, or leave this"
        " page without sending it."
    ),
    "entry-changed": N_(
        "The entry was changed while this form was open, so nothing was saved yet. What you typed"
        " stands below, the rest as it is now: look through it and send it again."
    ),
    "entry-secret": N_(
        "This entry is a trade secret: only officers who may read what it describes can correct it."
        " Ask the officer of {unit}."
    ),
    "authors-united": N_(
        "Other entries were merged into this one, and its authors hang on that. Undo the merge"
        " first, on the page of its copies, or leave the authors as they are."
    ),
    "repair-note-missing": N_(
        "Say in plain words what the member should repair: it stands on the receipt."
    ),
    "repair-due-past": N_(
        "The member needs time: the last day is one after today, {today}. Write a later day."
    ),
    "repair-asked": N_(
        "The member is asked already, until {day}. Take that back first to ask for something else."
    ),
    "repair-not-asked": N_(
        "Nothing is asked here any more: an officer took the request back, it was decided, or the"
        " repair was sent already. The receipt shows how the entry stands."
    ),
    "repair-not-back": N_(
        "This did not come back repaired, or somebody looked at it already. Load the page again."
    ),
}

"""Why two entries look like one, or do not, in facts an officer can check.

No name stands in the details: they are stored, and names must stay erasable.
"""

from dataclasses import dataclass

from sangkien.core.sentences import N_

EVIDENCE_SENTENCES: dict[str, str] = {
    "same-member": N_("The same member number."),
    "other-member": N_("The member numbers differ."),
    "same-author": N_("The same author."),
    "author-initials": N_("One author's name can be the other's, shortened or mistyped."),
    "author-like": N_("The authors' names are close."),
    "other-author": N_("Other authors."),
    "same-workplace": N_("The same workplace."),
    "same-unit": N_("The same unit."),
    "title-equal": N_("The titles are the same."),
    "title-like": N_("The titles agree to {percent} %."),
    "title-other": N_("The titles have little in common."),
    "title-differs": N_("Words that differ: “{left}” and “{right}”."),
    "grade-differs": N_("The grades differ: {left} and {right}."),
    "age-differs": N_("The ages differ: {left} and {right}."),
    "subject-differs": N_("The subjects differ: {left} and {right}."),
    "number-differs": N_("The numbers differ: {left} and {right}."),
    "description-equal": N_("The descriptions are the same."),
    "description-like": N_("The descriptions agree to {percent} %."),
    "description-unlike": N_("The descriptions have little in common ({percent} %)."),
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact about a pair; `details` fill the sentence of `code`."""

    field: str  # "author", "unit", "title" or "description"
    code: str
    details: dict[str, str | int | float]

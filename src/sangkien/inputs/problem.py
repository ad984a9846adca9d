"""What cannot be read of an input: which field, which rule, and the way out."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field

from django.utils.translation import gettext

from sangkien.core.reading.unreadable import SENTENCES as READING_SENTENCES
from sangkien.core.reading.unreadable import Unreadable
from sangkien.core.refusal import SENTENCES as REFUSAL_SENTENCES
from sangkien.core.sentences import N_
from sangkien.core.sheets.problem import SENTENCES as SHEET_SENTENCES

SENTENCES: dict[str, str] = {
    "title-empty": N_("The title of the initiative is missing. Write in words what was improved."),
    "workplace-empty": N_(
        "The workplace is missing. Write the full name of the school, office or enterprise."
    ),
    "unit-empty": N_("The member unit is missing. Choose the union the author belongs to."),
    "unit-unknown": N_(
        "There is no unit “{typed}” in this campaign. Perhaps {closest} is meant? Write one name "
        "or code of the unit as the list of units has it."
    ),
    "unit-unknown-far": N_(
        "There is no unit “{typed}” in this campaign. Write one name or code of the unit as the "
        "list of units has it."
    ),
    "unit-ambiguous": N_(
        "“{typed}” is the name of several units: {choices}. Write the code of the one meant."
    ),
    "too-long": N_(
        "This field holds at most {limit} characters; {length} were given. Shorten the text."
    ),
    "not-text": N_("This field takes one text or one value. Send it without lists inside."),
    "value-missing": N_("This field is missing. Send it; docs/api.json lists the fields."),
    "value-empty": N_("This field is empty. Give every entry a key of its own."),
    "value-not-text": N_("This field takes a text. Send it in quotation marks."),
    "value-too-long": N_("This field holds at most {limit} characters. Shorten the text."),
    "body-empty": N_("Nothing was sent. Send the fields of one initiative as JSON in UTF-8."),
    "too-many-authors": N_(
        "An entry names at most {limit} authors; {count} were given. Name those who made it."
    ),
    "author-too-long": N_(
        "An author's name has at most {limit} characters; “{typed}” is longer. Put a semicolon "
        "between two authors."
    ),
    "member-numbers": N_(
        "There are {numbers} member numbers for {authors} authors. Give one number for each "
        "author, in their order, with semicolons between."
    ),
    "yes-or-no": N_("“{typed}” is neither yes nor no. Write “có” or “không”."),
    "moment-future": N_(
        "“{typed}” lies in the future; an entry cannot have been filed then. Correct the moment "
        "or leave it empty."
    ),
    "file-large": N_("The file is larger than {limit} MB. Photograph or scan it smaller."),
    "file-kind": N_("This is not a PDF, JPG or PNG file. Save the decision as one of these."),
    "behalf-empty": N_(
        "Nothing is chosen. Say whether it is your own, or why you enter it for a member."
    ),
    "behalf-words": N_(
        "The other reason is missing. Write it in a few words: the member reads it."
    ),
    "objection-kind": N_("Nothing is chosen. Choose what you object to."),
    "objection-words": N_(
        "Your words are missing. Write in a sentence what is not right: an officer reads it."
    ),
    "answer-kind": N_("Nothing is chosen. Choose what becomes of the entry."),
    "answer-words": N_(
        "The answer is missing. Write it in a sentence: the member reads it on the receipt."
    ),
    "reason-code-empty": N_("The reason is missing. Choose why the entry is not valid."),
    "share-form": N_(
        "“{typed}” is no share. Write a percentage above 0 and at most 100, such as 60 or 33,33."
    ),
    "nothing-ticked": N_("Nothing is ticked. Tick each finding that this decision is for."),
    "too-many-ticked": N_(
        "At most {limit} findings are decided at once; {count} were ticked. Leave some for later."
    ),
    "since-ahead": N_(
        "A decision cannot count from a day still to come. Write today or a day before."
    ),
    "recogniser-empty": N_(
        "It is not said who recognised the initiative. Choose the council or the head."
    ),
    "recognition-ahead": N_(
        "The decision cannot be of a day still to come. Write the day that stands on it."
    ),
    "letter-empty": N_("This part of the letter is empty. Write it: no letter goes without."),
    "letter-text-empty": N_("The letter says nothing. Write at least one paragraph."),
    "letter-paragraphs": N_("A letter holds at most {limit} paragraphs here. Join some of them."),
    "letter-points": N_(
        "More than {limit} points follow each other, and the alphabet of points ends there. Make"
        " some of them paragraphs or begin a new numbered one."
    ),
    "role-empty": N_("The role is missing. Choose one of those you may give."),
    "role-unit-empty": N_("The unit is missing. Write the name or the code of the unit."),
    "role-unit-unknown": N_(
        "There is no unit “{typed}” in the part of the organisation for which you may give roles."
        " Write its name or code as the list of units has it."
    ),
    "role-ends-past": N_(
        "The role would have ended already. Write today, {today}, or a later day, or leave the day"
        " empty: the role then holds until it is taken back."
    ),
    "role-reason-empty": N_(
        "The reason is missing. Say in one sentence why, for example the decision that names the"
        " person: whoever reads the journal will look for it."
    ),
    "import-not-here": N_(
        "The unit “{unit}” is not among those you may import for. Leave this row to its own "
        "officer, or ask the officer of the unit above."
    ),
}


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One field that cannot be read; `details` fill the sentence of `code`."""

    field: str
    code: str
    details: Mapping[str, str | int] = dataclass_field(default_factory=dict)


class BadInput(Exception):  # noqa: N818 - it is an answer about the input, not a failure
    """Raised with everything that cannot be read, all fields at once. Doors answer 422."""

    def __init__(self, errors: tuple[FieldProblem, ...]) -> None:
        super().__init__(", ".join(f"{problem.field}: {problem.code}" for problem in errors))
        self.errors = errors


def problem_of(field_name: str, why: Unreadable) -> FieldProblem:
    """Return what core.reading could not read, at its field."""
    return FieldProblem(field_name, why.code, why.details)


def sentence(problem: FieldProblem) -> str:
    """Return the English source sentence with {placeholders}; translate, then fill."""
    return sentence_of(problem.code)


def sentence_of(code: str) -> str:
    """Return the English source sentence of any code that a field or a row is refused with."""
    return _ALL[code]


def told(code: str, details: Mapping[str, object]) -> str:
    """Return the sentence in the reader's language, filled."""
    return gettext(sentence_of(code)).format_map(details)


def told_by_field(errors: tuple[FieldProblem, ...]) -> dict[str, str]:
    """Return one filled sentence per field, the first of each, for a form's `errors`."""
    found: dict[str, str] = {}
    for problem in errors:
        found.setdefault(problem.field, told(problem.code, problem.details))
    return found


_ALL = REFUSAL_SENTENCES | SHEET_SENTENCES | READING_SENTENCES | SENTENCES

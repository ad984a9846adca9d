"""What is wrong with a campaign as written: which field, which rule, and the way out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sangkien.core.reading.unreadable import SENTENCES as READING_SENTENCES
from sangkien.core.sentences import N_

SENTENCES: dict[str, str] = {
    "field-missing": N_("This is needed. Fill it in."),
    "field-unknown": N_(
        "There is no such entry in a campaign file. Remove it or correct its name."
    ),
    "field-not-text": N_("Write a text here, between quotation marks."),
    "field-not-number": N_("Write a whole number of 1 or more here."),
    "field-not-yes-or-no": N_("Write true or false here."),
    "field-not-list": N_("Write a list here."),
    "field-not-table": N_("Write a table with named values here."),
    "field-too-long": N_("At most {longest} characters fit here. Shorten it."),
    "field-form": N_("This value does not fit here. Compare it with the example campaign."),
    "toml-form": N_("The file is not in the form of a campaign file (TOML): {reason}."),
    "slug-form": N_(
        "“{typed}” cannot be an address. Write small letters without accents, digits and hyphens."
    ),
    "slug-reserved": N_(
        "“{typed}” is the address of another page here. Choose another address for the campaign."
    ),
    "prefix-form": N_("“{typed}” cannot begin a receipt number. Write capital letters and digits."),
    "prefix-fixed": N_(
        "Receipts beginning with {prefix} are in people's hands, so the campaign keeps it. Write "
        "{prefix} again."
    ),
    "letter-form": N_("Write a text between quotation marks here, or a list of texts."),
    "window-order": N_("The window closes on {closes}, before it opens on {opens}. Correct a day."),
    "phase-order": N_("“{phase}” closes on {closes}, before it opens on {opens}. Correct a day."),
    "phase-overlap": N_(
        "“{phase}” opens on {opens}, but “{earlier}” lasts until {closes}. Phases follow each "
        "other; correct one of the days."
    ),
    "phase-number": N_("The phases must be numbered from 1, one after the other, by their days."),
    "phase-in-use": N_(
        "“{phase}” has targets and cannot be removed. Give the targets another phase first."
    ),
    "code-twice": N_("The code “{code}” stands here twice. Give each entry a code of its own."),
    "rule-unknown": N_("There is no screening rule “{rule}”. The rules are: {rules}."),
    "setting-unknown": N_(
        "The rule “{rule}” has no setting “{setting}”. Its settings are: {settings}."
    ),
    "setting-form": N_("The setting “{setting}” takes a value like {example}. Correct it."),
    "file-large": N_("The file is larger than {limit} MB. Photograph or scan it smaller."),
    "document-kind": N_(
        "This is not a PDF, DOCX, JPG or PNG file. Save the document as one of these."
    ),
    "owner-unknown": N_(
        "No unit has the code “{typed}”. Load the units first, or correct the code."
    ),
    "owner-fixed": N_("A campaign with entries or targets keeps its owner. Start a new campaign."),
}


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One problem of a campaign; `place` is the way to the field: "phases.2.opens_on"."""

    place: str
    code: str
    details: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The English source sentence with {placeholders}; translate, then fill."""
        return (SENTENCES | READING_SENTENCES)[self.code]


class BadCampaign(Exception):  # noqa: N818 - it is an answer about the input, not a failure
    """Raised when a campaign cannot be taken; `problems` holds every one."""

    def __init__(self, problems: Iterable[FieldProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{len(self.problems)} problems")

"""What was typed cannot be read: which rule, and the way out."""

from sangkien.core.sentences import N_

SENTENCES: dict[str, str] = {
    "date-empty": N_("No date was given. Write it as dd/mm/yyyy, for example 05/09/2021."),
    "date-form": N_(
        "“{typed}” is not a date we can read. Write one date as dd/mm/yyyy, for example "
        "05/09/2021, or a month as 09/2021."
    ),
    "date-no-such-day": N_(
        "“{typed}” is no day of the calendar: month {month} of {year} has {days} days. "
        "Check the day and write it as dd/mm/yyyy."
    ),
    "date-no-such-month": N_(
        "“{typed}” names month {month}; a year has 12 months. "
        "Write the day first, then the month: dd/mm/yyyy."
    ),
    "date-year-range": N_(
        "“{typed}” names the year {year}. Years from {earliest} to {latest} can be right here. "
        "Correct the year."
    ),
    "date-short-year": N_(
        "“{typed}” gives the year in two digits. Write the year in four digits: dd/mm/yyyy."
    ),
    "date-number": N_(
        "The number {typed} is not a date. Format the cell as a date, or type dd/mm/yyyy as text."
    ),
    "date-not-a-day": N_(
        "“{typed}” names no single day, and one is needed here. Write it as dd/mm/yyyy."
    ),
    "moment-form": N_(
        "“{typed}” is not a moment we can read. Write day and time as dd/mm/yyyy hh:mm, "
        "for example 05/09/2021 14:30."
    ),
    "moment-time": N_(
        "“{typed}” gives a time that no clock shows. Hours go from 00 to 23, minutes and "
        "seconds from 00 to 59."
    ),
    "receipt-empty": N_(
        "No receipt number was given. Write it as it stands on the receipt, for example "
        "LC22-000245-1."
    ),
    "receipt-form": N_(
        "“{typed}” is not a receipt number. It has letters, a number and one last digit, with "
        "hyphens between, for example LC22-000245-1. Copy it from the receipt."
    ),
    "receipt-digit": N_(
        "The receipt number “{typed}” was mistyped: one digit is wrong, or two are swapped. "
        "Compare it with the receipt."
    ),
    "number-empty": N_("No number was given. Write it in digits, for example 1.200."),
    "number-form": N_(
        "“{typed}” is not a number we can read. Write only digits: a dot between thousands "
        "(1.200), a comma before decimals (8,5)."
    ),
    "number-grouping": N_(
        "“{typed}” can mean two numbers: a comma here stands before decimals, a dot between "
        "thousands. Write 1.200 for one thousand two hundred, 1,2 for one and two tenths."
    ),
    "count-not-whole": N_(
        "“{typed}” is not a whole number, and this is a count. Write a whole number; if "
        "thousands were meant, write 1.200 as text or 1200."
    ),
    "count-negative": N_("“{typed}” is below zero, and this is a count. Write 0 or more."),
    "percent-form": N_("“{typed}” is not a percentage we can read. Write it as 47,9 %."),
    "authors-empty": N_(
        "No author was given. Write the full names, for example "
        "Nguyễn Văn A (60%); Trần Thị B (40%)."
    ),
    "author-no-name": N_(
        "“{typed}” holds a share without a name. Write the full name before the share, for "
        "example Nguyễn Văn A (60%)."
    ),
    "author-share": N_(
        "The share “{typed}” is not a percentage from 0 to 100. Write it after the name, for "
        "example Nguyễn Văn A (60%)."
    ),
    "phone-form": N_(
        "“{typed}” is not a mobile number of Vietnam. Write its ten digits, for example "
        "0912 345 678, or with +84."
    ),
    "email-form": N_("“{typed}” is not an e-mail address. Write it as an.lo@example.vn."),
}


LONGEST_QUOTE = 80  # characters of a cell that a message repeats


class Unreadable(Exception):  # noqa: N818 - it is an answer about the input, not a failure
    """Raised when a value as typed has no reading.

    `code` is a key of SENTENCES; `details` fill the sentence and always hold `typed`,
    what was typed (cut where it is long), where anything was. Doors put the field's label
    before the sentence.
    """

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.details = {name: _cut(value) for name, value in details.items()}

    @property
    def sentence(self) -> str:
        """The English source sentence with {placeholders}; translate, then fill."""
        return SENTENCES[self.code]


def _cut(value: str | int) -> str | int:
    if isinstance(value, str) and len(value) > LONGEST_QUOTE:
        return f"{value[:LONGEST_QUOTE]}…"
    return value

"""Why a file is no spreadsheet that may be opened, and the way out."""

from sangkien.core.sentences import N_

SENTENCES: dict[str, str] = {
    "extension": N_(
        "“{filename}” is not named like a spreadsheet. Send a file that ends in .xlsx, .xls or "
        ".csv; save it in such a form first."
    ),
    "extension-to-scan": N_(
        "“{filename}” is not named like a list of entries. Give a file that ends in .xlsx, .xls, "
        ".csv or .parquet; save it in such a form first."
    ),
    "is-open-document": N_(
        "“{filename}” is a sheet of another program than Excel. Open it there, save it as .xlsx, "
        "and send that."
    ),
    "is-text-document": N_(
        "“{filename}” is a text document. Copy the table into a spreadsheet, save it as .xlsx, "
        "and send that."
    ),
    "empty-file": N_("“{filename}” is empty. Save the list again and send the new file."),
    "too-large": N_("“{filename}” is larger than {limit} MB. Split the list into several files."),
    "zip-bomb": N_(
        "“{filename}” unpacks to far more than a list needs (at most {limit} MB and {ratio} times "
        "its size). Copy the list alone into a new workbook, or split it, and send that."
    ),
    "macros": N_(
        "“{filename}” holds macros, which are never opened here. Save it as a workbook without "
        "macros (.xlsx) and send that."
    ),
    "encrypted": N_(
        "“{filename}” is locked with a password. Remove the password, save it, and send it again."
    ),
    "damaged": N_(
        "“{filename}” is damaged and cannot be opened. Open it in a spreadsheet program, save it "
        "as .xlsx, and send that."
    ),
    "is-web-page": N_(
        "“{filename}” is a web page named like a spreadsheet. Open it in a spreadsheet program, "
        "save it as .xlsx, and send that."
    ),
    "is-pdf": N_("“{filename}” is a PDF. Send the spreadsheet that it was made from."),
    "is-picture": N_("“{filename}” is a picture. Send the list itself as .xlsx, .xls or .csv."),
    "is-other-document": N_(
        "“{filename}” is not an Excel workbook. Save the list as .xlsx and send that."
    ),
    "is-text": N_(
        "“{filename}” is plain text named like a workbook. Rename it to .csv, or save it as "
        ".xlsx, and send that."
    ),
    "is-workbook": N_(
        "“{filename}” is an Excel workbook named like text. Rename it to .xlsx and send it again."
    ),
    "encoding": N_(
        "The letters of “{filename}” cannot be read. Save it as “CSV UTF-8” or .xlsx and send that."
    ),
    "not-parquet": N_(
        "“{filename}” cannot be read as Parquet. Have the program it comes from write it again, or "
        "save the list as .xlsx or .csv."
    ),
    "too-wide": N_(
        "The sheet “{sheet}” has cells far away from the list, as far as row {row} and column "
        "{column}. Copy the list alone into a new workbook and send that."
    ),
    "no-such-sheet": N_("There is no sheet “{sheet}” in “{filename}”. Choose one of: {sheets}."),
}


class NotASheet(Exception):  # noqa: N818 - it is an answer about the file, not a failure
    """Raised when a file is no spreadsheet that may be opened; `code` names the reason.

    `details` fill the sentence and always hold `filename`.
    """

    def __init__(self, code: str, *, filename: str, **details: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.details: dict[str, str | int] = {"filename": filename, **details}

    @property
    def sentence(self) -> str:
        """The English source sentence with {placeholders}; translate, then fill."""
        return SENTENCES[self.code]

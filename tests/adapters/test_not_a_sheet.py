from string import Formatter

import pytest

from sangkien.adapters.not_a_sheet import SENTENCES, NotASheet

DETAILS = {
    "limit": 100,
    "ratio": 200,
    "sheet": "Danh sách",
    "row": 1_048_576,
    "column": "XFD",
    "sheets": "Bìa, Danh sách",
}


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_every_refusal_names_the_file_and_says_what_to_do(code):
    gaps = {name for _, name, _, _ in Formatter().parse(SENTENCES[code]) if name}
    needed = {name: DETAILS[name] for name in gaps - {"filename"}}

    why = NotASheet(code, filename="danh-sach.xlsx", **needed)

    said = why.sentence.format(**why.details)
    assert "{" not in said
    assert "danh-sach.xlsx" in said or "Danh sách" in said
    assert said.count(". ") >= 1  # what is wrong, and the way out


def test_a_refusal_is_known_by_its_code():
    why = NotASheet("too-large", filename="a.xlsx", limit=100)

    assert (str(why), why.code, why.details) == (
        "too-large",
        "too-large",
        {"filename": "a.xlsx", "limit": 100},
    )

"""Every way of saying no: each code raised anywhere has its sentence, and its gaps are filled."""

import ast
from pathlib import Path
from string import Formatter

import pytest

from sangkien.core import refusal
from sangkien.core.campaign_problems import SENTENCES as OF_CAMPAIGNS
from sangkien.core.reading import unreadable
from sangkien.core.refusal import Refusal
from sangkien.core.sheets.problem import SENTENCES as OF_SHEETS
from sangkien.core.sheets.row_sentences import ROW_SENTENCES
from sangkien.inputs.problem import SENTENCES as OF_INPUTS

HELD_IN = ("refusal.py", "refusals_of_rooms.py")
SOURCE = Path(refusal.__file__).parents[1]
TABLES = {
    "Refusal": refusal.SENTENCES,
    "Unreadable": unreadable.SENTENCES | OF_INPUTS,
}


def gaps(sentence):
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def raised(name):
    """(code, names of its details, file) of every call with a plain code in the product."""
    for path in sorted(SOURCE.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text())):
            is_ours = isinstance(call, ast.Call) and getattr(call.func, "id", "") == name
            if is_ours and call.args and isinstance(call.args[0], ast.Constant):
                given = {keyword.arg for keyword in call.keywords}
                yield call.args[0].value, given, path.relative_to(SOURCE).as_posix()


CALLS = [(name, *call) for name in TABLES for call in raised(name)]


@pytest.mark.parametrize(
    ("name", "code", "given", "path"), CALLS, ids=[f"{call[3]}-{call[1]}" for call in CALLS]
)
def test_what_is_raised_has_a_sentence_whose_gaps_are_filled(name, code, given, path):
    sentences = TABLES[name]

    assert code in sentences, path
    assert None in given or gaps(sentences[code]) <= given, path


def test_the_search_finds_the_calls_it_is_about():
    assert {name for name, *_ in CALLS} == set(TABLES)
    assert len(CALLS) > 60


@pytest.mark.parametrize("code", sorted(refusal.SENTENCES))
def test_no_sentence_of_a_refusal_is_left_over(code):
    plain = {called for name, called, _, _ in CALLS if name == "Refusal"}
    text = "".join(path.read_text() for path in SOURCE.rglob("*.py") if path.name not in HELD_IN)

    assert code in plain or f'"{code}"' in text


@pytest.mark.parametrize(
    "sentence",
    [
        *refusal.SENTENCES.values(),
        *unreadable.SENTENCES.values(),
        *OF_CAMPAIGNS.values(),
        *OF_SHEETS.values(),
        *ROW_SENTENCES.values(),
    ],
)
def test_a_sentence_is_one_that_people_can_read(sentence):
    assert sentence[0].isupper() or sentence[0] in "“{"
    assert sentence.endswith(".")
    assert "  " not in sentence
    assert '"' not in sentence  # quotation marks are “ and ”


def test_a_refusal_tells_its_code_its_details_and_its_sentence():
    why = Refusal("already-there", unit="Than Uyên")

    assert (str(why), why.code, why.details) == (
        "already-there",
        "already-there",
        {"unit": "Than Uyên"},
    )
    assert why.sentence.format(**why.details) == "The entry counts at Than Uyên already."


def test_a_code_of_its_own_may_be_told_in_details_too():
    why = Refusal("unknown-reason", code="R99")

    assert (why.code, why.details) == ("unknown-reason", {"code": "R99"})

from string import Formatter

import pytest
from django.utils.translation import override

from sangkien.core.reading.unreadable import Unreadable
from sangkien.core.sheets.problem import SENTENCES as SHEET_SENTENCES
from sangkien.inputs.problem import (
    SENTENCES,
    BadInput,
    FieldProblem,
    problem_of,
    sentence_of,
    told,
    told_by_field,
)

NUMBERS = ("limit", "length", "count", "numbers", "authors")


def filling(code):
    names = {name for _, name, _, _ in Formatter().parse(sentence_of(code)) if name}
    return {name: 3 if name in NUMBERS else "X" for name in names}


@pytest.mark.parametrize("code", sorted(SENTENCES | SHEET_SENTENCES))
def test_every_sentence_is_said_in_vietnamese_with_the_same_details(code):
    with override("vi"):
        vietnamese = told(code, filling(code))
    with override("en"):
        english = told(code, filling(code))

    assert vietnamese != english
    assert "{" not in vietnamese + english


def test_the_language_is_the_readers_at_the_moment_of_telling():
    with override("vi"):
        first = told("file-large", {"limit": 10})
    with override("en"):
        second = told("file-large", {"limit": 10})

    assert (first.startswith("Tệp"), second.startswith("The file")) == (True, True)


@pytest.mark.parametrize("typed", ["{typed}", "{0}", "{__class__}", "%s", "%(typed)s", "}{", "<b>"])
def test_what_was_typed_is_shown_and_never_filled_in_again(typed):
    with override("en"):
        assert told("yes-or-no", {"typed": typed}).startswith(f"“{typed}” is neither")


def test_what_cannot_be_read_keeps_its_code_and_details_at_its_field():
    why = Unreadable("date-no-such-day", typed="31/11/2021", month=11, year=2021, days=30)

    assert problem_of("applied_on", why) == FieldProblem("applied_on", why.code, why.details)


def test_an_exception_says_every_field_to_whoever_reads_the_log():
    bad = BadInput((FieldProblem("title", "title-empty"), FieldProblem("secret", "yes-or-no")))

    assert str(bad) == "title: title-empty, secret: yes-or-no"


def test_no_problem_is_told_to_nobody():
    assert told_by_field(()) == {}


def test_a_code_that_there_is_not_is_a_bug_and_fails():
    with pytest.raises(KeyError):
        told("no-such-code", {})

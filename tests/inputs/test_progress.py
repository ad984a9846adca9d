from datetime import date

import pytest

from sangkien.core.progress.table import Basis
from sangkien.inputs.progress import Asked, read_progress

USUAL, TODAY = date(2022, 3, 17), date(2026, 11, 22)


def read(**query):
    return read_progress(query, usual=USUAL, today=TODAY)


def test_without_a_question_the_usual_day_is_shown():
    assert read() == Asked(USUAL, "", "", None, "assigned")


def test_day_unit_target_and_kind_are_read():
    asked = read(on="28/02/2022", unit=" LC-THU ", target="phase", kind="plan")

    assert asked == Asked(date(2022, 2, 28), "28/02/2022", "LC-THU", Basis.PHASE, "plan")


@pytest.mark.parametrize("typed", ["31/02/2022", "hôm qua", "17/03/2960", "03/2022"])
def test_a_day_that_cannot_be_read_is_an_error_and_keeps_what_was_typed(typed):
    asked = read(on=typed)

    assert (asked.day, asked.typed_day, list(asked.errors)) == (USUAL, typed, ["on"])
    sentence, details = asked.errors["on"]
    assert typed in sentence.format(**details)


def test_an_unknown_target_or_kind_is_as_if_not_asked():
    asked = read(target="x", kind="y")

    assert (asked.basis, asked.kind) == (None, "assigned")

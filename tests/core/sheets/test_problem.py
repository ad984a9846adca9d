import pytest

from sangkien.core.reading import Unreadable
from sangkien.core.sheets import SheetProblem, column_letters


@pytest.mark.parametrize(
    ("index", "letters"),
    [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")],
)
def test_a_column_is_called_as_the_spreadsheet_calls_it(index, letters):
    assert column_letters(index) == letters


def test_an_unreadable_cell_becomes_a_problem_with_its_place_and_its_sentence():
    why = Unreadable("date-short-year", typed="5/9/21")

    problem = SheetProblem.of(why, row=7, column="Ngày áp dụng")

    assert problem == SheetProblem(7, "Ngày áp dụng", "date-short-year", {"typed": "5/9/21"})
    assert problem.sentence == why.sentence

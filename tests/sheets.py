"""Sheets as the reader of spreadsheets hands them over: numbered rows of cells."""


def sheet(*rows):
    """Return the rows numbered from 1, as `Sheet.rows` yields them."""
    return [(number, tuple(row)) for number, row in enumerate(rows, start=1)]


def problems_of(raised):
    """Return what a BadRows says as (row, column, code), in its order."""
    return [(problem.row, problem.column, problem.code) for problem in raised.value.problems]

"""Find the headings of a sheet among its first rows."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice, pairwise
from string import ascii_uppercase

from sangkien.core.sheets.cell import Cell, SheetRow, is_blank, text_of
from sangkien.core.sheets.columns import SheetKind
from sangkien.core.sheets.headings import field_of
from sangkien.core.sheets.judge_layout import judged
from sangkien.core.sheets.layout import Heading, Layout
from sangkien.core.sheets.problem import SheetProblem

ROWS_SEARCHED = 30  # a title, a motto and a signature line may stand above the headings
LEAST_MATCHES = 2  # one known word may stand in any sentence; two in one row are a header
LEAST_COUNTED = 4  # “1 2” may be an entry; “1 2 3 4” right below the headings is not
_BRACKETED_NUMBER = re.compile(r"\(\s*(?:\d{1,2}|[A-Za-z])\s*\)")


def find_layout(rows: Iterable[SheetRow], kind: SheetKind) -> Layout:
    """Return the layout of a sheet of this kind, looking at its first ROWS_SEARCHED rows.

    The row, or the two rows, with the most known headings are the header; under a group
    heading both words together count first, then the lower one. Without a header, without a
    required column or with one field headed twice, `problems` say so.
    """
    waiting = iter(rows)
    seen = [row for row in islice(waiting, ROWS_SEARCHED) if not is_blank(row[1])]
    more = next(waiting, None) is not None
    if not seen:
        return _without_header(kind, SheetProblem(None, None, "sheet-empty"))
    found = max(_candidates(seen, kind), key=lambda layout: len(_matched(layout)))
    if len(_matched(found)) < min(LEAST_MATCHES, len(kind.columns)):
        return _without_header(kind, _no_header(kind))
    return judged(_after_counting_row(found, seen), last_seen=None if more else seen[-1][0])


def _without_header(kind: SheetKind, problem: SheetProblem) -> Layout:
    return Layout(kind, header_row=0, first_row=0, problems=(problem,))


def _no_header(kind: SheetKind) -> SheetProblem:
    labels = ", ".join(f"“{column.label}”" for column in kind.columns[:4])
    return SheetProblem(None, None, "no-header", {"rows": ROWS_SEARCHED, "labels": labels})


def _candidates(seen: list[SheetRow], kind: SheetKind) -> Iterable[Layout]:
    """Yield a layout per row and per pair of rows; single rows first, so that they win ties."""
    for number, cells in seen:
        labels = [[_label(cell)] for cell in cells]
        yield _layout(kind, number, labels)
    for (upper_number, upper), (lower_number, lower) in pairwise(seen):
        if lower_number == upper_number + 1:
            yield _layout(kind, lower_number, _two_row_labels(upper, lower))


def _two_row_labels(upper: Sequence[Cell], lower: Sequence[Cell]) -> list[list[str]]:
    """Return, per column, the labels to try: both rows joined, the lower, the upper.

    A group heading stands over its first column only; it is carried to the right as long as
    the lower row has words and the upper one has none.
    """
    width = max(len(upper), len(lower))
    above, group = [], ""
    for index in range(width):
        over = _label(upper[index]) if index < len(upper) else ""
        under = _label(lower[index]) if index < len(lower) else ""
        group = over or (group if under else "")
        above.append((group, under, over))
    return [
        [f"{group} {under}".strip() if group != under else group, under, over]
        for group, under, over in above
    ]


def _label(cell: Cell) -> str:
    return " ".join(text_of(cell).split())


def _layout(kind: SheetKind, number: int, labels: list[list[str]]) -> Layout:
    headings = tuple(
        heading
        for index, choices in enumerate(labels)
        if (heading := _heading(index, choices, kind)).label
    )
    return Layout(kind, header_row=number, first_row=number + 1, headings=headings)


def _heading(index: int, choices: list[str], kind: SheetKind) -> Heading:
    for label in filter(None, choices):
        if (field := field_of(label, kind)) is not None:
            return Heading(index, label, field)
    return Heading(index, choices[0], None)


def _matched(layout: Layout) -> set[str]:
    return {heading.field for heading in layout.headings if heading.field is not None}


def _after_counting_row(layout: Layout, seen: list[SheetRow]) -> Layout:
    """Step over the row of column numbers, (1) (2) (3) or A B 1 2, that forms carry."""
    for number, cells in seen:
        words = [label for cell in cells if (label := _label(cell))]
        if number == layout.first_row and _counts_columns(words):
            return replace(layout, first_row=number + 1)
    return layout


def _counts_columns(words: list[str]) -> bool:
    if len(words) > 1 and all(_BRACKETED_NUMBER.fullmatch(word) for word in words):
        return True
    letters = [word for word in words if word in ascii_uppercase]
    rest = words[len(letters) :]
    counted = [*ascii_uppercase[: len(letters)], *(str(n + 1) for n in range(len(rest)))]
    return len(words) >= LEAST_COUNTED and words == counted

"""What is missing, doubled or unknown among the headings of a sheet."""

from dataclasses import replace

from sangkien.core.sheets.headings import SILENT, column_of, nearest_label, plain_heading
from sangkien.core.sheets.layout import Heading, Layout
from sangkien.core.sheets.problem import SheetProblem, column_letters


def judged(layout: Layout, *, last_seen: int | None) -> Layout:
    """Return the layout with one column a field, its problems and its remarks.

    `last_seen` is the number of the sheet's last row, None where more rows follow.
    """
    chosen, twice, shadowed = _one_column_a_field(layout)
    settled = replace(layout, headings=chosen)
    absent = [c for c in layout.kind.columns if c.required and c.field not in settled.columns]
    missing = [
        SheetProblem(layout.header_row, column.label, "column-missing", {"label": column.label})
        for column in absent
    ]
    empty = []
    if last_seen is not None and last_seen < layout.first_row:
        empty = [SheetProblem(None, None, "no-rows", {"header": layout.header_row})]
    unknown = [_unknown(h, layout) for h in layout.headings if h.field is None]
    return replace(settled, problems=(*missing, *twice, *empty), remarks=(*unknown, *shadowed))


def _one_column_a_field(
    layout: Layout,
) -> tuple[tuple[Heading, ...], list[SheetProblem], list[SheetProblem]]:
    """Return the headings with one column a field, the clashes, and the columns passed over.

    Our own heading wins over other headings of its field; two alike are a clash.
    """
    kept, twice, shadowed = list(layout.headings), [], []
    for field in sorted({heading.field for heading in layout.headings if heading.field}):
        rivals = [heading for heading in layout.headings if heading.field == field]
        if len(rivals) == 1:
            continue
        ours = plain_heading(column_of(field, layout.kind).label)
        best = [heading for heading in rivals if plain_heading(heading.label) == ours]
        if len(best) != 1:
            twice.append(_clash(rivals, layout))
            continue
        for loser in (heading for heading in rivals if heading is not best[0]):
            kept[kept.index(loser)] = replace(loser, field=SILENT)
            shadowed.append(_shadowed(loser, best[0], layout))
    return tuple(kept), twice, shadowed


def _clash(rivals: list[Heading], layout: Layout) -> SheetProblem:
    letters = ", ".join(column_letters(heading.index) for heading in rivals)
    label = rivals[0].label
    return SheetProblem(
        layout.header_row, label, "column-twice", {"letters": letters, "label": label}
    )


def _shadowed(loser: Heading, winner: Heading, layout: Layout) -> SheetProblem:
    details: dict[str, str | int] = {
        "letter": column_letters(loser.index),
        "label": loser.label,
        "chosen": winner.label,
    }
    return SheetProblem(layout.header_row, loser.label, "column-shadowed", details)


def _unknown(heading: Heading, layout: Layout) -> SheetProblem:
    details: dict[str, str | int] = {
        "letter": column_letters(heading.index),
        "label": heading.label,
    }
    if nearest := nearest_label(heading.label, layout.kind):
        return SheetProblem(
            layout.header_row,
            heading.label,
            "column-unknown-near",
            {**details, "nearest": nearest},
        )
    return SheetProblem(layout.header_row, heading.label, "column-unknown", details)

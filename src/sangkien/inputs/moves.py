"""A sheet of moves: every row read by itself. Whether the moves can be made, the action asks."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate

from sangkien.core.reading.moments import read_moment
from sangkien.core.sheets import SheetRow
from sangkien.core.sheets.moves import MOVES, MoveRow
from sangkien.inputs.sheet_rows import Cells, listed

LONGEST_REASON = 500  # characters, as the journal holds them


def read_moves(rows: Sequence[SheetRow], *, now: datetime) -> list[MoveRow]:
    """Return the moves that the rows of a sheet list; raise BadRows with all that is wrong."""
    sheet = listed(rows, MOVES, today=localdate(now))
    moves = [_move(cells, now) for cells in sheet]
    sheet.refuse_if_bad()
    return [move for move in moves if move is not None]


def _move(cells: Cells, now: datetime) -> MoveRow | None:
    entry = cells.text("entry", longest=80, required=True)
    to = cells.text("to", required=True)
    came_from = cells.text("from")
    reason = cells.text("reason", longest=LONGEST_REASON)
    moved_at = _moment(cells, now)
    if moved_at is None:
        return None
    return MoveRow(cells.row, entry, came_from, to, moved_at, reason)


def _moment(cells: Cells, now: datetime) -> datetime | None:
    typed = cells.text("moved_at", required=True)
    moment = cells.read("moved_at", read_moment)
    if moment is not None and moment > now:
        cells.refuse("moved_at", "move-future", typed=typed)
        return None
    return moment

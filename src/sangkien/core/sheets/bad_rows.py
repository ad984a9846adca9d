"""A sheet that cannot be taken: nothing of it was, and every problem is named."""

from collections.abc import Iterable

from sangkien.core.sheets.problem import SheetProblem


class BadRows(Exception):  # noqa: N818 - it is an answer about the input, not a failure
    """Raised when rows cannot be taken; `problems` holds every one, in the order of the rows."""

    def __init__(self, problems: Iterable[SheetProblem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.row or 0))
        super().__init__(f"{len(self.problems)} problems")

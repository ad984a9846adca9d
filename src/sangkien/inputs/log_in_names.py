"""E-mail address and phone number somebody wants to log in with, read from a form or a command."""

from collections.abc import Callable, Mapping

from sangkien.core.log_in_names import LogInNames, read_email, read_phone
from sangkien.core.reading.unreadable import Unreadable
from sangkien.core.text import tidy
from sangkien.inputs.problem import BadInput, FieldProblem, problem_of

LONGEST_NUMBER = 40  # characters, as in an entry


def read_member_number(typed: str) -> str:
    """Return the member number as typed, "" for none. Raises BadInput."""
    number = tidy(typed)
    if len(number) > LONGEST_NUMBER:
        details = {"limit": LONGEST_NUMBER, "length": len(number)}
        raise BadInput((FieldProblem("member_number", "too-long", details),))
    return number


def read_log_in_names(sent: Mapping[str, str]) -> LogInNames:
    """Return both names, "" for one that is left empty; raise BadInput with all errors at once."""
    found, errors = {}, []
    readers: dict[str, Callable[[str], str]] = {"email": read_email, "phone": read_phone}
    for field, read in readers.items():
        typed = sent.get(field, "").strip()
        try:
            found[field] = read(typed) if typed else ""
        except Unreadable as why:
            errors.append(problem_of(field, why))
    if errors:
        raise BadInput(tuple(errors))
    return LogInNames(**found)

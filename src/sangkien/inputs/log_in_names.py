"""E-mail address and phone number somebody wants to log in with, read from a form or a command."""

from collections.abc import Callable, Mapping

from sangkien.core.log_in_names import LogInNames, read_email, read_phone
from sangkien.core.reading.unreadable import Unreadable
from sangkien.inputs.problem import BadInput, problem_of


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

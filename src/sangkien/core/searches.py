"""Searches that somebody keeps under a name: of which lists, and what of an address is kept."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

ROOMS = ("entries", "findings")  # names of the lists, which are names of routes
LONGEST_NAME, LONGEST_QUERY = 80, 500  # characters
MOST_KEPT = 50  # searches of one list
KEPT = frozenset(
    {
        *("q", "unit", "column", "state", "rule", "channel", "phase", "field", "age"),
        *("stage", "only", "moved", "repair"),
        *("filed", "filed_to", "least", "amount", "author"),  # of the lists behind signals
    }
)  # fields of the filters; where a page begins is no part of a search


@dataclass(frozen=True, slots=True)
class Kept:
    """A search as it is to be saved."""

    room: str
    name: str
    query: str
    is_shared: bool
    opens_first: bool


def kept_query(query: str) -> str:
    """Return what of the query of an address a search keeps, in order.

    >>> kept_query("?unit=THU&after=12&q=&age=7")
    'age=7&unit=THU'
    """
    pairs = parse_qsl(query.removeprefix("?"), max_num_fields=100)
    kept = {name: value for name, value in pairs if name in KEPT and value}
    return urlencode(sorted(kept.items()))

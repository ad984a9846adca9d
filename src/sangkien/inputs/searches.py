"""A search that somebody wants to keep, read from its form."""

from sangkien.core.searches import LONGEST_NAME, LONGEST_QUERY, ROOMS, Kept, kept_query
from sangkien.core.text import tidy
from sangkien.inputs.review import Sent

LONGEST_READ = 4_000  # characters of a query that are looked at


def read_search(sent: Sent, *, unnamed: str) -> Kept | None:
    """Return the search, None for a list that has none; `unnamed` is the name where none is given.

    A name is cut where it is too long, as it stands beside the list and nowhere else.
    """
    room, query = sent.get("room", ""), kept_query(sent.get("query", "")[:LONGEST_READ])
    if room not in ROOMS or len(query) > LONGEST_QUERY:
        return None
    return Kept(
        room=room,
        name=tidy(sent.get("search-name", ""))[:LONGEST_NAME].strip() or unnamed,
        query=query,
        is_shared="search-shared" in sent,
        opens_first="search-first" in sent,
    )

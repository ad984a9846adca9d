"""Where an entry is filed under a key: campaign, key and entry in one whole number.

One column, one tree: whoever looks a key up reads a range of it, the earliest entries first. With
a column each for campaign, key and entry, a million entries weighed twice as much (docs/decisions/
0022-postings.md). A number fits the signed 64 bits that databases know.
"""

from sangkien.core.engine.layout import KEY_BITS

ENTRY_BITS = 64 - KEY_BITS
MOST_ENTRIES = 1 << ENTRY_BITS  # ids below it can be filed
ENTRY = MOST_ENTRIES - 1  # the bits of a posting that are the entry's
_LOWEST = -(1 << 63)
_KEY = (1 << KEY_BITS) - 1
_SPREADING = 0x9E3779B97F4A7C15  # odd: no two campaigns come to one number


def shelf(campaign_id: int, key: int) -> int:
    """Return the least posting of a key in a campaign; its others follow, up to `shelf + ENTRY`.

    >>> shelf(1, 7) == shelf(1, 7), shelf(1, 7) == shelf(2, 7)
    (True, False)
    """
    return ((key ^ campaign_id * _SPREADING & _KEY) << ENTRY_BITS) + _LOWEST


def posting(campaign_id: int, key: int, entry_id: int) -> int:
    """Return the number under which an entry is filed.

    Raises OverflowError: the entry's id is MOST_ENTRIES or above, 268,435,456.
    """
    if not 0 <= entry_id < MOST_ENTRIES:
        raise OverflowError(f"entry {entry_id} cannot be filed: ids end at {ENTRY}")
    return shelf(campaign_id, key) + entry_id


def entry_in(number: int) -> int:
    """Return the entry that is filed under a posting.

    >>> entry_in(posting(3, 9, 245))
    245
    """
    return number & ENTRY

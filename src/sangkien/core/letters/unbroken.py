"""Words that stand on one line though they hold a hyphen or a slash: "Covid-19", "878/LĐLĐ-CSPL".

What breaks where is each file's own affair: Word breaks at hyphens, Typst at slashes as well.
"""

import re

LONGEST = 40  # signs; what is longer, such as the address of a page, needs its breaks
_WORD = re.compile(r"\S+")
_INSIDE = re.compile(r"(?<=\S)-(?=\S)")
_HERE = "\x00"  # no text holds it: `clean` makes blanks of such signs


def parted_at_hyphens(text: str) -> list[str]:
    """Return the text parted where a hyphen breaks no line; joined by hyphens it is the text.

    >>> parted_at_hyphens("- Văn bản 878/LĐLĐ-CSPL - Covid-19")
    ['- Văn bản 878/LĐLĐ', 'CSPL - Covid', '19']
    """
    return _WORD.sub(_marked, text).split(_HERE)


def _marked(word: re.Match[str]) -> str:
    return word[0] if len(word[0]) > LONGEST else _INSIDE.sub(_HERE, word[0])

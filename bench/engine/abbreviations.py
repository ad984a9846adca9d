"""Abbreviations as they stand in titles, and phrases that say the same in other words."""

import re
from random import Random

from bench.engine.tables import pairs, table


def _any_of(phrases: dict[str, str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)


SHORT, SAME = pairs(table("phrases")["short"]), pairs(table("phrases")["same"])
_LONG, _PHRASE = _any_of(SHORT), _any_of(SAME)


def abbreviated(random: Random, text: str) -> str:
    """Return the text with some of its phrases abbreviated, at least one where there is one."""
    share = random.uniform(0.5, 1.0)
    return _some(random, text, _LONG, SHORT, share)


def reworded(random: Random, text: str, share: float = 0.6) -> str:
    """Return the text with about `share` of its known phrases said in other words."""
    return _some(random, text, _PHRASE, SAME, share)


def _some(
    random: Random, text: str, pattern: re.Pattern[str], other: dict[str, str], share: float
) -> str:
    found = list(pattern.finditer(text))
    if not found:
        return text
    kept = [match for match in found if random.random() < share] or [random.choice(found)]
    for match in reversed(kept):
        word = other[match[0].lower()]
        if match[0][0].isupper() and word.islower():
            word = word[0].upper() + word[1:]
        text = text[: match.start()] + word + text[match.end() :]
    return text

"""How an author's name is written another time."""

from collections.abc import Callable
from random import Random

from bench.engine import encodings, slips

OTHER_PERSON = "other_person"  # who copied the text
AUTHOR_CHANGES = {"same": 50, "spelling": 14, "initials": 10, "typo": 7, "coauthor": 7,
                  OTHER_PERSON: 12}  # fmt: skip
_TITLES = ("Cô", "Thầy", "Ông", "Bà", "ThS.", "Đ/c", "BS.", "KS.")


def spelled(random: Random, name: str) -> str:
    """Return the name without diacritics, in capitals, with a form of address, …"""
    ways: tuple[Callable[[str], str], ...] = (
        encodings.no_diacritics,
        encodings.no_diacritics,
        str.upper,
        str.lower,
        encodings.nfd,
        encodings.tcvn3,
        encodings.vni,
        encodings.telex,
        lambda text: f"{random.choice(_TITLES)} {text}",
        lambda text: text.replace(" ", "  "),
    )
    return random.choice(ways)(name)


def initials(random: Random, name: str) -> str:
    """Return "Ng. T. Hương" for "Nguyễn Thị Hương", or another habit of shortening."""
    family, *middle, given = name.split(" ")
    letters = [part[0] for part in middle]
    dotted = " ".join(f"{letter}." for letter in letters)
    first = "Ng" if family == "Nguyễn" else family[0]
    ways = (
        f"{first}. {dotted} {given}",
        f"{'.'.join((family[0], *letters))}. {given}",
        f"{''.join((family[0], *letters))} {given}",
        f"{family} {dotted} {given}",
        f"{family[0]}. {' '.join(middle)} {given}",
    )
    return random.choice(ways)


def mistyped(random: Random, name: str) -> str:
    return slips.mistyped(random, name, 1)


NAME_CHANGES: dict[str, Callable[[Random, str], str]] = {
    "spelling": spelled,
    "initials": initials,
    "typo": mistyped,
}

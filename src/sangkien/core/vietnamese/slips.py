"""Repair of tokens that are no syllable: Telex and VNI keystrokes left as typed, OCR slips.

Only for comparison; what a person typed is never changed by this.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from sangkien.core.vietnamese.syllables import SYLLABLES, halves_of, with_i

# words of other languages that a Telex reading would swallow
_LOANS = "app gas box test post max fix bus pos stress tax fax mix web win word wifi seal smart"
_FOREIGN = frozenset(_LOANS.split())
_VOWEL = re.compile("[aeiouy]")
_DOUBLED = re.compile("(a)a|(e)e|(o)o|(d)d")
_TONE_KEYS = "sfrxj"
_LETTERS_AND_DIGITS = re.compile(r"([a-z]+)(\d+)")
_VNI_KEYED = re.compile(r"[a-z]+[1-9]{1,2}[a-z]*(?:[1-9]{1,2}[a-z]*){0,2}")
_INNER_DIGIT = re.compile(r"[a-z]\d+[a-z]")
_OCR = str.maketrans("10", "lo")
_SHORTEST_KEYED = 3  # signs: "a4" and "e5" are codes
SURE_KEYED, LIKELY_KEYED = 3, 2  # tokens with digits that read as VNI keys
_FEWEST_LETTERS = 2  # beside the digits: "1a" and "10b" are classes
_SPLIT_FROM = 6  # letters: shorter tokens run together are mostly abbreviations


def repair(tokens: Sequence[str]) -> list[str]:
    """Return `tokens` with slips of the keyboard and of reading machines undone.

    Digits count as VNI keys only where the text shows that somebody typed VNI, so that
    "lop5" stays grade 5.

    >>> repair(["giair", "phaps", "1op", "hocsinh"])
    ['giai', 'phap', 'lop', 'hoc', 'sinh']
    >>> repair(["gia3i", "pha1p"]), repair(["lop5", "10a4"])
    (['giai', 'phap'], ['lop', '5', '10a4'])
    """
    keyed = _typed_vni(tokens)
    repaired: list[str] = []
    for token in tokens:
        repaired.extend(mend(token, keyed=keyed))
    return repaired


def _typed_vni(tokens: Sequence[str]) -> bool:
    mixed = [token for token in tokens if reads_as_vni(token)]
    return len(mixed) >= SURE_KEYED or (
        len(mixed) >= LIKELY_KEYED and any(map(has_inner_digit, mixed))
    )


def reads_as_vni(token: str) -> bool:
    """Return whether `token` holds digits and reads as a syllable typed with VNI keys.

    >>> reads_as_vni("gia3i"), reads_as_vni("10a4")
    (True, False)
    """
    return not token.isalpha() and len(_vni(token)) > 1


def has_inner_digit(token: str) -> bool:
    """Return whether a digit stands between letters, where no code or class has one."""
    return _INNER_DIGIT.search(token) is not None


@lru_cache(maxsize=16384)
def mend(token: str, *, keyed: bool) -> tuple[str, ...]:
    """Return the syllables that the bare `token` was meant to be, else the token itself.

    `keyed`: the text it stands in was typed with VNI keys.
    """
    if token in SYLLABLES or token.isdecimal() or not token.isascii():
        return (token,)
    if not token.isalpha():
        return _mend_digits(token, keyed=keyed)
    spelled = with_i(token)
    if spelled in SYLLABLES or token in _FOREIGN:
        return (spelled,)
    typed = _telex(token)
    if typed:
        return (typed,)
    return halves_of(token) if len(token) >= _SPLIT_FROM else (token,)


def _mend_digits(token: str, *, keyed: bool) -> tuple[str, ...]:
    if keyed and (bare := _vni(token)):
        return (bare,)
    if read := _ocr(token):
        return (read,)
    if _INNER_DIGIT.search(token) and (bare := _vni(token)):
        return (bare,)
    parts = _LETTERS_AND_DIGITS.fullmatch(token)
    if parts and len(parts[1]) > 1 and (word := with_i(parts[1])) in SYLLABLES:
        return (word, parts[2])
    return (token,)


def _vni(token: str) -> str:
    """Return the syllable typed with VNI number keys, or ""."""
    if len(token) < _SHORTEST_KEYED or not _VNI_KEYED.fullmatch(token):
        return ""
    bare = with_i("".join(sign for sign in token if sign.isalpha()))
    return bare if bare in SYLLABLES else ""


def _ocr(token: str) -> str:
    """Return the syllable in which 1 was read for l or 0 for o, or ""."""
    if sum(map(str.isalpha, token)) < _FEWEST_LETTERS:
        return ""
    read = with_i(token.translate(_OCR))
    return read if read in SYLLABLES else ""


def _telex(token: str) -> str:
    """Return the syllable typed with Telex letters, or ""."""
    for keys in (token, _without_tone_key(token)):
        single = _DOUBLED.sub(r"\1\2\3\4", keys)
        for bare in (re.sub("(?<=[aou])w", "", single).replace("w", "u"), single.replace("w", "")):
            if with_i(bare) in SYLLABLES:
                return with_i(bare)
    return ""


def _without_tone_key(token: str) -> str:
    vowel = _VOWEL.search(token)
    if vowel is None:
        return token
    for at in range(len(token) - 1, vowel.start(), -1):
        if token[at] in _TONE_KEYS:
            return token[:at] + token[at + 1 :]
    return token

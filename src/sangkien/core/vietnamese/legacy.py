"""Text typed for the old fonts TCVN3 (.VnTime) and VNI (VNI-Times), read back into Unicode.

Source: TCVN 5712:1993 (third set) and the VNI-Win table, as code points of Windows-1252.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from sangkien.core.vietnamese.syllables import SYLLABLES, with_i

Font = Literal["unicode", "tcvn3", "vni"]

_TCVN3_FROM = "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ"
_TCVN3_TO = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_TCVN3 = str.maketrans(_TCVN3_FROM, _TCVN3_TO)

# VNI: a vowel, then a letter that carries the mark and the tone
_MARKS = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309",
    "ã": "\u0302\u0303", "ä": "\u0302\u0323", "ê": "\u0306", "é": "\u0306\u0301",
    "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_MARKS = _MARKS | {mark.upper(): sign for mark, sign in _MARKS.items()}
_VNI_LETTERS = dict(zip("ôöñæóòîÔÖÑÆÓÒÎ", "ơưđỉĩịỵƠƯĐỈĨỊỴ", strict=True))
_VNI_VOWELS = "aeouyAEOUYôöÔÖ"
_VNI = re.compile(f"[{_VNI_VOWELS}][{''.join(_VNI_MARKS)}]|[{''.join(_VNI_LETTERS)}]")
_VNI_READ = _VNI_LETTERS | {
    vowel + mark: unicodedata.normalize("NFC", _VNI_LETTERS.get(vowel, vowel) + sign)
    for vowel in _VNI_VOWELS
    for mark, sign in _VNI_MARKS.items()
}

# letters and marks that only Unicode Vietnamese has
_UNICODE = re.compile("[\u1ea0-\u1ef9ăđĩũơưĂĐĨŨƠƯ\u0300\u0301\u0303\u0309\u0323]")
_ENOUGH = 40  # words with other signs than ASCII, to tell how a text was typed
_SHORTEST = 3  # letters: µm and ½l are units, not words
_BESIDES_LETTERS = re.compile("[ -@\\[-`{-~]+")


def font_of(text: str) -> Font:
    """Return how `text` was typed; "unicode" unless another reading gives more syllables.

    >>> font_of("Gi¶i ph¸p"), font_of("Giaûi phaùp"), font_of("Giải pháp"), font_of("cà phê")
    ('tcvn3', 'vni', 'unicode', 'unicode')
    """
    if text.isascii() or _UNICODE.search(text):
        return "unicode"
    words = [word for word in text[:2000].split() if not word.isascii()][:_ENOUGH]
    if not words:
        return "unicode"
    plain, tcvn3, vni = (sum(counts) for counts in zip(*map(_readings, words), strict=True))
    if max(tcvn3, vni) <= plain:
        return "unicode"
    return "tcvn3" if tcvn3 >= vni else "vni"


def decode(text: str) -> str:
    """Return `text` in composed Unicode, read from the font it was typed for.

    >>> decode("Gi¶i ph¸p n©ng cao"), decode("Coâng ñoaøn")
    ('Giải pháp nâng cao', 'Công đoàn')
    """
    composed = unicodedata.normalize("NFC", text)
    font = font_of(composed)
    if font == "tcvn3":
        return composed.translate(_TCVN3)
    return _from_vni(composed) if font == "vni" else composed


@lru_cache(maxsize=1 << 16)  # the same words come again and again
def _readings(word: str) -> tuple[int, int, int]:
    """Return how many accented syllables a word holds as it is, read as TCVN3, and as VNI."""
    return (
        _syllables_in(word),
        _syllables_in(word.translate(_TCVN3)),
        _syllables_in(_from_vni(word)),
    )


def _from_vni(text: str) -> str:
    return unicodedata.normalize("NFC", _VNI.sub(lambda found: _VNI_READ[found[0]], text))


def _syllables_in(word: str) -> int:
    """Return how many accented syllables a word without spaces holds."""
    parts = unicodedata.normalize("NFD", word.lower().replace("đ", "d"))
    bare = "".join(sign for sign in parts if not unicodedata.combining(sign))
    parts_of_word = _BESIDES_LETTERS.split(bare)
    return sum(len(part) >= _SHORTEST and with_i(part) in SYLLABLES for part in parts_of_word)

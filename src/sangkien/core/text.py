"""Vietnamese text as a reader sees it: folded for search, tidied for storing, ordered for lists.

Source: the alphabet of TCVN 6909:2001 and the order of Vietnamese dictionaries.
"""

import re
import unicodedata
from unicodedata import category

_DASHES = "‐‑‒–—―−⁃"
_DOUBLE_QUOTES = "“”„‟«»″"
_SINGLE_QUOTES = "‘’‚‛′ʼ`´"
_PLAIN = str.maketrans(
    dict.fromkeys(_DASHES, "-")
    | dict.fromkeys(_DOUBLE_QUOTES, '"')
    | dict.fromkeys(_SINGLE_QUOTES, "'")
    # U+00D0 is typed for Đ by old keyboards; casefold turns it into U+00F0
    | {"đ": "d", "ð": "d"}
    # the marks Vietnamese is written with, and their neighbours; rarer ones are looked up
    | {chr(point): "" for point in range(0x300, 0x370)},
)

_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
# controls that part words become spaces; the rest of them vanish
_SPACING = re.compile("[\t\n\v\f\r\x1c-\x1f\x85]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x9f]")

_FIRST_MARK = "\u0300"
_TONES = {"\u0300": 2, "\u0309": 3, "\u0303": 4, "\u0301": 5, "\u0323": 6}
_LEVEL_TONE = 1
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_DIGITS = "0123456789"
_RANK = {" ": 1} | {letter: 16 + place for place, letter in enumerate(_DIGITS + _LETTERS)}
_SIGN, _FOREIGN = 2, 254


def fold(text: str) -> str:
    """Return `text` in lower case without diacritics, đ as d, with plain dashes, quotes, spaces.

    Composed and decomposed spellings give the same; other punctuation stays. Idempotent.

    >>> fold("  Cải tiến   quy trình “ĐÓNG gói” – lần 2! ")
    'cai tien quy trinh "dong goi" - lan 2!'
    """
    if text.isascii():
        return " ".join(text.lower().split())
    bare = _without_marks(text)
    if not bare.isascii():
        # folding the case can bring new marks: İ, ŉ
        bare = _without_marks(bare)
    return " ".join(bare.split())


def _without_marks(text: str) -> str:
    parted = unicodedata.normalize("NFKD", text).casefold().translate(_PLAIN)
    if parted.isascii():
        return parted
    return "".join(
        [letter for letter in parted if letter < _FIRST_MARK or category(letter) != "Mn"]
    )


def tidy(text: str) -> str:
    r"""Return `text` composed (NFC), trimmed, single-spaced, without control characters.

    Everything a reader can see stays, so the result is fit for storing and showing. The soft
    hyphen stays too: in TCVN3 text it is the letter ư. Idempotent.

    >>> tidy(" Tiê\u0301ng\tVie\u0323\u0302t\x07 ")
    'Tiếng Việt'
    """
    spaced = _SPACING.sub(" ", text)
    seen = _INVISIBLE.sub("", _CONTROLS.sub("", spaced))
    return " ".join(unicodedata.normalize("NFC", seen).split())


def sort_key(text: str) -> bytes:
    """Return a key in Vietnamese alphabetical order: a ă â b c d đ e ê …, tones after letters.

    Tones follow the dictionaries: none, huyền, hỏi, ngã, sắc, nặng. Equal only for equal text.

    >>> sorted(["đa", "dạ", "dây", "da", "dăm", "dà"], key=sort_key)
    ['da', 'dà', 'dạ', 'dăm', 'dây', 'đa']
    """
    shown = tidy(text)
    return _levels(shown) + b"\x00" + shown.encode()


def name_sort_key(name: str) -> bytes:
    """Return a key that orders persons by given name, then by family and middle names.

    >>> sorted(["Trần Văn An", "Lê Thị Bình", "Đỗ An"], key=name_sort_key)
    ['Đỗ An', 'Trần Văn An', 'Lê Thị Bình']
    """
    shown = tidy(name)
    family, _, given = shown.rpartition(" ")
    return b"\x00".join((_levels(given), _levels(family), shown.encode()))


def _levels(text: str) -> bytes:
    """Return the ranks of the letters, a zero, and their tones."""
    letters, tones = bytearray(), bytearray()
    for character in unicodedata.normalize("NFC", text.casefold()):
        letter, tone = _without_tone(character)
        letters += _rank(letter)
        tones.append(tone)
    return bytes(letters) + b"\x00" + bytes(tones)


def _without_tone(character: str) -> tuple[str, int]:
    if character in _RANK:
        return character, _LEVEL_TONE
    parts = unicodedata.normalize("NFD", character)
    tone = max((_TONES.get(part, _LEVEL_TONE) for part in parts), default=_LEVEL_TONE)
    rest = "".join(part for part in parts if part not in _TONES)
    return unicodedata.normalize("NFC", rest), tone


def _rank(letter: str) -> bytes:
    if letter in _RANK:
        return bytes((_RANK[letter],))
    kind = _FOREIGN if letter[:1].isalpha() else _SIGN
    points = [part for sign in letter for part in _points(ord(sign))]
    return bytes((kind, *points))


def _points(point: int) -> tuple[int, int, int, int]:
    """Return a code point as four digits to base 64, plus one: a zero parts the levels."""
    high, low = divmod(point, 4096)
    return (high // 64 + 1, high % 64 + 1, low // 64 + 1, low % 64 + 1)

"""The same text in other spellings: what old fonts, other keyboards and other habits leave.

The tables are written down here from the layouts themselves (TCVN 5712:1993, the VNI fonts, the
two typing rules) and share nothing with the product, which must undo them without knowing how they
were made.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from random import Random

_CIRCUMFLEX, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"
_STROKE = "-"  # of đ, which Unicode does not take apart
_TONES = frozenset((_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT))

# byte → letter of TCVN 5712-3 as the ".Vn" fonts have it; bytes are seen as Latin-1 afterwards
_TCVN_RUNS = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
# VNI fonts write a plain letter and the mark as a second letter
_VNI_TONES = {_ACUTE: "ù", _GRAVE: "ø", _HOOK: "û", _TILDE: "õ", _DOT: "ï"}
_VNI_CIRCUMFLEX = {"": "â", _ACUTE: "á", _GRAVE: "à", _HOOK: "å", _TILDE: "ã", _DOT: "ä"}
_VNI_BREVE = {"": "ê", _ACUTE: "é", _GRAVE: "è", _HOOK: "ú", _TILDE: "ü", _DOT: "ë"}
_VNI_WHOLE = {"í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "đ": "ñ"}
_VNI_HORNED = {"o": "ô", "u": "ö"}

# Vietnamese letters, and pairs of them, that mean another letter in a VNI font
_FROM_VNI = {"oà": "ồ", "oá": "ố", "oã": "ỗ", "ô": "ơ", "ó": "ĩ", "ò": "ị"}
_LOOKS_LIKE_VNI = re.compile("|".join(_FROM_VNI), re.IGNORECASE)

_TELEX_TONES = {_ACUTE: "s", _GRAVE: "f", _HOOK: "r", _TILDE: "x", _DOT: "j"}
_VNI_KEYS = {_ACUTE: "1", _GRAVE: "2", _HOOK: "3", _TILDE: "4", _DOT: "5"}
_VNI_SHAPES = {_CIRCUMFLEX: "6", _HORN: "7", _BREVE: "8", _STROKE: "9"}


def _new_places() -> Iterator[tuple[str, str]]:
    """Yield the tone on the first vowel (hóa) and on the second (hoá)."""
    for first, second in (("o", "a"), ("o", "e"), ("u", "y")):
        for tone in _TONES:
            yield (
                unicodedata.normalize("NFC", first + tone) + second,
                first + unicodedata.normalize("NFC", second + tone),
            )


_NEW_PLACES = dict(_new_places())
_OLD_PLACES = {new: old for old, new in _NEW_PLACES.items()}
_OPEN_PAIR = re.compile(
    rf"(?<!q)(?:{'|'.join((*_NEW_PLACES, *_OLD_PLACES))})(?![\w])", re.IGNORECASE
)
_I_Y = dict(zip("íìỉĩịiýỳỷỹỵy", "ýỳỷỹỵyíìỉĩịi", strict=True))
_I_OR_Y = re.compile(r"\b(h|k|l|m|s|t|qu)([íìỉĩịiýỳỷỹỵy])\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def no_diacritics(text: str) -> str:
    marked = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in marked if not unicodedata.combining(letter))


def tone_moved(text: str) -> str:
    """Return the text with hóa for hoá, hoá for hóa."""
    return _OPEN_PAIR.sub(lambda found: _like(found[0], _moved(found[0].lower())), text)


def _moved(pair: str) -> str:
    return _NEW_PLACES.get(pair) or _OLD_PLACES[pair]


def i_for_y(text: str) -> str:
    """Return the text with kĩ for kỹ, lý for lí and so on, both ways."""
    return _I_OR_Y.sub(lambda found: found[1] + _like(found[2], _I_Y[found[2].lower()]), text)


def _like(model: str, text: str) -> str:
    if model.isupper():
        return text.upper()
    return text.capitalize() if model[0].isupper() else text


def tcvn3(text: str) -> str:
    """Return what a text in a .Vn font looks like where the font is lost.

    >>> tcvn3("Độc lập - Tự do - Hạnh phúc")
    '§éc lËp - Tù do - H¹nh phóc'
    """
    return text.translate(_TCVN3)


def vni(text: str) -> str:
    """Return what a text in a VNI font looks like where the font is lost.

    >>> vni("Độc lập - Tự do - Hạnh phúc")
    'Ñoäc laäp - Töï do - Haïnh phuùc'
    """
    return text.translate(_VNI)


def tcvn3_damaged(text: str) -> str:
    """Return such a text after software that knew neither the font nor the byte: no soft hyphens
    (they were ư), Greek μ for the micro sign (it was à).
    """
    return tcvn3(text).replace("\u00ad", "").replace("\u00b5", "\u03bc")


def taken_for_vni(text: str) -> str:
    """Return a text that was Unicode before a converter took it for VNI.

    >>> taken_for_vni("Công đoàn có hoàn cảnh")
    'Cơng đồn cĩ hồn cảnh'
    """
    return _LOOKS_LIKE_VNI.sub(lambda found: _like(found[0], _FROM_VNI[found[0].lower()]), text)


def telex(text: str) -> str:
    """Return the keys a Telex typist pressed, as they stand when the input method was off.

    >>> telex("Độc lập, tự do")
    'DDoocj laapj, tuwj do'
    """
    return _WORD.sub(lambda found: _telex_word(found[0], is_tone_last=True), text)


def telex_at_once(text: str) -> str:
    """Return the keys of a typist who gives the tone right after its vowel.

    >>> telex_at_once("Độc lập, tự do")
    'DDoojc laajp, tuwj do'
    """
    return _WORD.sub(lambda found: _telex_word(found[0], is_tone_last=False), text)


def vni_keys(text: str) -> str:
    """Return the keys of the VNI typing rule.

    >>> vni_keys("Độc lập, tự do")
    'D9o65c la65p, tu75 do'
    """
    return "".join(map(_vni_letter, text))


def vni_keys_last(text: str) -> str:
    """Return the keys of a typist who gives all digits at the end of the word.

    >>> vni_keys_last("Độc lập, tự do")
    'Doc965 lap65, tu75 do'
    """
    return _WORD.sub(lambda found: _digits_last(_vni_word(found[0])), text)


@lru_cache(maxsize=20_000)
def _telex_word(word: str, *, is_tone_last: bool) -> str:
    keys, last = [], ""
    for letter in word:
        base, shape, found = _parts(letter)
        tone = _TELEX_TONES.get(found, "")
        last = last or tone
        keys.append(base + _telex_shape(base, shape) + ("" if is_tone_last else tone))
    typed = "".join(keys).replace("uwow", "uow").replace("Uwow", "Uow")
    return typed + last if is_tone_last else typed


def _telex_shape(base: str, shape: str) -> str:
    if shape == _CIRCUMFLEX:
        return base.lower()
    return shape and ("d" if shape == _STROKE else "w")


def _vni_word(word: str) -> str:
    return "".join(map(_vni_letter, word))


def _digits_last(typed: str) -> str:
    digits = [letter for letter in typed if letter.isdigit()]
    return "".join([letter for letter in typed if not letter.isdigit()] + digits)


@lru_cache(maxsize=2_000)
def _vni_letter(letter: str) -> str:
    base, shape, tone = _parts(letter)
    return base + _VNI_SHAPES.get(shape, "") + _VNI_KEYS.get(tone, "")


def _parts(letter: str) -> tuple[str, str, str]:
    """Return the plain letter, its shape mark and its tone mark."""
    if letter in "đĐ":
        return ("d" if letter == "đ" else "D"), _STROKE, ""
    base, *marks = unicodedata.normalize("NFD", letter)
    shape = next((mark for mark in marks if mark not in _TONES), "")
    tone = next((mark for mark in marks if mark in _TONES), "")
    return base, shape, tone


def _vietnamese_letters() -> Iterator[str]:
    for base in ("a", "â", "ă", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y"):
        for tone in ("", *sorted(_TONES)):
            yield unicodedata.normalize("NFC", base + tone)
    yield "đ"


def _tcvn3_table() -> dict[int, str]:
    table = {
        ord(letter): chr(code + place)
        for code, run in _TCVN_RUNS.items()
        for place, letter in enumerate(run)
    }
    # capitals with a tone have no code: a font of capitals shows the small letter's code
    for letter in _vietnamese_letters():
        if ord(letter) in table:
            table.setdefault(ord(letter.upper()), table[ord(letter)])
    return table


def _vni_table() -> dict[int, str]:
    table = {}
    for letter in _vietnamese_letters():
        written = _vni_written(letter)
        table[ord(letter)] = written
        table[ord(letter.upper())] = written.upper()
    return table


def _vni_written(letter: str) -> str:
    if letter in _VNI_WHOLE:
        return _VNI_WHOLE[letter]
    base, shape, tone = _parts(letter)
    if shape == _CIRCUMFLEX:
        return base + _VNI_CIRCUMFLEX[tone]
    if shape == _BREVE:
        return base + _VNI_BREVE[tone]
    if shape == _HORN:
        base = _VNI_HORNED[base]
    return base + _VNI_TONES.get(tone, "")


_TCVN3, _VNI = _tcvn3_table(), _vni_table()


def partly(random: Random, text: str, change: Callable[[str], str]) -> str:
    """Return the text with a run of its words changed: who notices, switches the keyboard back."""
    words = text.split(" ")
    size = random.randint(min(3, len(words)), len(words))
    first = random.randint(0, len(words) - size)
    changed = [change(word) for word in words[first : first + size]]
    return " ".join([*words[:first], *changed, *words[first + size :]])

"""The ways one text comes to be typed differently, each with tables of its own.

Nothing here is imported from the package, so that a wrong table cannot agree with itself.
"""

import unicodedata
from collections.abc import Callable
from random import Random

Spoil = Callable[[str, Random], str]

# vowel by vowel: level, huyền, hỏi, ngã, sắc, nặng, as bytes of Windows-1252
_TCVN3_ROWS = {
    "a": "61 B5 B6 B7 B8 B9", "ă": "A8 BB BC BD BE C6", "â": "A9 C7 C8 C9 CA CB",
    "e": "65 CC CE CF D0 D1", "ê": "AA D2 D3 D4 D5 D6", "i": "69 D7 D8 DC DD DE",
    "o": "6F DF E1 E2 E3 E4", "ô": "AB E5 E6 E7 E8 E9", "ơ": "AC EA EB EC ED EE",
    "u": "75 EF F1 F2 F3 F4", "ư": "AD F5 F6 F7 F8 F9", "y": "79 FA FB FC FD FE",
}  # fmt: skip
_TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
_VNI_KEYS = ["", "2", "3", "4", "1", "5"]
_TELEX_KEYS = ["", "f", "r", "x", "s", "j"]
_VNI_FONT_TONES = ["", "ø", "û", "õ", "ù", "ï"]
_VNI_FONT_HATS = {
    "ă": ("a", "êèúüéë"),
    "â": ("a", "âàåãáä"),
    "ê": ("e", "âàåãáä"),
    "ô": ("o", "âàåãáä"),
}
_VNI_FONT_I = "iìæóíò"
_KEYS = {"ă": ("a8", "aw"), "â": ("a6", "aa"), "ê": ("e6", "ee"), "ô": ("o6", "oo"),
    "ơ": ("o7", "ow"), "ư": ("u7", "uw"), "đ": ("d9", "dd")}  # fmt: skip


def tcvn3(text: str, rng: Random) -> str:
    table = {"đ": "\xae", "Đ": "\xa7", "Ă": "\xa1", "Â": "\xa2", "Ê": "\xa3", "Ô": "\xa4",
        "Ơ": "\xa5", "Ư": "\xa6"}  # fmt: skip
    for vowel, row in _TCVN3_ROWS.items():
        for tone, byte in zip(_TONES, row.split(), strict=True):
            letter = unicodedata.normalize("NFC", vowel + tone)
            table[letter] = bytes.fromhex(byte).decode("latin-1")
    return "".join(table.get(letter, table.get(letter.lower(), letter)) for letter in text)


def vni_font(text: str, rng: Random) -> str:
    return "".join(_vni_letter(letter) for letter in text)


def _vni_letter(letter: str) -> str:
    base, tone = _parted(letter.lower())
    if base == "đ":
        spelled = "ñ"
    elif base in _VNI_FONT_HATS:
        bare, marks = _VNI_FONT_HATS[base]
        spelled = bare + marks[tone]
    elif base == "i":
        spelled = _VNI_FONT_I[tone]
    elif base == "y" and tone == 5:
        spelled = "î"
    elif base in ("ơ", "ư"):
        spelled = {"ơ": "ô", "ư": "ö"}[base] + _VNI_FONT_TONES[tone]
    elif base in "aeouy":
        spelled = base + _VNI_FONT_TONES[tone]
    else:
        return letter
    return spelled.upper() if letter.isupper() else spelled


def _parted(letter: str) -> tuple[str, int]:
    parts = unicodedata.normalize("NFD", letter)
    tone = next((place for place, sign in enumerate(_TONES) if sign and sign in parts), 0)
    rest = "".join(part for part in parts if part not in _TONES[1:])
    return unicodedata.normalize("NFC", rest), tone


def _typed(text: str, column: int, tones: list[str]) -> str:
    words = []
    for word in text.split(" "):
        typed, key = "", ""
        for letter in word:
            base, tone = _parted(letter.lower())
            key = key or tones[tone]
            spelled = _KEYS[base][column] if base in _KEYS else base
            typed += spelled.upper() if letter.isupper() else spelled
        at = len(typed.rstrip('.,;:!?"”'))
        words.append(typed[:at] + key + typed[at:])
    return " ".join(words)


def telex(text: str, rng: Random) -> str:
    return _typed(text, 1, _TELEX_KEYS)


def vni_typing(text: str, rng: Random) -> str:
    return _typed(text, 0, _VNI_KEYS)


def no_diacritics(text: str, rng: Random) -> str:
    parts = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(part for part in parts if not unicodedata.combining(part))


def nfd(text: str, rng: Random) -> str:
    return unicodedata.normalize("NFD", text)


def case(text: str, rng: Random) -> str:
    return rng.choice([str.upper, str.title, str.lower])(text)


_PLACED = {"hoà": "hòa", "hoá": "hóa", "hoạ": "họa", "thuỷ": "thủy", "uỷ": "ủy", "khoẻ": "khỏe",
    "toả": "tỏa", "loá": "lóa", "quỹ": "quĩ", "tuỳ": "tùy"}  # fmt: skip


def tone_place(text: str, rng: Random) -> str:
    for new, old in _PLACED.items():
        text = text.replace(new, old) if new in text else text.replace(old, new)
    return text


def i_or_y(text: str, rng: Random) -> str:
    for one, other in (("kỹ", "kĩ"), ("lý", "lí"), ("sỹ", "sĩ"), ("quý", "quí"), ("mỹ", "mĩ")):
        text = text.replace(one, other) if one in text else text.replace(other, one)
    return text


def quotes_and_dashes(text: str, rng: Random) -> str:
    words = text.replace('"', "“").replace(" - ", " – ").replace("-", "–").split(" ")
    at = rng.randrange(len(words))
    words[at] = f"“{words[at]}”"
    return "  ".join(words) + rng.choice([".", " .", ";", ""])


_SHORT = {"học sinh": "HS", "giáo viên": "GV", "công nghệ thông tin": "CNTT", "mầm non": "MN",
    "trung học cơ sở": "THCS", "tiểu học": "TH", "công đoàn cơ sở": "CĐCS", "kỹ năng sống": "KNS",
    "bệnh nhân": "BN", "ủy ban nhân dân": "UBND", "cán bộ": "CB", "thiết bị dạy học": "TBDH",
    "an toàn lao động": "ATLĐ", "trung học phổ thông": "THPT"}  # fmt: skip


def short_forms(text: str, rng: Random) -> str:
    for full, short in _SHORT.items():
        text = text.replace(full, short)
    return text


_LOOKS = {"l": "1", "o": "0", "ô": "ơ", "ơ": "ô", "ấ": "ẩ", "ế": "ê", "c": "e", "n": "u", "í": "i"}


def reading_slips(text: str, rng: Random) -> str:
    """Two letters of the text read as their look-alikes or left out."""
    letters = list(text)
    places = [at for at, letter in enumerate(letters) if letter in _LOOKS]
    for at in rng.sample(places, min(2, len(places))):
        letters[at] = _LOOKS[letters[at]]
    return "".join(letters)


def typos(text: str, rng: Random) -> str:
    """One or two words with a letter doubled, dropped or exchanged with the next."""
    words = text.split(" ")
    long = [at for at, word in enumerate(words) if len(word) > 3 and word.isalpha()]
    for at in rng.sample(long, min(rng.choice([1, 2]), len(long))):
        word, place = words[at], rng.randrange(1, len(words[at]) - 1)
        words[at] = rng.choice(
            [
                word[:place] + word[place] + word[place:],
                word[:place] + word[place + 1 :],
                word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            ]
        )
    return " ".join(words)


def stock_opening(text: str, rng: Random) -> str:
    for opening in ("Một số giải pháp ", "Một số biện pháp ", "Giải pháp "):
        if text.startswith(opening):
            return (
                rng.choice(["Sáng kiến kinh nghiệm: một số biện pháp ", "SKKN: "])
                + text[len(opening) :]
            )
    return rng.choice(["Một số giải pháp ", "Sáng kiến: ", "Báo cáo biện pháp "]) + text


def reordered(text: str, rng: Random) -> str:
    words = text.split(" ")
    at = rng.randrange(len(words) // 3, 2 * len(words) // 3 + 1)
    return " ".join(words[at:] + words[:at])


def inserted_or_deleted(text: str, rng: Random) -> str:
    words = text.split(" ")
    if rng.random() < 0.5:
        at = rng.randrange(2, len(words))
        return " ".join(
            [
                *words[:at],
                *rng.choice(["trong thực tiễn", "một cách hiệu quả", "hiện nay"]).split(),
                *words[at:],
            ]
        )
    at = rng.randrange(3, len(words))
    return " ".join(words[:at] + words[at + 1 :])


def year_and_place(text: str, rng: Random) -> str:
    return text + rng.choice(
        [
            " năm học 2021-2022",
            " tại trường Tiểu học Sao Mai",
            " trên địa bàn huyện năm 2022",
            " ở xã Bản Mới từ 9/2021",
        ]
    )


_REWORDED = {
    "Một số giải pháp": "Các biện pháp",
    "nâng cao": "cải thiện",
    "hiệu quả": "chất lượng",
    "biện pháp": "giải pháp",
    "ứng dụng": "áp dụng",
    "sử dụng": "ứng dụng",
    "cải tiến": "đổi mới",
}


def paraphrased(text: str, rng: Random) -> str:
    for one, other in _REWORDED.items():
        text = text.replace(one, other)
    return text


SAME_SPELLINGS: dict[str, Spoil] = {
    "case": case, "nfd": nfd, "no_diacritics": no_diacritics, "tone_old_new": tone_place,
    "i_y": i_or_y, "tcvn3": tcvn3, "vni_legacy": vni_font, "telex": telex,
    "vni_typing": vni_typing, "punct_quote": quotes_and_dashes, "abbrev": short_forms,
}  # fmt: skip
NEAR_SPELLINGS: dict[str, Spoil] = {
    "typo": typos, "ocr": reading_slips, "boilerplate": stock_opening, "reorder": reordered,
    "insert_delete": inserted_or_deleted, "year_place": year_and_place, "paraphrase": paraphrased,
}  # fmt: skip
EXACT: dict[str, Spoil] = {"exact": lambda text, rng: text}
ALL_SPELLINGS = EXACT | SAME_SPELLINGS | NEAR_SPELLINGS


def combined(text: str, rng: Random) -> str:
    first = rng.choice(list(NEAR_SPELLINGS.values()))
    second = rng.choice([case, nfd, no_diacritics, tcvn3, vni_font])
    return second(first(text, rng), rng)

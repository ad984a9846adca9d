"""How one person types the same thing a second time."""

import re
import unicodedata
from collections.abc import Callable
from random import Random

OLD_TONES = {
    "òa": "oà",
    "óa": "oá",
    "ỏa": "oả",
    "õa": "oã",
    "ọa": "oạ",
    "òe": "oè",
    "óe": "oé",
    "ỏe": "oẻ",
    "ọe": "oẹ",
    "ùy": "uỳ",
    "úy": "uý",
    "ủy": "uỷ",
    "ũy": "uỹ",
    "ụy": "uỵ",
}
Y_FOR_I = {
    "kỹ": "kĩ",
    "Kỹ": "Kĩ",
    "kỷ": "kỉ",
    "lý": "lí",
    "Lý": "Lí",
    "tỷ": "tỉ",
    "Tỷ": "Tỉ",
    "mỹ": "mĩ",
    "kỳ": "kì",
    "kì ": "kỳ ",
    "lí ": "lý ",
    "tỉ ": "tỷ ",
}
SHORT_FORMS = (
    ("học sinh trung học cơ sở", "HS THCS"),
    ("học sinh tiểu học", "HS tiểu học"),
    ("học sinh", "HS"),
    ("giáo viên mầm non", "GVMN"),
    ("giáo viên", "GV"),
    ("dân tộc thiểu số", "DTTS"),
    ("công đoàn cơ sở", "CĐCS"),
    ("kỹ năng sống", "KNS"),
    ("Ủy ban nhân dân", "UBND"),
)
LONG_FORMS = (
    ("Trường PTDTBT", "Trường phổ thông dân tộc bán trú"),
    ("CNTT", "công nghệ thông tin"),
    ("THCS", "trung học cơ sở"),
    ("UBND", "Ủy ban nhân dân"),
    ("PTNT", "phát triển nông thôn"),
)
OTHER_WORDS = (
    ("Một số biện pháp", "Một số giải pháp"),
    ("Một số giải pháp", "Một số biện pháp"),
    ("Một số kinh nghiệm", "Kinh nghiệm"),
    ("Giải pháp", "Biện pháp"),
    ("Biện pháp", "Một số biện pháp"),
    ("Nâng cao chất lượng", "Nâng cao hiệu quả"),
    ("Sử dụng", "Vận dụng"),
    ("Tổ chức", "Đổi mới tổ chức"),
    ("thông qua", "qua"),
    ("nhằm", "để"),
    ("Xây dựng", "Thiết kế, xây dựng"),
    ("Dạy học", "Đổi mới dạy học"),
    ("Dạy ", "Hướng dẫn "),
    ("Quản lý", "Công tác quản lý"),
    ("Rèn ", "Rèn luyện "),
    ("Mô hình", "Xây dựng mô hình"),
    ("bằng", "thông qua"),
    ("Ứng dụng", "Vận dụng"),
)
PREFIXES = ("Sáng kiến: ", "SKKN: ", "Tên sáng kiến: ", "Sáng kiến ")

LIGHT_EDITS = (
    ("học sinh", "các em học sinh"),
    ("giáo viên", "GV"),
    ("mỗi tuần", "hằng tuần"),
    ("; ", ", "),
    ("trẻ ", "các cháu "),
    ("mỗi", "từng"),
    (", ", " , "),
)
OPEN_END = re.compile(r"[;,.] ")


def exact(text: str, _random: Random) -> str:
    return text


def upper(text: str, _random: Random) -> str:
    return text.upper()


def bare(text: str, _random: Random) -> str:
    """Return the text without any Vietnamese mark."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def decomposed(text: str, _random: Random) -> str:
    return unicodedata.normalize("NFD", text)


def old_tones(text: str, _random: Random) -> str:
    """Return the tone marks where older spelling puts them: hòa → hoà; quý and the like stay."""
    for new, old in OLD_TONES.items():
        text = re.sub(rf"(?<![qQ]){new}(?!\w)", old, text)
    return text


def i_for_y(text: str, _random: Random) -> str:
    for one, other in Y_FOR_I.items():
        if one in text:
            return text.replace(one, other)
    return text


def mistyped(text: str, random: Random) -> str:
    """Return the text with a slip in one longer word: a letter lost or two turned round."""
    words = [match for match in re.finditer(r"[^\W\d_]{4,}", text) if match[0].islower()]
    word = random.choice(words)
    place = word.start() + random.randrange(1, len(word[0]) - 1)
    one, other = text[place], text[place + 1]
    if one != other and random.random() < 0.5:  # noqa: PLR2004 - as often one as the other
        return text[:place] + other + one + text[place + 2 :]
    return text[:place] + text[place + 1 :]


def shortened(text: str, _random: Random) -> str:
    return _first_change(text, SHORT_FORMS)


def spelled_out(text: str, _random: Random) -> str:
    return _first_change(text, LONG_FORMS)


def punctuated(text: str, random: Random) -> str:
    """Return the text in quotes, with a full stop, or with doubled spaces."""
    forms = (f"“{text}”", f"{text}.", f'"{text}".', text.replace(" ", "  ", 3), f"- {text};")
    return random.choice(forms)


def prefixed(text: str, random: Random) -> str:
    return random.choice(PREFIXES) + text


def reworded(text: str, _random: Random) -> str:
    return _first_change(text, OTHER_WORDS)


KINDS: dict[str, Callable[[str, Random], str]] = {
    "chép nguyên": exact,
    "chữ hoa": upper,
    "không dấu": bare,
    "NFD": decomposed,
    "vị trí dấu thanh": old_tones,
    "i/y": i_for_y,
    "gõ sai": mistyped,
    "viết tắt": shortened,
    "viết đầy đủ": spelled_out,
    "dấu câu": punctuated,
    "thêm tiền tố": prefixed,
    "đổi chữ": reworded,
}


def lightly_edited(text: str) -> str:
    """Return a text with a small change of wording or spacing, and without its full stop."""
    return _first_change(text, LIGHT_EDITS).removesuffix(".")


def cut_short(text: str) -> str:
    """Return about the first two thirds, ended at a pause where there is one."""
    pauses = [m.start() for m in OPEN_END.finditer(text) if 0.5 < m.start() / len(text) < 0.8]  # noqa: PLR2004 - shares
    end = pauses[-1] if pauses else text.rindex(" ", 0, len(text) * 2 // 3)
    return text[:end]


def _first_change(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for one, other in pairs:
        if one in text:
            return text.replace(one, other, 1)
    return text

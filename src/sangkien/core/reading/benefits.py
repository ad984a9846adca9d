"""What an initiative is said to have gained, in đồng where that can be read.

Source: wordings in published lists: "1,4 tỷ", "15,9 tỷ/năm", "25.000 đồng", "1.761 USD/năm",
"300 - 500 triệu", "khoảng 1 tỷ 200 triệu". What was typed is kept whatever is read.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

UNIT_VND = {
    "tỷ": 10**9,
    "tỉ": 10**9,
    "triệu": 10**6,
    "tr": 10**6,
    "trđ": 10**6,
    "nghìn": 10**3,
    "ngàn": 10**3,
    "k": 10**3,
    "": 1,
}
PERIODS = {"năm": "year", "tháng": "month", "quý": "quarter", "tuần": "week", "ngày": "day"}
LEAST_BARE_VND = 10_000  # below this a number without a unit rarely means đồng
MOST_CREDIBLE_VND = 10**12  # one initiative above 1.000 tỷ is asked about

_NUMBER = r"\d+(?:[., ]\d+)*"
_SCALE = r"tỷ|tỉ|triệu|trđ|tr|nghìn|ngàn|k|"
_DONG = r"(?:\s*\.?\s*(?:việt nam đồng|vn đồng|đồng|vnđ|vnd|đ))?"
_AMOUNT = rf"(?P<number>{_NUMBER})\s*(?P<scale>{_SCALE}){_DONG}(?![\w])"
_PIECE = re.compile(_AMOUNT)
_BULLET = re.compile(r"^[-–—•*+] +")  # “- 25 triệu” stands in a list; it is no range from 0
_DASH = re.compile(r"\s*(?:-|–|—|\bđến\b|\btới\b)\s*")
_PERIOD = re.compile(r"\s*(?:/|\bmỗi\b|\bmột\b|\btrên\b)\s*(?:1\s*)?(năm|tháng|quý|tuần|ngày)\b")
_ABOUT = re.compile(
    r"\b(?:khoảng|ước tính|ước|gần|hơn|trên|từ|tiết kiệm|làm lợi|số tiền|giá trị|đạt|được)\b[: ]*|~"
)
_FOREIGN = re.compile(r"\$|\b(?:usd|eur|euro|jpy|cny|đô la|đô)\b")
_NOTHING = frozenset({"không", "không có", "chưa có", "0", "0 đồng"})


@dataclass(frozen=True, slots=True)
class Benefit:
    """A gain as typed, and its reading in đồng.

    A range stands as its lower end in `amount_vnd` and its upper end in `high_vnd`.
    `doubtful` asks a person to look: something in the text was not understood.
    """

    raw: str
    amount_vnd: int | None = None
    high_vnd: int | None = None
    currency: str = "VND"
    period: str = ""  # "", "year", "month", "quarter", "week" or "day"
    approximate: bool = False
    doubtful: bool = False


def read_benefit(value: object, *, unit: str = "") -> Benefit:
    """Return the gain that a cell or field tells; never raises, the raw text is kept.

    `unit` is the unit that the column's heading names ("triệu đồng"), for bare numbers.

    >>> read_benefit("15,9 tỷ/năm").amount_vnd, read_benefit("15,9 tỷ/năm").period
    (15900000000, 'year')
    >>> read_benefit("1.761 USD/năm").amount_vnd is None
    True
    """
    raw = _as_typed(value)
    plain = unicodedata.normalize("NFC", raw).casefold()
    if plain in _NOTHING:
        return Benefit(raw, amount_vnd=0)
    if not plain:
        return Benefit(raw)
    if _FOREIGN.search(plain):
        return Benefit(raw, currency=_currency(plain), period=_period(plain), doubtful=True)
    return _in_dong(raw, plain, unit=unicodedata.normalize("NFC", unit).casefold())


def _as_typed(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, float):
        return repr(value).replace(".", ",")
    return " ".join(str(value).split())


def _currency(plain: str) -> str:
    match = _FOREIGN.search(plain)
    word = match[0] if match else ""
    return {"$": "USD", "đô": "USD", "đô la": "USD", "euro": "EUR"}.get(word, word.upper())


def _period(plain: str) -> str:
    match = _PERIOD.search(plain)
    return PERIODS[match[1]] if match else ""


def _in_dong(raw: str, plain: str, *, unit: str) -> Benefit:
    core = _PERIOD.sub("", _BULLET.sub("", plain))
    bare = _ABOUT.sub("", core).strip(" .;")
    ends = [_amount(end, unit=unit) for end in _ends(bare)]
    known = [end for end in ends if end is not None]
    if not known or len(known) != len(ends):
        return Benefit(raw, period=_period(plain), doubtful=True)
    low, high = known[0], known[-1]
    return Benefit(
        raw,
        amount_vnd=low,
        high_vnd=high if len(known) > 1 else None,
        period=_period(plain),
        approximate=_ABOUT.search(core) is not None or len(known) > 1,
        doubtful=high > MOST_CREDIBLE_VND or low > high,
    )


def _ends(bare: str) -> list[str]:
    """Return the one amount, or the two ends of a range with the shared unit on both."""
    ends = _DASH.split(bare, maxsplit=1)
    if len(ends) == 1 or _DASH.search(ends[1]):
        return [bare]
    if re.fullmatch(_NUMBER, ends[0]):
        ends[0] += re.sub(rf"^{_NUMBER}", "", ends[1])
    return ends


def _amount(text: str, *, unit: str) -> int | None:
    """Return the đồng of “1 tỷ 200 triệu”, None where any part of it is not understood."""
    if _PIECE.sub("", text).strip(" ,.") or not _PIECE.search(text):
        return None
    total, last_scale = Decimal(0), 10**12
    for piece in _PIECE.finditer(text):
        scale = UNIT_VND[piece["scale"]]
        if piece[0].strip() == piece["number"]:
            scale = _bare_scale(piece["number"], unit=unit, alone=piece[0] == text)
        number = _number(piece["number"])
        if number is None or not 0 < scale < last_scale:
            return None
        total, last_scale = total + number * scale, scale
    return int(total)


def _bare_scale(number: str, *, unit: str, alone: bool) -> int:
    """Return the unit of a number that names none, 0 where it cannot be known."""
    if not alone:
        return 0
    if heading := re.search(rf"\b({_SCALE[:-1]}|đồng|vnđ|vnd)\b", unit):
        return UNIT_VND.get(heading[1], 1)
    read = _number(number)
    return 1 if read is not None and (read == 0 or read >= LEAST_BARE_VND) else 0


def _number(text: str) -> Decimal | None:
    """Return the number in Vietnamese form; a comma before three digits is a decimal here."""
    plain = text.replace(" ", "")
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", plain):
        return Decimal(plain.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d{1,3}(,\d{3}){2,}", plain):
        return Decimal(plain.replace(",", ""))
    if re.fullmatch(r"\d{1,15}([.,]\d{1,6})?", plain):
        return Decimal(plain.replace(",", "."))
    return None

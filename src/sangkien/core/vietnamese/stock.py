"""Stock of initiative titles: openings that say nothing, and how much a syllable tells.

Counted on titles in public use: nine look-alike titles in ten share only these.
"""

VERSION = 1

# how much a shared syllable tells, 0..1; what is in neither list tells 1
STOCK_WEIGHT = 0.12
COMMON_WEIGHT = 0.4
UNKNOWN_WEIGHT = 0.8  # no syllable: a foreign word, a code, or a slip

_STOCK_WORDS = """
mot so vai nhung cac giai phap bien phuong nang cao chat luong hieu qua nham gop phan kinh
nghiem sang kien de tai bao thuc trang trong cho cua va tren ve vao voi theo tu den duoc la co o
viec nay do hien cong tac tang cuong cai tien thien day manh tot hon khi thong dua ra chuyen nam
lop su dung ap ung hoc trinh boi duong phat huy cach ban duy tri toan dien dam giang tich cuc
thao nhanh hay goc nhin bai hoan
"""
_STOCK = frozenset(_STOCK_WORDS.split())
_COMMON_WORDS = """
sinh giao vien truong tieu mam non tre em pho trung xay to chuc trien nghe tin doi moi ren luyen
ki giup huong dan doan can bo don vi tinh huyen xa phuong thanh mau hoat dong quan li he thi
tran khu nha mon hanh chinh nguoi lao san xuat may thiet bi co ban chuyen tuoi thang toc thieu
"""
_COMMON = frozenset(_COMMON_WORDS.split())

_OPENINGS = """
sang kien kinh nghiem|bao cao sang kien|bao cao bien phap|bao cao|sang kien|de tai|chuyen de
kinh nghiem|mot so|mot vai|nhung|cac|giai phap|bien phap|phuong phap|cach thuc|thuc trang|va
nham|gop phan|de|nang cao|tang cuong|cai thien|day manh|doi moi|hieu qua|chat luong|cong tac|ve
trong|viec|cua|cho|chi dao
"""
OPENINGS = tuple(
    sorted(
        (tuple(phrase.split()) for phrase in _OPENINGS.replace("\n", "|").split("|") if phrase),
        key=len,
        reverse=True,
    )
)

# "tại trường …", "trên địa bàn …": from here on a title tells where, not what
PLACE_PREPOSITIONS = frozenset({"tai", "o", "tren"})
_PLACES = "truong xa phuong huyen quan tinh thi thanh phong trung ban uy benh tram don khu dia"
PLACE_NOUNS = frozenset(_PLACES.split())
PLACE_ENDS = frozenset({"cho", "nham", "giup", "qua", "de", "bang"})


def weight_of(syllable: str, *, legal: bool) -> float:
    """Return how much it tells that two titles share `syllable`, 0..1."""
    if syllable in _STOCK:
        return STOCK_WEIGHT
    if syllable in _COMMON:
        return COMMON_WEIGHT
    return 1.0 if legal else UNKNOWN_WEIGHT


def without_opening(syllables: tuple[str, ...]) -> tuple[str, ...]:
    """Return `syllables` after the stock phrases they open with; all of them if nothing is left.

    >>> without_opening(tuple("mot so giai phap nang cao hieu qua phong chay".split()))
    ('phong', 'chay')
    """
    start = 0
    while length := _opening_at(syllables, start):
        start += length
    return syllables[start:] or syllables


def _opening_at(syllables: tuple[str, ...], start: int) -> int:
    for phrase in OPENINGS:
        if syllables[start : start + len(phrase)] == phrase:
            return len(phrase)
    return 0

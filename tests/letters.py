"""An office that may write letters, and a province with figures to write about."""

from sangkien.core.letters.edit import LetterEdit
from sangkien.queries.letters import text_of
from tests import make
from tests.reports.lai_chau import DAY, Province

__all__ = ["DAY", "SETTINGS", "edit_of", "province", "writer"]

SETTINGS = {
    "parent_body": "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM",
    "issuing_body": "LIÊN ĐOÀN LAO ĐỘNG TỈNH LAI CHÂU",
    "full_name": "Liên đoàn Lao động tỉnh Lai Châu",
    "short_name": "LĐLĐ tỉnh",
    "place": "Lai Châu",
    "symbol": "LĐLĐ-CSPL&QHLĐ",
    "authority": "TM. BAN THƯỜNG VỤ",
    "position": "PHÓ CHỦ TỊCH",
    "signer": "",
    "board": "Ban Chính sách Pháp luật và Quan hệ lao động",
    "addressees": ["LĐLĐ các huyện, thành phố", "Công đoàn ngành, Công đoàn Viên chức"],
    "recipients": ["Tổng Liên đoàn Lao động Việt Nam"],
    "archive": "VT, CSPL&QHLĐ",
}


def province(**settings):
    """A province whose campaign says who writes its letters; the story is filed."""
    made = Province(letter=SETTINGS | settings)
    made.fill()
    return made


def writer(made):
    """The officer of the province, as the actions take it."""
    return make.officer(made.root)


def edit_of(letter, **changes):
    """Return an edit that leaves the letter as it is but for the changes."""
    text = text_of(letter)
    values = {
        name: getattr(text, name)
        for name in ("symbol", "abstract", "addressees", "paragraphs", "recipients", "archive")
    }
    return LetterEdit(**values | changes)

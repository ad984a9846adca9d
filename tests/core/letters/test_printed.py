import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.letters.dates import BLANK_NAME, NBSP
from sangkien.core.letters.model import Column, Paragraph, Row, Signing, Table
from sangkien.core.letters.printed import clean, printed
from sangkien.core.letters.stream import text_stream
from tests.core.letters.letter_878 import RIGHT


def test_the_stream_is_the_letter_word_for_word_in_reading_order():
    assert text_stream(RIGHT) == [
        "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM",
        "LIÊN ĐOÀN LAO ĐỘNG TỈNH LAI CHÂU",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 878/LĐLĐ-CSPL&QHLĐ",
        "Lai Châu, ngày 17 tháng 3 năm 2022",
        "V/v đôn đốc thực hiện Chương trình",
        "Kính gửi:",
        "- LĐLĐ các huyện, thành phố;",
        "- Công đoàn ngành, Công đoàn Viên chức.",
        "Tính đến nay, kết quả như sau (có phụ lục kèm theo):",
        "1. Tập trung triển khai:",
        "a) đối với khối huyện;",
        "b) đối với khối ngành.",
        "2. Chọn đúng đơn vị thành viên.",
        "a) Hướng dẫn công đoàn cơ sở.",
        "Khó khăn, vướng mắc báo cáo về Ban CSPL&QHLĐ để được hướng dẫn./.",
        "Nơi nhận:",
        "- Như trên;",
        "- Tổng Liên đoàn LĐVN;",
        "- Lưu: VT, CSPL&QHLĐ.",
        "TM. BAN THƯỜNG VỤ",
        "PHÓ CHỦ TỊCH",
        BLANK_NAME,
        "Phụ lục",
        "DANH SÁCH CÁC ĐƠN VỊ",
        "(Kèm theo Công văn số 878/LĐLĐ-CSPL&QHLĐ ngày 17 tháng 3 năm 2022)",
        "TT",
        "Tên đơn vị",
        "Số lượt",
        "Khối huyện, thành phố",
        "1",
        "LĐLĐ huyện Than Uyên",
        "150",
        "Tổng",
        "150",
        "- Một số lượt bị trùng./.",
    ]


def test_what_is_not_known_stays_a_visible_blank():
    letter = printed(replace(RIGHT, number=None, day=None, signing=Signing("TM. BAN THƯỜNG VỤ")))

    assert letter.number_line == f"Số: {NBSP * 8}/LĐLĐ-CSPL&QHLĐ"
    assert letter.place_line == "Lai Châu, ngày …… tháng …… năm ……"
    assert (letter.position, letter.name) == (BLANK_NAME, BLANK_NAME)


def test_a_single_addressee_stands_on_the_line_of_its_label():
    stream = text_stream(replace(RIGHT, addressees=("Ban Dân vận Tỉnh ủy",)))

    assert stream[7] == "Kính gửi: Ban Dân vận Tỉnh ủy"


def test_the_drafter_code_stands_below_the_recipients():
    stream = text_stream(replace(RIGHT, drafter_code="PL.(300)"))

    assert stream[stream.index("PL.(300)") - 1] == "- Lưu: VT, CSPL&QHLĐ."


def test_a_letter_may_go_without_an_end_mark():
    stream = text_stream(replace(RIGHT, end_mark="", paragraphs=(Paragraph("Hết."),)))

    assert "Hết." in stream


@given(st.text(max_size=40))
def test_cleaned_text_is_one_line_that_any_file_can_hold(text):
    cleaned = clean(text)

    assert not any(unicodedata.category(sign).startswith("C") for sign in cleaned)
    assert clean(cleaned) == cleaned == unicodedata.normalize("NFC", cleaned)


def test_cleaning_keeps_every_letter_and_every_no_break_space():
    assert clean(f"Tổ\u0065\u0302 chức{NBSP}¼ ệ đ\ufeff\u00ad Đ") == f"Tổê chức{NBSP}¼ ệ đ Đ"


@pytest.mark.parametrize(
    ("row", "needed"),
    [(Row(("1", "2")), "1 cells, not 2"), (Row(("1", "2"), "group"), "1 cells, not 2")],
)
def test_a_row_that_does_not_fit_its_table_is_a_bug(row, needed):
    with pytest.raises(ValueError, match=needed):
        Table((Column("TT", 1),), (row,))


TEXTS = st.text(max_size=20)
PARAGRAPHS = st.lists(
    st.builds(Paragraph, TEXTS, st.sampled_from(["body", "numbered", "lettered"])), max_size=12
).map(tuple)


@given(PARAGRAPHS)
def test_numbers_run_through_the_letter_and_points_begin_anew_behind_each(paragraphs):
    shown = printed(replace(RIGHT, paragraphs=paragraphs)).paragraphs

    numbers = [each.text.split(". ")[0] for each in shown if each.kind == "numbered"]
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]
    behind_each = [[]]
    for each in shown:
        if each.kind == "numbered":
            behind_each.append([])
        elif each.kind == "lettered":
            behind_each[-1].append(each.text[:3])
    for points in behind_each:
        assert points == [f"{sign}) " for sign in "abcdđeghiklm"[: len(points)]]


@given(PARAGRAPHS)
def test_only_the_last_paragraph_bears_the_end_mark_and_bears_it_once(paragraphs):
    plain = tuple(replace(each, text=each.text.replace("/", "")) for each in paragraphs)
    shown = [each.text for each in printed(replace(RIGHT, paragraphs=plain)).paragraphs]

    assert [text.count("./.") for text in shown] == [0] * (len(shown) - 1) + [1] * bool(shown)
    assert all(text.endswith("./.") for text in shown[-1:])


@given(st.lists(TEXTS, min_size=2, max_size=4).map(tuple))
def test_several_addressees_have_dashes_and_a_single_one_none(lines):
    several, single = (
        printed(replace(RIGHT, addressees=some)).addressees for some in (lines, lines[:1])
    )

    assert several == tuple(f"- {clean(line)}" for line in lines)
    assert single == (clean(lines[0]),)


@given(TEXTS, TEXTS, TEXTS)
def test_every_piece_of_the_stream_is_shown_and_none_is_empty(abstract, name, drafter):
    letter = replace(
        RIGHT, abstract=abstract, signing=Signing("TM.", "", name), drafter_code=drafter
    )

    stream = text_stream(letter)

    assert "" not in stream
    assert (clean(name) or BLANK_NAME) in stream
    assert (clean(abstract) in stream) or not clean(abstract)

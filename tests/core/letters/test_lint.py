from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.letters.edit import HOUSE_VARIANTS
from sangkien.core.letters.layout import ND30, PROFILES, with_variants
from sangkien.core.letters.lint import SENTENCES, Problem, lint
from sangkien.core.letters.model import Paragraph
from sangkien.core.letters.reminder import reminder
from tests.core.letters.lai_chau import FACTS
from tests.core.letters.letter_878 import AS_SENT, RIGHT


def test_every_deviation_of_letter_878_is_found_with_its_words():
    assert lint(AS_SENT, ND30) == (
        Problem("symbol-short", "Ký hiệu", "LĐLĐ"),
        Problem("spelling", "Trích yếu", "đơn đốc"),
        Problem("spelling", "Phụ lục", "đơn thành viên"),
        Problem("addressee-end", "Kính gửi", "Công đoàn ngành, Công đoàn Viên chức,"),
        Problem("recipients-first", "Nơi nhận", "Như Kính gửi;"),
        Problem("recipients-end", "Nơi nhận", "Tổng Liên đoàn LĐVN,"),
        Problem("end-mark", "Nội dung", ""),
        Problem("annex-heading", "Phụ lục", "Phụ lục"),
        Problem("annex-heading", "Phụ lục", "(Kèm theo …)"),
        Problem("annex-unmentioned", "Nội dung", "phụ lục"),
        Problem("capital", "Kính gửi", "Thành phố"),
        Problem("abbreviation", "Toàn văn", "QHLD, QHLĐ"),
        Problem("personal", "Nội dung", "0912 345 678"),
        Problem("personal", "Nội dung", "Nguyễn Thị Mẫu"),
    )


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_a_letter_by_the_rule_has_no_problem(profile):
    assert lint(RIGHT, profile) == ()


@pytest.mark.parametrize("full_annex", [False, True])
def test_a_drafted_reminder_passes_the_lint(full_annex):
    assert lint(reminder(replace(FACTS, full_annex=full_annex)), ND30) == ()


def test_a_house_variant_is_allowed_and_nothing_else():
    short = replace(RIGHT, symbol="LĐLĐ", recipients=("Như Kính gửi;",))

    problems = lint(short, with_variants(ND30, "symbol-short"))

    assert [problem.code for problem in problems] == ["recipients-first"]


def test_several_annexes_need_roman_numbers():
    annex = RIGHT.annexes[0]
    letter = replace(RIGHT, annexes=(replace(annex, label="Phụ lục I"), annex))

    assert lint(letter, ND30) == (Problem("annex-heading", "Phụ lục", "Phụ lục I, II…"),)


@pytest.mark.parametrize(
    "text",
    [
        "Đề nghị đồng chí Chủ tịch Công đoàn báo cáo.",
        "Kế hoạch số 302/KH-LĐLĐ ngày 13/01/2022, chỉ tiêu 1.200.",
        "Gửi các tỉnh, Thành phố Hồ Chí Minh.",
        "Mã hồ sơ 01234567890123.",
    ],
)
def test_offices_numbers_and_proper_names_are_no_problem(text):
    assert lint(replace(RIGHT, paragraphs=(*RIGHT.paragraphs, Paragraph(text))), ND30) == ()


@pytest.mark.parametrize(
    "number", ["0912345678", "091.234.5678", "+84 912 345 678", "0912-345-678"]
)
def test_a_telephone_number_is_seen_however_it_is_grouped(number):
    letter = replace(RIGHT, paragraphs=(*RIGHT.paragraphs, Paragraph(f"Gọi số {number}.")))

    assert lint(letter, ND30) == (Problem("personal", "Nội dung", number),)


def test_a_profile_outside_the_limits_of_the_decree_is_told():
    profile = replace(ND30, code="nhà", left_mm=25, body_pt=15)

    assert lint(RIGHT, profile) == (
        Problem("layout-limit", "nhà", "left_mm = 25"),
        Problem("layout-limit", "nhà", "body_pt = 15"),
    )


def test_an_archive_line_without_the_clerk_is_told():
    letter = replace(RIGHT, archive="Lưu: CSPL&QHLĐ")

    assert lint(letter, ND30) == (Problem("archive-line", "Nơi nhận", "Lưu: CSPL&QHLĐ"),)


def test_every_problem_has_a_sentence_that_its_words_fill():
    for problem in lint(AS_SENT, ND30):
        filled = problem.sentence.format(part=problem.part, words=problem.words)
        assert filled.startswith(f"{problem.part}: ")
    assert {p.code for p in lint(AS_SENT, ND30)} <= set(SENTENCES)


def with_text(text):
    return replace(RIGHT, paragraphs=(*RIGHT.paragraphs, Paragraph(text)))


@pytest.mark.parametrize(
    "text",
    [
        "Đề nghị đồng chí Phó Chủ tịch Liên đoàn Lao động báo cáo.",
        "Liên hệ đ/c Trưởng Ban Tổ chức.",
        "Xin ý kiến đồng chí Phó Bí thư Thường trực Tỉnh ủy.",
        "Giao đồng chí Ủy viên Ban Thường vụ phụ trách.",
        "Trình đồng chí Giám Đốc Sở.",
        "Gửi đ/c PHÓ CHỦ TỊCH.",
        "Gửi đồng chí Tổng Giám đốc.",
        "Như tỉnh Bà Rịa Vũng Tàu đã làm.",
        "Như tỉnh Bà Rịa - Vũng Tàu đã làm.",
        "Gửi các đồng chí UV BCH LĐLĐ huyện.",
        "Đồng chí nào có khó khăn thì báo cáo.",
        "Ông bà và gia đình.",
    ],
)
def test_posts_bodies_and_places_are_nobodys_name(text):
    assert lint(with_text(text), ND30) == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Liên hệ đồng chí Lò Văn An.", "Lò Văn An"),
        ("Liên hệ Đồng chí Nguyễn Thị Mẫu, Phó Chủ tịch.", "Nguyễn Thị Mẫu"),
        ("Liên hệ đ/c Vàng A Sử.", "Vàng A Sử"),
        ("Liên hệ Đ/c LÒ VĂN ÂN.", "LÒ VĂN ÂN"),
        ("Liên hệ ông NGUYỄN QUYẾT NGHĨA qua điện thoại.", "NGUYỄN QUYẾT NGHĨA"),
        ("Liên hệ bà Lò Thị Khiêm ở Ban.", "Lò Thị Khiêm"),
        ("Liên hệ Bà Đỗ Ước Mơ.", "Đỗ Ước Mơ"),
        ("Liên hệ Ông Tao Văn Chung Sìn Hồ", "Tao Văn Chung Sìn"),
    ],
)
def test_a_name_is_seen_after_a_form_of_address_in_small_letters_and_in_capitals(text, name):
    assert lint(with_text(text), ND30) == (Problem("personal", "Nội dung", name),)


def test_two_names_and_a_number_in_one_paragraph_are_three_problems():
    text = "Gọi đồng chí Lò Văn An hoặc bà Vàng Thị Bình, số 0987.654.321."

    assert [problem.words for problem in lint(with_text(text), ND30)] == [
        "0987.654.321",
        "Lò Văn An",
        "Vàng Thị Bình",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Chỉ tiêu 0912345678901.",
        "Số 091234567 (chín chữ số).",
        "Công văn số 1234567890/CV.",
        "Từ 01/09/2021 đến 31/05/2022.",
        "Tài khoản 1.912.345.678 đồng.",
        "Điện thoại cơ quan 02133.876.543.",
    ],
)
def test_other_numbers_are_no_telephone(text):
    assert lint(with_text(text), ND30) == ()


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"symbol": "LĐLĐ"}, ("symbol-short", "Ký hiệu", "LĐLĐ")),
        ({"symbol": ""}, ("symbol-short", "Ký hiệu", "")),
        ({"abstract": "V/v ĐƠN ĐỐC"}, ("spelling", "Trích yếu", "đơn đốc")),
        ({"addressees": ("A.", "B.")}, ("addressee-end", "Kính gửi", "A.")),
        ({"addressees": ("A;", "B;")}, ("addressee-end", "Kính gửi", "B;")),
        ({"recipients": ()}, ("recipients-first", "Nơi nhận", "")),
        ({"recipients": ("Như trên",)}, ("recipients-end", "Nơi nhận", "Như trên")),
        ({"recipients": ("Như trên;", "A")}, ("recipients-end", "Nơi nhận", "A")),
        ({"archive": "Lưu: VT."}, ("archive-line", "Nơi nhận", "Lưu: VT.")),
        ({"archive": "Lưu VT, CSPL."}, ("archive-line", "Nơi nhận", "Lưu VT, CSPL.")),
        ({"archive": "Lưu: VT, CSPL"}, ("archive-line", "Nơi nhận", "Lưu: VT, CSPL")),
        ({"end_mark": "."}, ("end-mark", "Nội dung", ".")),
        ({"abstract": "V/v QHLD"}, ("abbreviation", "Toàn văn", "QHLD, QHLĐ")),
        ({"abstract": "V/v các huyện, Tỉnh"}, ("capital", "Trích yếu", "Tỉnh")),
    ],
)
def test_each_deviation_is_told_with_its_part_and_its_words(changes, problem):
    assert lint(replace(RIGHT, **changes), ND30) == (Problem(*problem),)


def test_a_single_addressee_needs_no_mark():
    assert lint(replace(RIGHT, addressees=("LĐLĐ huyện Sìn Hồ",)), ND30) == ()


def test_a_letter_without_annexes_need_not_point_to_one():
    paragraphs = tuple(
        replace(each, text=each.text.replace(" (có phụ lục kèm theo)", ""))
        for each in RIGHT.paragraphs
    )

    assert lint(replace(RIGHT, annexes=(), paragraphs=paragraphs), ND30) == ()
    assert lint(replace(RIGHT, paragraphs=paragraphs), ND30) == (
        Problem("annex-unmentioned", "Nội dung", "phụ lục"),
    )


def test_all_variants_together_allow_every_form_but_no_misspelling_and_no_name():
    codes = {problem.code for problem in lint(AS_SENT, with_variants(ND30, *HOUSE_VARIANTS))}

    assert codes == {"spelling", "personal", "end-mark", "annex-heading", "annex-unmentioned"}


@given(st.text(max_size=200))
def test_any_text_of_an_officer_is_checked_without_failing(text):
    for problem in lint(replace(with_text(text), symbol=text, archive=text), ND30):
        assert problem.sentence.format(part=problem.part, words=problem.words)


@given(st.sampled_from([f"Lò {family} An" for family in ("Văn", "Thị", "Ngọc")]), st.text("a .,;"))
def test_a_name_is_found_wherever_it_stands(name, around):
    found = lint(with_text(f"{around} đồng chí {name}.{around}"), ND30)

    assert Problem("personal", "Nội dung", name) in found

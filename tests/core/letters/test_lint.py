from dataclasses import replace

import pytest

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

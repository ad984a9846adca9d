import pytest

from sangkien.adapters.font_widths import signs_without_glyph, text_width_pt

VOWELS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ"


@pytest.mark.parametrize(
    ("text", "bold", "width"),
    [
        # advance widths of Times New Roman in 1/2048 em, as its maker publishes them
        ("A", False, 1479),
        ("A", True, 1479),
        ("i", False, 569),
        ("m", True, 1706),
        ("0", False, 1024),
        (" ", False, 512),
        ("Am", False, 1479 + 1593),
    ],
)
def test_widths_are_those_of_times_new_roman(text, bold, width):
    assert text_width_pt(text, size_pt=2048, bold=bold) == width


def test_a_letter_with_marks_is_as_wide_as_its_base():
    assert text_width_pt("ộ", size_pt=12) == text_width_pt("o", size_pt=12)


def test_width_grows_with_the_size():
    assert text_width_pt("Lai Châu", size_pt=14) == pytest.approx(
        2 * text_width_pt("Lai Châu", size_pt=7)
    )


@pytest.mark.parametrize("letters", [VOWELS, VOWELS.upper(), "đĐ", "…–—“”‘’•≥≤½²€\u00a0"])
def test_every_sign_of_a_vietnamese_letter_can_be_shown(letters):
    assert signs_without_glyph(letters) == ""


def test_signs_that_cannot_be_shown_are_named_once():
    assert signs_without_glyph("中a中🎉") == "中🎉"

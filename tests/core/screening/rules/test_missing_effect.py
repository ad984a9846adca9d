import pytest

from tests.core.screening.cases import candidate, found

CODE = "missing-effect"


@pytest.mark.parametrize("effect", ["", "   ", "không có", "KHÔNG", "Tốt", "x", "n/a", "tiết kiệm"])
def test_an_effect_that_says_nothing_is_held(effect):
    assert found(CODE, candidate(effect=effect)) == {"effect": effect, "least_words": 3}


@pytest.mark.parametrize(
    "effect",
    ["- - -", ". . . .", "…", "Không có gì!", "Chưa có hiệu quả.", "chưa đánh giá được", "? ? ?"],
)
def test_marks_and_phrases_for_nothing_are_no_effect_however_long_they_are(effect):
    assert found(CODE, candidate(effect=effect)) == {"effect": effect, "least_words": 3}


@pytest.mark.parametrize(
    "effect",
    [
        "- Giảm nửa công",
        "Giảm 50% chi phí",
        "Tiết kiệm 2.000.000đ/năm",
        "Không còn phải đun nước",
        "Chưa có thống kê nhưng giảm nửa công",
    ],
)
def test_an_effect_in_figures_dashes_or_with_a_no_in_it_is_one(effect):
    assert found(CODE, candidate(effect=effect)) is None


def test_three_words_are_enough():
    assert found(CODE, candidate(effect="Giảm nửa công")) is None


def test_a_campaign_may_ask_for_more_words():
    assert found(CODE, candidate(effect="Giảm nửa công"), least_words=4) == {
        "effect": "Giảm nửa công",
        "least_words": 4,
    }

import pytest

from tests.core.screening.cases import candidate, found

CODE = "missing-effect"


@pytest.mark.parametrize("effect", ["", "   ", "không có", "KHÔNG", "Tốt", "x", "n/a", "tiết kiệm"])
def test_an_effect_that_says_nothing_is_held(effect):
    assert found(CODE, candidate(effect=effect)) == {"effect": effect, "least_words": 3}


def test_three_words_are_enough():
    assert found(CODE, candidate(effect="Giảm nửa công")) is None


def test_a_campaign_may_ask_for_more_words():
    assert found(CODE, candidate(effect="Giảm nửa công"), least_words=4) == {
        "effect": "Giảm nửa công",
        "least_words": 4,
    }

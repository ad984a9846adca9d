import pytest

from sangkien.core.screening.run import RULES
from tests.core.screening.cases import candidate, found

CODE = "shares"


@pytest.mark.parametrize("shares", [(100.0,), (60.0, 40.0), (33.33, 33.33, 33.33), (33.33, 66.66)])
def test_shares_that_make_a_whole_are_clean_thirds_included(shares):
    assert found(CODE, candidate(shares_percent=shares)) is None


@pytest.mark.parametrize(
    ("shares", "total"),
    [((60.0, 50.0), "110"), ((50.0,), "50"), ((), "0"), ((600.0, 600.0), "1.200")],
)
def test_any_other_sum_is_held_and_told(shares, total):
    assert found(CODE, candidate(shares_percent=shares)) == {"total": total}


@pytest.mark.parametrize(
    ("shares", "total"),
    [
        ((99.6,), "99,60"),
        ((99.93,), "99,93"),
        ((100.07,), "100,07"),
        ((33.3, 33.3, 33.3), "99,90"),
        ((0.1, 0.2), "0,30"),
    ],
)
def test_a_sum_that_only_rounds_to_100_is_told_to_the_hundredth(shares, total):
    assert found(CODE, candidate(shares_percent=shares)) == {"total": total}


@pytest.mark.parametrize("shares", [(99.94,), (100.06,), (50.03, 50.03)])
def test_six_hundredths_more_or_less_are_rounding(shares):
    assert found(CODE, candidate(shares_percent=shares)) is None


def test_whatever_is_wrong_the_message_never_says_that_100_is_not_100():
    for shares in ((100.0, 0.0), (99.6,), (150.0, -50.0)):
        details = found(CODE, candidate(shares_percent=shares))
        said = RULES[CODE].message.format(**details)
        assert said.startswith(f"The authors' shares add up to {details['total']} %. Each author ")


def test_an_author_without_a_share_is_held_though_the_sum_is_right():
    assert found(CODE, candidate(shares_percent=(100.0, 0.0))) == {"total": "100"}

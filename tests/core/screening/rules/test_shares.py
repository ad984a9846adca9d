import pytest

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


def test_an_author_without_a_share_is_held_though_the_sum_is_right():
    assert found(CODE, candidate(shares_percent=(100.0, 0.0))) == {"total": "100"}

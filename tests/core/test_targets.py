import pytest

from sangkien.core.targets import KIND_WORDS, KINDS, Sum
from sangkien.core.text import fold


@pytest.mark.parametrize("kind", sorted(KIND_WORDS))
def test_the_word_we_write_for_a_kind_is_one_we_read(kind):
    assert KINDS[fold(KIND_WORDS[kind])] == kind


def test_every_word_stands_as_it_is_looked_up():
    assert [word for word in KINDS if fold(word) != word] == []
    assert set(KINDS.values()) == set(KIND_WORDS)


@pytest.mark.parametrize(("own", "children", "gap"), [(1200, 1190, -10), (0, 0, 0), (10, 25, 15)])
def test_the_difference_says_how_much_the_parts_are_above_the_whole(own, children, gap):
    assert Sum(own, children).difference == gap

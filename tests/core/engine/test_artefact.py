"""Versions: what was read otherwise has another name and other keys."""

import pytest

from sangkien.core.engine.artefact import number_of, version_of
from sangkien.core.vietnamese import abbreviations, slots, stock


@pytest.mark.parametrize("module", [abbreviations, stock, slots])
def test_other_lists_of_words_make_another_version(module, monkeypatch):
    before = version_of("a")
    monkeypatch.setattr(module, "VERSION", module.VERSION + 1)

    assert version_of("a") != before


def test_a_version_ends_with_the_name_of_what_was_learned():
    assert version_of("lai-chau").endswith("-lai-chau")
    assert version_of("a") != version_of("b")


def test_the_number_of_a_version_is_the_same_each_time_and_below_two_to_the_56():
    # the first seven bytes of SHA-256 of "a" and of nothing
    assert (number_of("a"), number_of("")) == (0xCA978112CA1BBD, 0xE3B0C44298FC1C)

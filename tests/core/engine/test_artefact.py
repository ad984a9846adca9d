"""Versions: what was read otherwise has another name and other keys."""

import numpy as np
import pytest

from sangkien.core.engine.artefact import MARK_LENGTH, Artefact, named, number_of, version_of
from sangkien.core.engine.scoring import NO_FOREST
from sangkien.core.engine.statistics import nothing_counted
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


def learned(**changed):
    version = version_of("a")
    artefact = Artefact(version, {"chu": 0.5, "ren": 1.0}, nothing_counted(7), NO_FOREST, {})
    return artefact._replace(**changed)


def with_other_names():
    counted = nothing_counted(7)
    return counted._replace(name_shares=counted.name_shares + np.float32(0.5))


@pytest.mark.parametrize(
    "changed",
    [
        {"weights": {"chu": 0.5, "ren": 0.75}},
        {"forest": NO_FOREST._replace(base=0.25)},
        {"statistics": with_other_names()},
    ],
)
def test_two_artefacts_of_one_name_that_learned_differently_have_different_versions(changed):
    one, other = named(learned(), "a"), named(learned(**changed), "a")

    assert one.version != other.version
    assert one.statistics.version != other.statistics.version
    assert other._replace(version="", statistics=None) == learned(**changed)._replace(
        version="", statistics=None
    )


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"version": "0.0.0.0-b"},
        {"weights": {"ren": 1.0, "chu": 0.5}},
        {"statistics": nothing_counted(8)},
        {"provenance": {"made": "2026-11-26"}},
    ],
)
def test_what_was_learned_alike_has_one_version_whenever_it_was_learned(changed):
    found = named(learned(**changed), "a")

    assert found.version == named(learned(), "a").version
    assert found.version.startswith(version_of("a") + "-")
    assert len(found.version) == len(version_of("a")) + 1 + MARK_LENGTH
    assert found.statistics.version == number_of(found.version)

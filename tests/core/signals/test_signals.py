"""Each signal on figures just below and just at its mark."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sangkien.core.facts import Window
from sangkien.core.signals.figures import Amount, AuthorDay, Benefits, Figures, Part
from sangkien.core.signals.run import SIGNALS, signals_in
from sangkien.core.signals.signal import Seen

DAY = date(2022, 6, 20)
FIRST = date(2022, 1, 10)
PHASE = Window(date(2022, 1, 8), date(2022, 5, 31))
BILLION = 1_000_000_000


def spread(entries, first=FIRST, days=60):
    """So many entries, a few on each of many days."""
    by_day = {}
    for number in range(entries):
        day = first + timedelta(days=number % days)
        by_day[day] = by_day.get(day, 0) + 1
    return by_day


def figures(**changes):
    quiet = {"by_day": spread(100), "authors": 100, "target": 150, "gross": 100}
    return Figures(DAY, **{**quiet, **changes})


def parts(*counts):
    return tuple(Part(f"U{n}", f"Đơn vị {n}", count) for n, count in enumerate(counts))


BELOW_AND_AT = {
    "many-per-author": (figures(authors=21), figures(authors=20)),
    "author-day": (
        figures(author_day=AuthorDay(7, FIRST, 9)),
        figures(author_day=AuthorDay(7, FIRST, 10)),
    ),
    "one-day": (
        figures(by_day={**spread(61), DAY: 39}),
        figures(by_day={**spread(60), DAY: 40}),
    ),
    "last-days": (
        figures(phases=(PHASE,), by_day={**spread(21), **spread(79, date(2022, 5, 12), 20)}),
        figures(phases=(PHASE,), by_day={**spread(20), **spread(80, date(2022, 5, 12), 20)}),
    ),
    "silent-months": (
        figures(by_day={**spread(60, days=20), date(2022, 3, 1): 1}),
        figures(by_day={**spread(60, days=20), date(2022, 4, 1): 1}),
    ),
    "many-duplicates": (figures(duplicates=24), figures(duplicates=25)),
    "benefit-apart": (
        figures(benefits=Benefits(20, 20_000), of_all=Benefits(100, 940_000)),
        figures(benefits=Benefits(20, 20_000), of_all=Benefits(100, 1_000_000)),
    ),
    "few-hold-benefit": (
        figures(benefits=Benefits(40, 7 * BILLION, 1, 3 * BILLION)),
        figures(benefits=Benefits(40, 6 * BILLION, 1, 3 * BILLION)),
    ),
    "same-amount": (
        figures(benefits=Benefits(40, 100), same_amount=Amount(500, 11)),
        figures(benefits=Benefits(40, 100), same_amount=Amount(500, 12)),
    ),
    "far-over-target": (figures(gross=448), figures(gross=450)),
    "just-target": (figures(gross=149), figures(gross=150)),
    "one-unit": (figures(parts=parts(59, 21, 20)), figures(parts=parts(60, 20, 20))),
}


def test_every_signal_is_tried_on_both_sides_of_its_mark():
    assert set(BELOW_AND_AT) == set(SIGNALS)


@pytest.mark.parametrize("code", SIGNALS)
def test_a_signal_shows_at_its_mark_and_not_below(code):
    below, at = BELOW_AND_AT[code]

    assert (code in signals_in(below), code in signals_in(at)) == (False, True)


@pytest.mark.parametrize("code", SIGNALS)
def test_every_sentence_can_be_filled_with_what_was_seen(code):
    signal, seen = SIGNALS[code], signals_in(BELOW_AND_AT[code][1])[code]

    assert "{" not in signal.says.format_map({**signal.limits, **seen.values})


@pytest.mark.parametrize("code", SIGNALS)
def test_no_sentence_accuses_anybody(code):
    signal = SIGNALS[code]
    words = f"{signal.title} {signal.says} {signal.reading}".lower()

    assert [
        word for word in ("fraud", "cheat", "false", "suspicious", "fake") if word in words
    ] == []


def test_a_unit_with_hardly_any_entries_is_left_in_peace():
    few = Figures(
        DAY,
        phases=(PHASE,),
        by_day={date(2022, 5, 30): 9},
        duplicates=9,
        authors=1,
        author_day=AuthorDay(7, FIRST, 9),
        benefits=Benefits(9, 9 * BILLION, 1, 9 * BILLION),
        of_all=Benefits(100, 100),
        same_amount=Amount(500, 9),
        target=9,
        gross=9,
        parts=parts(9, 0, 0),
    )

    assert signals_in(few) == {}


def test_what_is_seen_holds_the_numbers_and_says_which_entries_they_are():
    seen = signals_in(figures(duplicates=40))

    assert seen == {
        "many-duplicates": Seen("40", {"entries": 40, "whole": 100, "percent": 40}, {"column": "1"})
    }


def test_the_figure_stays_while_the_share_rounds_to_the_same():
    same = [signals_in(figures(by_day=spread(n), duplicates=40)) for n in (100, 101)]

    assert [seen["many-duplicates"].figure for seen in same] == ["40", "40"]


def test_the_last_days_are_those_of_the_newest_phase_that_is_over():
    at = BELOW_AND_AT["last-days"][1]

    running = replace(at, day=date(2022, 5, 31))
    assert ("last-days" in signals_in(running), "last-days" in signals_in(at)) == (False, True)


def test_an_author_day_names_the_person_only_in_the_address_of_the_list():
    seen = signals_in(figures(author_day=AuthorDay(7, FIRST, 12)))["author-day"]

    assert (seen.figure, dict(seen.values), dict(seen.about)) == (
        "12/2022-01-10",
        {"entries": 12, "filed_on": "2022-01-10"},
        {"author": "7", "filed": "2022-01-10"},
    )

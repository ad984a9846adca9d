"""What was measured stands beside what must be and what is aimed at; what is missed is said."""

from bench.engine.parts.goals import as_json, at_least, at_most, told


def test_a_value_reaches_the_aim_or_the_must_or_misses_both():
    less = [at_most("p99", value, must=10, aim=3, unit="ms") for value in (3, 10, 10.1)]
    more = [at_least("F1", value, must=0.96, aim=0.98) for value in (0.98, 0.96, 0.959)]

    assert [goal.verdict for goal in less] == ["aim", "must", "missed"]
    assert [goal.verdict for goal in more] == ["aim", "must", "missed"]


def test_a_goal_is_told_with_both_bounds_and_a_missed_one_plainly():
    lines = []

    told(
        [at_most("p99", 12.5, must=10, aim=3, unit="ms"), at_least("F1", 0.97, 0.96, 0.98)],
        lines.append,
    )

    assert lines == [
        "  p99: 12.5 ms (must 10, aim 3): MISSED",
        "  F1: 0.97 (must 0.96, aim 0.98): reaches the must",
    ]


def test_a_goal_as_json_says_what_was_reached():
    assert as_json(at_most("p99", 4.5, must=10, aim=3, unit="ms")) == {
        "what": "p99",
        "unit": "ms",
        "measured": 4.5,
        "must": 10,
        "aim": 3,
        "reached": "must",
    }

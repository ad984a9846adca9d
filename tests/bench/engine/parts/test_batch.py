"""How the batch grows, and which sizes are held against bounds."""

from bench.engine.parts import batch


def size(entries, seconds):
    return {"entries": entries, "seconds": seconds}


def test_growth_is_the_exponent_between_the_smallest_and_the_largest_size():
    assert batch.growth_exponent(size(100_000, 2.0), size(1_000_000, 20.0)) == 1.0
    assert batch.growth_exponent(size(100, 1.0), size(10_000, 1000.0)) == 1.5


def test_the_bounds_hold_for_a_million_and_for_the_growth_to_it():
    sizes = [size(100_000, 1.5), size(1_000_000, 15.0)]

    found = batch.goals({"sizes": sizes, "growth_exponent": 1.0})

    assert [(goal.measured, goal.must, goal.aim) for goal in found] == [
        (15.0, 48.0, 12.0),
        (1.0, 1.2, 1.05),
    ]
    assert batch.goals({"sizes": [size(100, 1.0)], "growth_exponent": None}) == []

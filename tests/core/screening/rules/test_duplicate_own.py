from tests.core.screening.cases import candidate, duplicate, facts, found

CODE = "duplicate-own"


def test_an_entry_without_copies_is_clean():
    assert found(CODE, candidate(), facts(duplicate=None)) is None


def test_a_copy_by_somebody_else_belongs_to_the_other_rule():
    assert found(CODE, candidate(), facts(duplicate=duplicate(same_person=False))) is None


def test_a_copy_by_the_same_person_is_held_with_the_earlier_receipt():
    details = found(CODE, candidate(), facts(duplicate=duplicate()))

    assert (details["other_receipt"], details["first_receipt"], details["percent"]) == (
        "LC22-000007-5",
        "LC22-000003-4",
        99,
    )

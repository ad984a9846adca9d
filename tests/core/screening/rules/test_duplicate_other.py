from tests.core.screening.cases import candidate, duplicate, facts, found

CODE = "duplicate-other"


def test_an_entry_without_copies_is_clean():
    assert found(CODE, candidate(), facts(duplicate=None)) is None


def test_a_copy_by_the_same_person_belongs_to_the_other_rule():
    assert found(CODE, candidate(), facts(duplicate=duplicate(same_person=True))) is None


def test_a_copy_by_somebody_else_is_held_with_what_it_resembles_and_how_much():
    other = duplicate(same_person=False, probability=0.914)

    assert found(CODE, candidate(), facts(duplicate=other)) == {
        "other_id": 7,
        "other_receipt": "LC22-000007-5",
        "other_title": "Giá phơi ngô",
        "other_unit": "Phong Thổ",
        "first_receipt": "LC22-000003-4",
        "percent": 91,
        "evidence": [],
    }

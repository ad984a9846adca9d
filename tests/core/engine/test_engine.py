"""The engine as its users hold it."""

from dataclasses import replace

import numpy as np
import pytest

from sangkien.core.duplicates import CERTAIN_FROM, DUPLICATE_FROM, Text
from sangkien.core.engine.engine import Match
from sangkien.core.engine.fields import AGREEMENTS, Field, Named, Place, same_person
from sangkien.core.engine.kept import kept
from sangkien.core.engine.keys import AUTHOR_WORDS, BAG, BAND_KEYS
from sangkien.core.engine.layout import ROW
from sangkien.core.engine.scoring import probability
from tests.core.engine.test_keys import keys
from tests.core.judging import judge, match, read

TEXT = Text(
    "Rèn chữ đẹp cho học sinh lớp 4",
    "Tôi chia lớp thành nhóm bốn người, mỗi nhóm giữ một hộp thẻ màu và đọc nối tiếp.",
    authors=("Lò Thị Hương", "Vàng A Páo"),
    unit="1.4.",
)
STRANGER = Text("Bơm nước lên nương chè", authors=("Trần Văn An",), unit="1.5.")
LARGE = 10_000_000


def agreement(**values):
    found = np.zeros(AGREEMENTS)
    for name, value in values.items():
        found[Field[name]] = value
    return found


def test_rows_are_recalled_with_the_names_as_they_are_now():
    stored = [kept(read(text).row) for text in (TEXT, STRANGER)]
    renamed = replace(TEXT, authors=("Lò Thị Hường",))

    found = judge().recalled(stored, [renamed.authors, ()])

    nameless = replace(STRANGER, authors=())
    assert found.tolist() == [read(renamed).row.tolist(), read(nameless).row.tolist()]
    assert judge().recalled([], []).shape == (0, ROW)


def test_of_the_keys_those_that_are_none_and_those_met_twice_are_left_out():
    every = keys(TEXT)

    assert list(read(TEXT).keys) == list(dict.fromkeys(key for key in every if key))
    assert 0 in every


def test_the_strongest_keys_are_bag_author_and_two_of_the_description():
    every = keys(TEXT)
    bands = [key for key in every[BAND_KEYS:] if key]

    assert len(bands) > 2
    assert read(TEXT).strongest == (every[BAG], every[AUTHOR_WORDS], *bands[:2])
    assert read(Text("")).strongest == (keys(Text(""))[BAG],)


def test_points_of_pairs_are_those_of_their_places_and_of_the_size():
    rows = np.stack([read(text).row for text in (TEXT, replace(TEXT, unit="1.9."), STRANGER)])

    here = judge().points(rows, [0, 1, 0], [1, 0, 2], size=1)
    large = judge().points(rows, [0], [1], size=LARGE)

    assert here[0] == here[1] > 0 > here[2]
    assert here[0] - large[0] == pytest.approx(judge().correction(LARGE) - judge().correction(1))
    assert judge().points(rows, [], [], size=1).tolist() == []


def test_a_row_agrees_with_many_as_it_does_with_each():
    texts = [TEXT, STRANGER, replace(TEXT, authors=())]
    rows = np.stack([read(text).row for text in texts])

    found = judge().agreements(rows[0], rows)

    assert found.shape == (3, AGREEMENTS)
    assert found[:, Field.NAMED].tolist() == [Named.SAME, Named.OTHER, Named.UNKNOWN]
    assert found[:, Field.LIKE].tolist() == [1.0, 0.0, 1.0]
    assert judge().agreements(rows[0], rows[:0]).shape == (0, AGREEMENTS)


def test_the_verdict_is_the_probability_of_the_points():
    other = replace(TEXT, unit="1.9.")
    rows = np.stack([read(TEXT).row, read(other).row])

    (points,) = judge().points(rows, [0], [1], size=1_000_000)

    assert match(TEXT, other, 1_000_000).probability == probability(points)


def test_works_of_one_author_under_one_stock_sentence_are_a_question_not_a_certainty():
    told = (
        "Đã áp dụng tại đơn vị từ năm học 2020-2021, mang lại hiệu quả thiết thực, được đồng"
        " nghiệp đánh giá cao và nhân rộng trong toàn trường."
    )
    stove, basin = (
        replace(TEXT, title=title, description=told, effect="")
        for title in ("Bếp đun tiết kiệm củi cho bữa ăn", "Bồn rửa tay đạp chân tự chảy")
    )

    found = match(stove, basin, 200)

    assert found.probability < CERTAIN_FROM
    assert {"title-other", "description-equal"} <= {fact.code for fact in found.evidence}


def test_from_one_half_on_two_entries_are_called_duplicates():
    assert DUPLICATE_FROM == 0.5
    assert [Match(share, False, ()).is_duplicate for share in (0.499, 0.5, 1.0)] == [
        False, True, True,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"REF": 2, "NAMED": Named.OTHER, "PLACE": Place.ELSEWHERE}, True),
        ({"REF": 0, "NAMED": Named.SAME, "PLACE": Place.WORKPLACE}, False),
        ({"REF": 1, "NAMED": Named.SAME, "PLACE": Place.OTHER_WORKPLACE}, True),
        ({"REF": 1, "NAMED": Named.INITIALS, "PLACE": Place.UNIT}, True),
        ({"REF": 1, "NAMED": Named.SAME, "PLACE": Place.ELSEWHERE}, False),
        ({"REF": 1, "NAMED": Named.LIKE, "PLACE": Place.WORKPLACE}, False),
        ({"REF": 1, "NAMED": Named.UNKNOWN, "PLACE": Place.WORKPLACE}, False),
    ],
)
def test_the_same_person_has_one_number_or_one_name_at_one_place(values, expected):
    assert same_person(agreement(**values)) == expected


def test_to_read_nothing_gives_nothing():
    assert judge().read([]) == []

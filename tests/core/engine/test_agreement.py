"""Where two entries agree and differ, field by field."""

from dataclasses import replace
from math import log1p

import numpy as np
import pytest

from sangkien.core.duplicates import Text
from sangkien.core.engine.agreement import NOT_TOLD, agree, room_for_agreement, slots_that_differ
from sangkien.core.engine.fields import AGREEMENTS, Field, Named, Place
from sangkien.core.engine.layout import COUNTS, ROW, SKETCH
from tests.core.judging import judge, read

ONE_IN_TEN = np.full(4096, 0.1, np.float32)
TEXT = Text(
    "Rèn chữ đẹp cho học sinh lớp 4",
    authors=("Lò Thị Hương",),
    workplace="Trường Tiểu học Nậm Mít",
    unit="1.4.",
)


def agreement_of(left, right, shares=None):
    found, *marks = room_for_agreement()
    shares = judge().artefact.statistics.name_shares if shares is None else shares
    agree(left, right, shares, found, *marks)
    return found


def agreed(left, right, shares=None):
    return agreement_of(read(left).row, read(right).row, shares)


def changed(field, **changes):
    return agreed(TEXT, replace(TEXT, **changes))[field]


def described(bins, runs):
    """A row with a sketch alone: `bins` of it hold something, all of them the same."""
    row = np.zeros(ROW, np.uint64)
    for place, value in bins.items():
        row[SKETCH + place // 16] |= np.uint64(value << 4 * (place % 16))
    row[COUNTS] = runs << 16
    return row


def test_an_entry_agrees_with_itself_in_every_field():
    found = agreed(TEXT, TEXT)

    assert found.size == AGREEMENTS
    told = {field.name: found[field] for field in Field if field is not Field.MATCHED}
    assert told == {
        "LIKE": 1.0, "COVERED": 1.0, "REPLACED": 0.0, "TOPIC": 1.0, "DESCRIPTION": NOT_TOLD,
        "SHARED": 0.0, "NAMED": Named.SAME, "RARITY": found[Field.RARITY], "PLACE": Place.WORKPLACE,
        "REF": 1.0, "SLOTS": 0.0, "SAID": 0.0, "TOLD": 0.0, "LENGTH": 0.0, "ALIKE": 0.0,
    }  # fmt: skip
    assert found[Field.MATCHED] > 2
    assert 0 < found[Field.RARITY] < 1


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ((), ("Lò Thị Hương",), Named.UNKNOWN),
        ((), (), Named.UNKNOWN),
        (("",), ("Lò Thị Hương",), Named.UNKNOWN),
        (("Trần Văn An",), ("Lò Thị Hương",), Named.OTHER),
        (("Lò Thị Hường",), ("Lò Thị Hương",), Named.LIKE),
        (("L. T. Hương",), ("Lò Thị Hương",), Named.INITIALS),
        (("Lò Thị Hương",), ("Lò Thị Hương",), Named.SAME),
        # the nearest two of all
        (("Trần Văn An", "Lò Thị Hương"), ("Vàng A Páo", "Lê Tư", "LÒ THỊ HƯƠNG"), Named.SAME),
        (("Trần Văn An", "L. T. Hương"), ("Lò Thị Hường", "Lò Thị Hương"), Named.INITIALS),
        # a fourth is not kept
        (("A B", "C D", "E G", "Lò Thị Hương"), ("Lò Thị Hương",), Named.OTHER),
    ],
)
def test_the_nearest_two_authors_count(left, right, expected):
    texts = [replace(TEXT, authors=names) for names in (left, right)]

    assert agreed(*texts)[Field.NAMED] == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (("Lò Thị Hương",), ("Lò Thị Hương",), 3 / 8),  # three words, each one in ten
        (("L. T. Hương",), ("Lò Thị Hương",), 3 / 8),
        (("Lò Thị Hường",), ("Lò Thị Hương",), 0.0),  # near is not the same person
        (("Lò Hương", "Lò Thị Thu Hương"), ("Lò Hương", "Lò Thị Thu Hương"), 4 / 8),
        (("Trần An",), ("Lò Hương",), 0.0),
    ],
)
def test_of_a_shared_name_it_counts_how_rare_it_is(left, right, expected):
    texts = [replace(TEXT, authors=names) for names in (left, right)]

    assert agreed(*texts, ONE_IN_TEN)[Field.RARITY] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ((), (), 1),
        (("a",), (), 1),
        (("a",), ("b",), 0),
        (("a",), ("a",), 2),
        (("a", "b"), ("b", "c"), 2),
        (("b", "a"), ("a", "b"), 2),
        (("a", "b"), ("c", "d"), 0),
        (("",), ("",), 1),
        (("a", "b", "c"), ("a", "b", "c"), 2),
    ],
)
def test_a_member_number_is_the_same_or_another_or_not_known(left, right, expected):
    texts = [replace(TEXT, member_refs=refs) for refs in (left, right)]

    assert agreed(*texts)[Field.REF] == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Trường Tiểu học Nậm Mít", "TH Nậm Mít", Place.WORKPLACE),
        ("Trường Tiểu học Nậm Mít", "TRUONG TIEU HOC NAM MIT", Place.WORKPLACE),
        ("Trường Tiểu học Nậm Mít", "Tiểu học Nậm Mít, huyện Than Uyên", Place.WORKPLACE),
        ("Trường Tiểu học Nậm Mít", "Trường Tiểu học Nậm Mxt", Place.WORKPLACE),  # a slip
        ("Trường Tiểu học Nậm Mít", "Trường Tiểu học Nậm Cần", Place.OTHER_WORKPLACE),
        ("Trường Tiểu học Nậm Mít", "Trường Tiểu học", Place.OTHER_WORKPLACE),  # a kind alone
        ("Trường Tiểu học số 1 Bản Bo", "Trường Tiểu học số 2 Bản Bo", Place.OTHER_WORKPLACE),
        ("Trường Tiểu học Bản Bo", "Trường Tiểu học số 2 Bản Bo", Place.OTHER_WORKPLACE),
        ("Trường Tiểu học Nậm Mít", "", Place.UNIT),
        ("", "", Place.UNIT),
        ("Trường", "", Place.UNIT),
    ],
)
def test_how_near_two_entries_of_one_unit_stand(left, right, expected):
    assert agreed(replace(TEXT, workplace=left), replace(TEXT, workplace=right))[
        Field.PLACE
    ] == expected  # fmt: skip


def test_another_unit_is_elsewhere_unless_the_workplace_is_the_same():
    assert changed(Field.PLACE, unit="1.5.") == Place.WORKPLACE
    assert changed(Field.PLACE, unit="1.5.", workplace="Trạm Y tế Mường Kim") == (Place.ELSEWHERE)
    nowhere = replace(TEXT, workplace="", unit="")
    assert agreed(nowhere, nowhere)[Field.PLACE] == Place.ELSEWHERE  # no unit is not a unit


@pytest.mark.parametrize(
    ("left", "right", "differing", "said"),
    [
        ("lớp 4", "lớp 5", [True, False, False, False], 0),
        ("lớp 4", "khối 4", [False, False, False, False], 0),
        ("lớp 4", "lớp 4 và 5", [False, False, False, False], 0),  # one holds the other
        ("lớp 4", "", [False, False, False, False], 1),
        ("lớp 3 và 4", "lớp 4 và 5", [True, False, False, False], 0),
        ("trẻ 3-4 tuổi", "trẻ 5-6 tuổi", [False, True, False, False], 0),
        ("trẻ 3-4 tuổi", "lớp 4", [False, False, False, False], 2),
        ("môn Toán", "môn Văn", [False, False, True, False], 0),
        ("môn Toán", "", [False, False, False, False], 0),  # a subject often goes unsaid
        ("tổ 7", "tổ 9", [False, False, False, True], 0),
        ("học kì I", "học kì II", [False, False, False, True], 0),
        ("lớp 4 tổ 7 môn Toán", "lớp 5 tổ 9 môn Văn", [True, False, True, True], 0),
    ],
)
def test_grade_age_subject_and_number_differ_where_each_names_another(left, right, differing, said):
    title = "Cách làm thơ vui và bơm nước "  # so much agrees that they are one pattern
    one, other = (Text(title + more) for more in (left, right))

    found = agreed(one, other)

    assert list(slots_that_differ(read(one).row, read(other).row)) == differing
    assert (-found[Field.SLOTS], -found[Field.SAID]) == (sum(differing), said)


def test_titles_with_hardly_a_word_in_common_have_no_slots_that_differ():
    found = agreed(Text("Dạy thơ vui lớp 4"), Text("Bơm nước chè lớp 5"))

    assert found[Field.LIKE] < 0.3
    assert (found[Field.SLOTS], found[Field.SAID]) == (0.0, 0.0)


def test_equal_descriptions_agree_wholly():
    bins = {place: 1 + place % 15 for place in range(200)}
    found = agreement_of(described(bins, 300), described(bins, 300))

    assert found[Field.TOLD] == found[Field.ALIKE] == found[Field.DESCRIPTION] == 1.0
    assert found[Field.SHARED] == found[Field.LENGTH] == pytest.approx(log1p(300))


def test_a_short_description_proves_less_than_a_long_one():
    bins = {place: 1 + place % 15 for place in range(10)}
    found = agreement_of(described(bins, 10), described(bins, 10))

    assert (found[Field.ALIKE], found[Field.DESCRIPTION]) == (1.0, 10 / 40)  # of forty runs


def test_a_text_within_a_longer_one_counts_as_contained():
    short = dict.fromkeys(range(100), 1)
    long = short | dict.fromkeys(range(100, 250), 2)
    found = agreement_of(described(short, 100), described(long, 400))

    # 100 of 250 bins, six of them luck; what a fifteenth of all bins would have by chance taken off
    sure = ((100 - 6) / 250 - 1 / 15) / (14 / 15)
    contained = min(sure * 500 / (1 + sure), 100) / 100
    assert found[Field.ALIKE] == pytest.approx(0.85 * contained)
    assert contained > 0.9


def test_two_bins_in_common_between_a_few_words_and_a_book_are_luck():
    short, long = dict.fromkeys(range(4), 1), dict.fromkeys(range(256), 1)
    found = agreement_of(described(short, 4), described(long, 3_000))

    assert found[Field.ALIKE] == 0.0


@pytest.mark.parametrize("runs", [(0, 0), (0, 300), (300, 0)])
def test_a_description_nobody_gave_says_a_little(runs):
    bins = dict.fromkeys(range(200), 1)
    found = agreement_of(*(described(bins if count else {}, count) for count in runs))

    told = [Field.TOLD, Field.DESCRIPTION, Field.SHARED, Field.LENGTH, Field.ALIKE]
    assert found[told].tolist() == [0.0, NOT_TOLD, 0.0, 0.0, 0.0]

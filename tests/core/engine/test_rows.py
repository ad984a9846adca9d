"""What of an entry goes into its row."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.duplicates import Text
from sangkien.core.engine.layout import (
    AGES,
    AUTHORS,
    COUNTS,
    DIGEST,
    MOST_WORDS,
    NUMBERS,
    PLACE,
    REFS,
    ROW,
    SKETCH,
    SLOTS,
    TITLE,
    UNIT,
    WEIGHTS,
    WORDS,
)
from sangkien.core.engine.letters import packed, spelled
from sangkien.core.engine.title_agreement import weight_at
from tests.core.judging import read

TEXT = Text(
    "Rèn chữ đẹp cho học sinh lớp 4",
    "Mỗi ngày tập viết mười dòng theo mẫu.",
    "Chữ đẹp hơn trước.",
    ("Lò Thị Hương",),
    ("a1",),
    "Trường Tiểu học Nậm Mít",
    "1.4.",
    ("Nậm Mít",),
)
TELLING = ["bơm", "ngô", "chè", "lúa", "vịt", "nấm", "thơ", "vở"]


def row(text):
    return [int(number) for number in read(text).row]


def changed(**changes):
    """The places of the row that are another after these changes."""
    before, after = row(TEXT), row(replace(TEXT, **changes))
    return {place for place in range(ROW) if before[place] != after[place]}


def words(title, **fields):
    found = read(Text(title, **fields)).row
    return {
        spelled(int(code)): weight_at(found, place)
        for place, code in enumerate(found[WORDS:])
        if code
    }


def title_number(title, **fields):
    return row(Text(title, **fields))[TITLE]


SKETCHED = set(range(SKETCH, WEIGHTS))


def test_the_unit_the_numbers_and_the_place_stand_in_places_of_their_own():
    assert changed(unit="1.5.") == {DIGEST, UNIT}
    assert changed(member_refs=("b2",)) == {DIGEST, REFS}
    assert changed(workplace="Trạm Y tế") == {DIGEST, PLACE}
    assert changed(workplace="Trạm Y tế Mường Kim A") == {DIGEST, PLACE, PLACE + 1}


def test_names_touch_nothing_but_the_places_of_the_authors():
    assert changed(authors=("Trần Văn An", "Lê Tư")) <= set(range(AUTHORS, SKETCH))
    assert changed(authors=()) <= set(range(AUTHORS, SKETCH))


def test_a_description_touches_its_sketch_and_the_number_of_its_runs():
    found = changed(description="Bơm nước lên nương chè.")

    assert found <= {DIGEST, COUNTS} | SKETCHED
    assert found > {DIGEST}


def test_own_names_that_do_not_stand_in_the_title_change_nothing():
    assert changed(own_names=("Bản Bo",)) == set()


@pytest.mark.parametrize(
    "again",
    [
        {"title": TEXT.title + " "},
        {"description": TEXT.description.upper()},
        {"effect": ""},
        {"workplace": "trường Tiểu học Nậm Mít"},
        {"description": TEXT.effect, "effect": TEXT.description},
    ],
)
def test_the_digest_knows_every_sign(again):
    assert DIGEST in changed(**again)


def test_the_number_of_a_title_is_that_of_its_core_in_its_order():
    same = ["RÈN CHỮ ĐẸP", "Một số biện pháp rèn chữ đẹp năm học 2021-2022", "ren chu dep"]

    assert {title_number(title) for title in same} == {title_number("Rèn chữ đẹp")}
    assert title_number("Đẹp chữ rèn") != title_number("Rèn chữ đẹp")
    assert title_number("") == 0


def test_own_names_are_left_out_of_a_title_unless_nothing_would_be_left():
    here = {"own_names": ("Nậm Mít",)}

    assert title_number("Rèn chữ đẹp tại trường Nậm Mít", **here) == title_number("Rèn chữ đẹp")
    assert title_number("Nậm Mít", **here) == title_number("Nậm Mít") != 0


def test_words_stand_once_in_the_order_of_their_codes_with_their_weights():
    found = read(Text("bơm ngô bơm chè")).row

    codes = [int(code) for code in found[WORDS : WORDS + 3]]
    assert codes == sorted(map(packed, ("bom", "ngo", "che")))
    assert int(found[COUNTS]) & 0xFFFF == 3
    assert not found[WORDS + 3 :].any()


def test_a_word_that_comes_twice_has_the_larger_weight():
    # at a place it weighs a quarter
    twice = words("bơm chè nấm cho vịt tại xã bơm")

    assert twice["bom"] == words("bơm")["bom"]
    assert words("chè nấm cho vịt tại xã bơm")["bom"] == pytest.approx(twice["bom"] / 4, abs=0.005)


def test_of_many_words_the_most_telling_are_kept():
    stock = "một số giải pháp nâng cao chất lượng hiệu quả trong công tác"
    classes = [f"{number}a" for number in range(20, MOST_WORDS + 16)]  # numbers weigh most
    weights = words(f"bơm {stock}")

    kept = words(" ".join(["bơm", stock, *classes]))

    assert set(kept) > {"bom", *classes}
    lightest = [weights[word] for word in set(kept) - {"bom", *classes}]
    assert (len(kept), len(lightest)) == (MOST_WORDS, 3)
    assert min(lightest) >= max(weights[word] for word in set(weights) - set(kept))


@given(st.permutations([f"{word}{n}" for n in range(2, 5) for word in TELLING]))
def test_which_words_are_kept_does_not_hang_on_their_order(title):
    assert words(" ".join(title)) == words(" ".join(sorted(title)))


@pytest.mark.parametrize(
    ("title", "grades", "ages", "has_subject", "numbers"),
    [
        ("Dạy toán lớp 4", 1 << 4, 0, False, 0),
        ("Dạy môn toán lớp bốn và 5", 1 << 4 | 1 << 5, 0, True, 0),
        ("Trẻ 3-4 tuổi", 0, 1 << 3 | 1 << 4, False, 0),
        ("Máy bơm số 7 và số 9", 0, 0, False, 2),
        ("Đọc hiểu ngày 15/3/2022", 0, 0, False, 0),
    ],
)
def test_slots_of_a_title_stand_in_the_row(title, grades, ages, has_subject, numbers):
    found = row(Text(title))

    assert (found[SLOTS] & 0xFFFF, found[AGES]) == (grades, ages)
    assert bool(found[SLOTS] >> 16) == has_subject
    assert sum(found[NUMBERS] >> 16 * place & 0xFFFF > 0 for place in range(4)) == numbers


def place_words(workplace):
    found = read(Text("", workplace=workplace)).row[PLACE : PLACE + 2]
    numbers = [int(number) >> 16 * n & 0xFFFF for number in found for n in range(4)]
    return [number for number in numbers if number]


def test_a_workplace_is_its_telling_words_rising_each_once():
    kept = place_words("Trường Nậm Mít Nậm")

    assert kept == sorted(set(kept))
    assert len(kept) == 2
    assert place_words("Mít Nậm") == kept
    assert place_words("Công ty trường") == []  # what stands before every name


def test_of_a_long_name_of_a_workplace_the_first_eight_words_are_kept():
    long = "bơm ngô chè lúa vịt nấm thơ vở"

    assert len(place_words(long)) == 8
    assert place_words(long + " ong dê") == place_words(long)


def test_numbers_and_words_that_are_no_syllable_are_known_in_a_workplace():
    number_bit, strange_bit = 1 << 15, 1 << 14

    assert [word & (number_bit | strange_bit) for word in place_words("7")] == [number_bit]
    assert [word & (number_bit | strange_bit) for word in place_words("ЭЦВ")] == [strange_bit]
    assert [word & (number_bit | strange_bit) for word in place_words("Mít")] == [0]


def refs(*numbers):
    found = row(Text("", member_refs=numbers))[REFS]
    return found & 0xFFFFFFFF, found >> 32


def test_the_two_smallest_member_numbers_are_kept_whatever_their_order():
    (a, none), (b, _), (c, _) = map(refs, "abc")
    smallest, middle, _ = sorted([a, b, c])

    assert none == 0
    assert refs("a", "b", "c") == refs("c", "a", "b") == (smallest, middle)
    assert refs("a", "a") == refs("a", "") == (a, 0)
    assert refs() == refs("") == (0, 0)

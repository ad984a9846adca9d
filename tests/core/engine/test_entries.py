import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.duplicates import Text
from sangkien.core.engine.entries import (
    AUTHORS,
    DESCRIPTION,
    EFFECT,
    OWN_NAMES,
    REFS,
    TITLE,
    UNIT,
    WORKPLACE,
    Column,
    Entries,
    column,
    entries_of,
    entries_of_names,
    in_unicode,
)
from sangkien.core.vietnamese.legacy import decode

ANY = st.text(st.characters(exclude_categories=()), max_size=12)
TCVN3, VNI = "Gi¶i ph¸p d¹y häc", "Giaûi phaùp daïy hoïc"
UNICODE = "Giải pháp dạy học"
NAMES = ["title", "description", "effect", "authors", "refs", "workplace", "unit", "own_names"]


def texts_in(entries, place):
    return [entries.columns[place].at(n) for n in range(len(entries))]


@given(st.lists(ANY, max_size=6))
def test_what_stands_in_a_column_is_read_back_sign_by_sign(texts):
    found = column(texts)

    assert [found.at(place) for place in range(len(texts))] == texts
    assert found.text.size == sum(len(text.encode("utf-8", "surrogatepass")) for text in texts)


def test_each_field_of_a_text_has_its_column():
    text = Text(
        "Rèn chữ", "Mỗi ngày", "Đẹp hơn", ("Lò Thị Mai", "Vàng A Páo"), ("b", "", "a"),
        "Trường Nậm Mít", "1.4.", ("Nậm Mít", "Than Uyên"),
    )  # fmt: skip

    entries = entries_of([text, Text("Khác")])

    columns = (TITLE, DESCRIPTION, EFFECT, AUTHORS, REFS, WORKPLACE, UNIT, OWN_NAMES)
    assert {name: texts_in(entries, place) for name, place in zip(NAMES, columns, strict=True)} == {
        "title": ["Rèn chữ", "Khác"],
        "description": ["Mỗi ngày", ""],
        "effect": ["Đẹp hơn", ""],
        "authors": ["Lò Thị Mai\nVàng A Páo", ""],
        "refs": ["a\nb", ""],  # rising, whatever the order of the authors
        "workplace": ["Trường Nậm Mít", ""],
        "unit": ["1.4.", ""],
        "own_names": ["Nậm Mít\nThan Uyên", ""],
    }


@pytest.mark.parametrize("count", [0, 1, 3])
def test_there_are_as_many_entries_as_texts(count):
    assert len(entries_of([Text("a")] * count)) == count


@pytest.mark.parametrize("typed", [TCVN3, VNI])
def test_what_was_typed_for_an_old_font_is_read_back_in_what_people_type(typed):
    text = Text(typed, typed, typed, (typed,), (typed,), typed, typed, (typed,))

    found = entries_of([text])

    # member numbers are hashes, and units are paths: nobody typed them
    assert [texts_in(found, place)[0] for place in range(8)] == [
        UNICODE, UNICODE, UNICODE, UNICODE, typed, UNICODE, typed, UNICODE,
    ]  # fmt: skip


def test_one_old_text_among_others_is_read_back_and_the_others_stay():
    titles = ["Rèn chữ", TCVN3, "", "cà phê", VNI, "abc", "Nguyễn Ngọc Ánh"]

    assert texts_in(entries_of([Text(title) for title in titles]), TITLE) == [
        "Rèn chữ", UNICODE, "", "cà phê", UNICODE, "abc", "Nguyễn Ngọc Ánh",
    ]  # fmt: skip


@pytest.mark.parametrize("typed", [TCVN3, VNI])
def test_a_workplace_in_an_old_font_is_read_back_beside_the_name_of_its_unit(typed):
    names = [(typed, "Huyện Than Uyên", ""), ("Huyện Than Uyên", typed), (UNICODE,), (), (typed,)]

    found = entries_of([Text("", own_names=own_names) for own_names in names])

    assert texts_in(found, OWN_NAMES) == [
        f"{UNICODE}\nHuyện Than Uyên\n", f"Huyện Than Uyên\n{UNICODE}", UNICODE, "", UNICODE,
    ]  # fmt: skip


@pytest.mark.parametrize("typed", [TCVN3, VNI])
def test_an_author_in_an_old_font_is_read_back_beside_one_who_types(typed):
    authors = [(typed, "Lò Thị Hương"), ("Vàng A Páo", typed), (UNICODE,), (), (typed, typed)]
    expected = [
        f"{UNICODE}\nLò Thị Hương", f"Vàng A Páo\n{UNICODE}", UNICODE, "", f"{UNICODE}\n{UNICODE}"
    ]  # fmt: skip

    assert texts_in(entries_of([Text("", authors=names) for names in authors]), AUTHORS) == expected
    assert texts_in(entries_of_names(authors), AUTHORS) == expected


@given(st.lists(st.sampled_from([TCVN3, VNI, UNICODE, "cà phê", "µm", "“x”", ""]) | ANY))
def test_a_column_is_read_back_as_each_of_its_texts_would_be_alone(texts):
    found = texts_in(entries_of([Text(text) for text in texts]), TITLE)
    expected = [decode(text) for text in texts]

    # decoding composes, too, which no letter hangs on
    assert [decode(text) for text in found] == [decode(text) for text in expected]


def test_a_column_that_starts_further_on_in_its_bytes_is_read_back_from_there():
    whole = column(["thừa", "Rèn chữ", TCVN3, "cà phê"])
    part = Column(whole.text, whole.offsets[1:])

    found = in_unicode(Entries((part,) * 8))

    assert texts_in(found, TITLE) == ["Rèn chữ", UNICODE, "cà phê"]


def test_a_column_in_which_nothing_is_old_is_left_alone():
    entries = entries_of([Text("Rèn chữ"), Text("cà phê")])

    assert in_unicode(entries).columns[TITLE].text is entries.columns[TITLE].text


def test_machine_code_gets_bytes_and_offsets_that_nobody_can_change():
    entries = Entries((column(["a", "bc"]),) * 8)

    for array in (*entries.texts, *entries.offsets):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1
    assert [offsets.tolist() for offsets in entries.offsets] == [[0, 1, 3]] * 8
    assert np.shares_memory(entries.texts[0], entries.columns[0].text)

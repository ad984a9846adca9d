import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.adapters.engine_shown import ShownOnDisk
from sangkien.core.duplicates import Text
from sangkien.core.engine.explaining import shown

# what files may hold: halves of signs, zeros, quotes, ends of lines
WRITTEN = st.text(st.characters(codec=None), max_size=9)
TEXTS = st.builds(Text, WRITTEN, own_names=st.lists(WRITTEN, max_size=3).map(tuple))


@given(st.lists(st.lists(TEXTS, max_size=4), max_size=4), st.randoms())
def test_what_was_added_is_there_by_its_place_in_whatever_order_it_is_asked(chunks, random):
    with ShownOnDisk() as titles:
        expected = []
        for chunk in chunks:
            titles.add(chunk)
            expected += chunk
            places = list(range(len(expected)))
            random.shuffle(places)
            assert {place: titles[place] for place in places} == dict(enumerate(expected))


def test_of_a_long_text_only_what_is_shown_is_kept(tmp_path):
    long = Text("Rèn chữ " * 25_000, "Chia nhóm. " * 25_000, own_names=("TH Nậm Mít " * 999,) * 99)

    with ShownOnDisk(tmp_path) as titles:
        titles.add([long, Text("Bể lọc nước")])

        assert [titles[0], titles[1]] == [shown(long), Text("Bể lọc nước")]
        assert titles[0] == Text(long.title[:2_000], own_names=(long.own_names[0][:200],) * 20)


def test_a_place_that_was_not_filled_is_an_error():
    with ShownOnDisk() as titles, pytest.raises(IndexError):
        titles[0]


def test_nothing_is_left_in_the_folder(tmp_path):
    with ShownOnDisk(tmp_path) as titles:
        titles.add([Text("Bể lọc nước")])

    assert list(tmp_path.iterdir()) == []

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.engine.scanning import Line, Scanned, counts_by_unit, first_filers, line_of

DAYS = st.none() | st.dates(date(2022, 1, 1), date(2022, 1, 9))
LINES = st.lists(st.builds(Line, st.text(max_size=3), st.sampled_from("AB"), DAYS), min_size=2)


def test_a_row_is_read_as_the_register_reads_an_entry():
    row = Scanned(
        "7",
        " Rèn  chữ đẹp ",
        description="Chia nhóm.",
        author="Lò Thị Hương (60%); Vàng A Pao (40%)",
        unit="Trường TH Nậm Mít",
    )

    text = row.text

    assert (text.title, text.description) == ("Rèn chữ đẹp", "Chia nhóm.")
    assert text.authors == ("Lò Thị Hương", "Vàng A Pao")
    assert (text.workplace, text.own_names) == ("Trường TH Nậm Mít", ("Trường TH Nậm Mít",))
    assert text.unit == "truong th nam mit"


def test_of_a_row_hardly_anything_is_remembered_however_long_it_is():
    row = Scanned("7", "Rèn chữ " * 9_000, "Chia nhóm. " * 9_000, "Lò A; " * 999, "TH Nậm " * 9_000)

    assert line_of(row) == Line("7", ("TH Nậm " * 9_000)[:200], None)


def test_a_unit_is_counted_as_it_reads_whatever_font_it_was_typed_for():
    typed = ("TH Nậm Mít", "TH  Nậm Mít ", "TH Naäm Mít")

    units = {line_of(Scanned("7", "Rèn chữ", unit=unit)).unit for unit in typed}

    assert units == {"TH Nậm Mít"}


def test_a_row_without_author_and_unit_is_read_as_well():
    text = Scanned("7", "Rèn chữ đẹp").text

    assert (text.authors, text.workplace, text.unit) == ((), "", "")


def test_the_first_filer_is_the_earliest_day_then_the_earliest_row_and_no_day_comes_last():
    early, late = date(2022, 3, 1), date(2022, 3, 2)
    lines = [Line("a", "", None), Line("b", "", late), Line("c", "", early), Line("d", "", early)]

    assert first_filers(lines, [[0, 1], [2, 3]]) == {0: 1, 1: 1, 2: 2, 3: 2}


def test_each_unit_is_told_its_entries_and_its_copies_of_whomever():
    lines = [Line("1", "Than Uyên", None), Line("2", "Sìn Hồ", None), Line("3", "Sìn Hồ", None)]

    assert counts_by_unit(lines, {0: 0, 1: 0}) == {
        "Sìn Hồ": {"entries": 2, "duplicates": 1},
        "Than Uyên": {"entries": 1, "duplicates": 0},
    }


@given(LINES, st.data())
def test_of_each_cluster_all_but_one_are_copies(lines, data):
    places = data.draw(
        st.lists(st.integers(0, len(lines) - 1), unique=True, min_size=2) | st.none()
    )
    found = [places] if places else []

    first_of = first_filers(lines, found)
    counts = counts_by_unit(lines, first_of)

    assert sum(count["duplicates"] for count in counts.values()) == max(0, len(places or [1]) - 1)
    assert sum(count["entries"] for count in counts.values()) == len(lines)

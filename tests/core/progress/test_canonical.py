import json
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.facts import Window
from sangkien.core.pace import clock, year_clock
from sangkien.core.progress.canonical import (
    as_json,
    canonical,
    per_ten_thousand,
    read_canonical,
    sha256_of,
)
from sangkien.core.progress.table import Basis, Goal, Note, ProgressTable, Role, Row, total_of

DAY = date(2022, 3, 17)
PHASE = clock(Window(date(2022, 1, 8), date(2022, 5, 31)), DAY, title="Giai đoạn 1")
LETTERS = 'aĐậ“"\\\n,'  # small: the whole of Unicode is slow to draw from
COUNTS = st.tuples(*[st.integers(0, 10**6)] * 6)
ROWS = st.lists(
    st.builds(
        Row,
        name=st.text(LETTERS, max_size=8),
        target=st.none() | st.integers(0, 10**7),
        columns=COUNTS,
        undecided=COUNTS,
        code=st.text(LETTERS, max_size=4),
        role=st.sampled_from([Role.UNIT, Role.DIRECT]),
    ),
    max_size=4,
)


def table(rows, notes=()):
    return ProgressTable(
        campaign_slug="lai-chau",
        campaign_title="Chương trình “01 triệu sáng kiến”",
        unit_code="LC",
        unit_name="LĐLĐ tỉnh Lai Châu",
        day=DAY,
        goal=Goal(Basis.YEAR, "assigned", 2022),
        goal_clock=year_clock(DAY),
        clocks=(PHASE, year_clock(DAY)),
        rows=tuple(rows),
        total=total_of(rows, own_target=5),
        notes=tuple(notes),
        rules_version=3,
    )


@given(
    ROWS,
    st.lists(
        st.builds(Note, st.text(LETTERS, max_size=5), st.text(LETTERS, max_size=9)), max_size=2
    ),
)
def test_a_table_comes_back_from_its_canonical_form_as_it_was(rows, notes):
    shown = table(rows, notes)

    assert read_canonical(canonical(shown)) == shown
    assert canonical(read_canonical(canonical(shown))) == canonical(shown)


def test_the_canonical_form_has_no_float_and_sorted_keys():
    text = canonical(table([Row("A", 115, (60, 0, 4, 0, 86, 0))]))

    def refuse(number):
        raise AssertionError(number)

    again = json.loads(text, parse_float=refuse)
    assert text == json.dumps(again, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert again["rows"][0]["gross_per_10000"] == 13043


def test_the_moment_is_written_alike_whatever_its_time_zone():
    moment = datetime(2022, 3, 17, 3, tzinfo=UTC)
    here = moment.astimezone(timezone(timedelta(hours=7)))

    assert canonical(table([]), taken_at=here) == canonical(table([]), taken_at=moment)


def test_both_clocks_stand_in_the_json_with_their_start():
    clocks = as_json(table([]))["clocks"]

    assert [
        (c["title"], c["opens_on"], c["day_number"], c["length_days"], c["elapsed_per_10000"])
        for c in clocks
    ] == [
        ("Giai đoạn 1", "2022-01-08", 69, 144, 4792),
        ("Năm 2022", "2022-01-01", 76, 365, 2082),
    ]


def test_a_share_of_no_target_is_none_and_halves_round_up():
    shares = [per_ten_thousand(1, whole) for whole in (None, 0, 20_000, 20_001)]

    assert shares == [None, None, 1, 0]


@given(st.integers(0, 10**7), st.integers(1, 10**7))
def test_a_share_per_ten_thousand_is_never_more_than_half_a_unit_away(part, whole):
    shown = per_ten_thousand(part, whole)

    assert abs(shown * whole - 10_000 * part) * 2 <= whole


@given(ROWS)
def test_the_page_and_the_json_never_tell_two_different_percentages(rows):
    for row, told in zip(table(rows).rows, as_json(table(rows))["rows"], strict=True):
        if row.target:
            tenths = per_ten_thousand(row.gross, row.target)
            assert told["gross_per_10000"] == tenths
            assert abs(tenths / 10_000 - row.gross_share) <= 0.5 / 10_000 + 1e-9


@given(ROWS)
def test_each_row_of_the_json_is_the_sum_of_its_columns(rows):
    told = as_json(table(rows))

    for row in (*told["rows"], told["total"]):
        assert row["gross"] == sum(row["columns"].values())


@given(ROWS, ROWS)
def test_two_tables_are_the_same_exactly_when_their_canonical_forms_are(some, others):
    assert (table(some) == table(others)) == (canonical(table(some)) == canonical(table(others)))


def test_the_hash_is_that_of_the_text_in_utf_8():
    assert sha256_of("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert sha256_of("Đ") != sha256_of("D")


def test_a_changed_figure_name_note_or_rule_version_gives_another_hash():
    row = Row("Than Uyên", 115, (1, 0, 0, 0, 2, 0))
    changed = [
        table([Row("Than Uyên", 115, (0, 0, 0, 0, 3, 0))]),
        table([Row("Than Uyen", 115, (1, 0, 0, 0, 2, 0))]),
        table([Row("Than Uyên", 116, (1, 0, 0, 0, 2, 0))]),
        table([row], [Note("period", "x")]),
    ]

    assert len({sha256_of(canonical(each)) for each in [table([row]), *changed]}) == 5

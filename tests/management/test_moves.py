from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from sangkien.core.receipts import receipt_number
from sangkien.core.standing import Column
from sangkien.models import Initiative, JournalLine
from sangkien.queries.progress import counts_of
from tests import make
from tests.web.cleaning import land, misplaced

pytestmark = pytest.mark.django_db
HEAD = "Mã gửi,Từ đơn vị,Đến đơn vị,Ngày chuyển,Lý do"
FILED = datetime(2022, 2, 1, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def where():
    return land()


@pytest.fixture
def entry(where):
    entry = misplaced(where)
    Initiative.objects.filter(id=entry.id).update(client_ref="SK-0012")
    return entry


def load(tmp_path, where, *rows, head=HEAD):
    path = tmp_path / "moves.csv"
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    out = StringIO()
    call_command("moves", "import", str(path), "--campaign", where.campaign.slug, stdout=out)
    return out.getvalue()


def refused(tmp_path, where, *rows, head=HEAD):
    with pytest.raises(CommandError) as raised:
        load(tmp_path, where, *rows, head=head)
    return str(raised.value).splitlines()


def row(where, moment="18/03/2022 14:10", ref="SK-0012", came_from=None, to=None, reason="Nhầm"):
    came_from = where.sector.code if came_from is None else came_from
    return f"{ref},{came_from},{to or where.district.code},{moment},{reason}"


def test_a_move_counts_from_its_own_moment_on(where, entry, tmp_path):
    said = load(tmp_path, where, row(where))

    entry.refresh_from_db()
    line = JournalLine.objects.get(initiative_id=entry.id, verb="moved")
    assert said == "Moves: 1 made, 0 made before.\n"
    assert (entry.unit, entry.column) == (where.district, Column.PENDING)
    assert line.occurred_at == datetime(2022, 3, 18, 7, 10, tzinfo=UTC)
    assert (line.reason, line.unit_id) == ("Nhầm", where.district.id)
    gross = [
        counts_of(where.campaign, unit, on=day).gross
        for day in (date(2022, 3, 17), date(2022, 3, 18))
        for unit in (where.sector, where.district)
    ]
    assert gross == [1, 0, 0, 1]


def test_the_same_file_twice_moves_nothing_twice(where, entry, tmp_path):
    rows = (
        row(where),
        row(where, "19/03/2022", came_from=where.district.code, to=where.other.code),
    )
    load(tmp_path, where, *rows)

    said = load(tmp_path, where, *rows)

    entry.refresh_from_db()
    assert said == "Moves: 0 made, 2 made before.\n"
    assert entry.unit == where.other
    assert JournalLine.objects.filter(verb="moved").count() == 2


def test_moves_are_made_in_the_order_of_their_moments(where, entry, tmp_path):
    load(
        tmp_path,
        where,
        row(where, "20/03/2022 08:00", came_from=where.other.code),
        row(where, "19/03/2022 08:00", to=where.other.code),
    )

    entry.refresh_from_db()
    assert entry.unit == where.district


def test_an_entry_may_be_named_by_its_receipt_and_a_unit_by_any_of_its_names(
    where, entry, tmp_path
):
    from_receipt = receipt_number("LC22", entry.id)
    load(tmp_path, where, row(where, ref=from_receipt, came_from="", to="LDLD huyện than uyên"))

    entry.refresh_from_db()
    assert entry.unit == where.district


def test_every_bad_row_is_named_and_nothing_moves(where, entry, tmp_path):
    lines = refused(
        tmp_path,
        where,
        row(where),
        row(where, ref="SK-9999"),
        row(where, "31/11/2022 08:00"),
        row(where, "01/01/2099"),
        row(where, to="LĐLĐ huyện Than Uyênn"),
        row(where, ref=""),
        row(where, ""),
        row(where, reason="x" * 501),
    )

    entry.refresh_from_db()
    places = [line.split(": ")[0] for line in lines]
    assert entry.unit == where.sector
    assert places == [
        "moves.csv, row 4, column “Ngày chuyển”",
        "moves.csv, row 5, column “Ngày chuyển”",
        "moves.csv, row 7, column “Mã gửi”",
        "moves.csv, row 8, column “Ngày chuyển”",
        "moves.csv, row 9, column “Lý do”",
        "Nothing was loaded.",
    ]


@pytest.mark.parametrize(
    ("changes", "column", "words"),
    [
        ({"ref": "SK-9999"}, "Mã gửi", "No entry of this campaign was received as “SK-9999”."),
        ({"ref": "LC22-000001-1"}, "Mã gửi", "No entry of this campaign was received as"),
        ({"to": "LĐLĐ huyện Than Uyênn"}, "Đến đơn vị", "“LĐLĐ huyện Than Uyên”"),
        ({"to": "Zzz"}, "Đến đơn vị", "goes by “Zzz”"),
        ({"came_from": "LĐLĐ huyện Phong Thổ"}, "Từ đơn vị", "at Công đoàn ngành Giáo dục"),
        ({"to": "Công đoàn ngành Giáo dục"}, "Đến đơn vị", "Công đoàn ngành Giáo dục already"),
        ({"moment": "16/03/2022"}, "Ngày chuyển", "had not been filed by this moment"),
    ],
)
def test_a_move_that_cannot_be_is_refused_with_its_cell(
    where, entry, tmp_path, changes, column, words
):
    line, last = refused(tmp_path, where, row(where, **changes))

    assert line.startswith(f"moves.csv, row 2, column “{column}”: ")
    assert words in line
    assert last == "Nothing was loaded."


def test_a_move_before_one_that_was_made_already_is_refused(where, entry, tmp_path):
    load(tmp_path, where, row(where, "20/03/2022"))

    line, _ = refused(tmp_path, where, row(where, "19/03/2022", came_from=""))

    assert "moved at or after this moment already" in line


def test_an_entry_that_was_withdrawn_does_not_move(where, entry, tmp_path):
    Initiative.objects.filter(id=entry.id).update(state="withdrawn")

    line, _ = refused(tmp_path, where, row(where))

    assert "was withdrawn or its import taken back" in line


def test_a_name_of_two_units_asks_for_the_code(where, entry, tmp_path):
    twins = [make.unit(where.province, "Công đoàn cơ sở Hoa Ban") for _ in "12"]

    line, _ = refused(tmp_path, where, row(where, to="Công đoàn cơ sở Hoa Ban"))

    assert all(unit.code in line for unit in twins)


def test_a_file_without_its_columns_is_refused(where, entry, tmp_path):
    lines = refused(tmp_path, where, "SK-0012,18/02/2022", head="Mã gửi,Ngày chuyển")

    assert "The column “Đến đơn vị” is missing." in lines[0]


def test_an_entry_of_another_campaign_is_not_found(where, entry, tmp_path):
    elsewhere = make.campaign(where.province)
    path = tmp_path / "moves.csv"
    path.write_text(f"{HEAD}\n{row(where)}", encoding="utf-8")

    with pytest.raises(CommandError, match="No entry of this campaign"):
        call_command("moves", "import", str(path), "--campaign", elsewhere.slug)

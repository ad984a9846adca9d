"""What an operator hears of the seals over the journal, and what somebody outside keeps of them."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils.translation import override

from sangkien.actions.journal import By, Line, record
from sangkien.adapters.journal_guard import lowering_all, raising_all
from sangkien.core.seals import kept_words
from sangkien.models import JournalLine, Seal
from sangkien.queries.seals import newest_seal
from tests import make

pytestmark = pytest.mark.django_db
MORNING = make.NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def the_morning_after():
    with override("en"), time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def lines():
    record(make.SYSTEM, [Line("moved"), Line("accepted")])
    return list(JournalLine.objects.values_list("id", flat=True))


def done(*words):
    """Return what is said, what is complained of, and how the command ends."""
    out, err = StringIO(), StringIO()
    try:
        call_command("journal", *words, stdout=out, stderr=err)
    except SystemExit as ended:
        return out.getvalue(), err.getvalue(), ended.code
    return out.getvalue(), err.getvalue(), 0


def tamper(statement):
    with connection.cursor() as cursor:
        for one in (*lowering_all(connection.vendor), statement, *raising_all(connection.vendor)):
            cursor.execute(one)


def test_a_day_that_has_ended_is_sealed_and_the_seal_printed(lines):
    out, err, code = done("seal")

    seal = Seal.objects.get()
    assert out == f"sangkien seal 1 2022-03-17 {lines[-1]} {seal.sha256}\n"
    assert (err, code) == ("", 0)
    assert done("seal") == ("Every day that has ended is sealed.\n", "", 0)


def test_a_whole_journal_is_told_with_its_day_its_seals_and_what_is_open(lines):
    done("seal")
    record(By(None, MORNING, is_system=True), [Line("moved")])

    assert done("verify") == (
        (
            "1 line since 18/03/2022 is not sealed yet.\n"
            f"The journal is whole up to 17/03/2022 (seal 1, line {lines[-1]}).\n"
        ),
        "",
        0,
    )


def test_a_line_that_was_changed_is_told_in_words_and_code_1_ends_it(lines):
    done("seal")
    tamper(f"UPDATE sangkien_journalline SET verb = 'rejected' WHERE id = {lines[0]}")

    assert done("verify") == (
        "",
        f"Line {lines[0]} of the journal, sealed on 17/03/2022 (seal 1), was changed afterwards.\n",
        1,
    )


def test_in_vietnamese_it_is_told_in_vietnamese(lines):
    done("seal")
    tamper(f"DELETE FROM sangkien_journalline WHERE id = {lines[1]}")

    with override("vi"):
        _, err, code = done("verify")

    assert (err, code) == (
        (
            f"Dòng {lines[1]} của nhật ký, đã niêm phong ngày 17/03/2022 (dấu số 1), không còn:"
            " dòng đã bị xóa.\n"
        ),
        1,
    )


def test_a_day_without_its_seal_is_a_warning_and_no_fault(lines):
    out, err, code = done("verify")

    assert out == "2 lines since 17/03/2022 are not sealed yet.\n"
    assert err == "A day has ended without a seal. Start the worker, or run `journal seal`.\n"
    assert code == 0


def test_the_newest_seal_is_printed_and_written_for_somebody_outside(lines, tmp_path):
    done("seal")
    words = f"{kept_words(newest_seal().head)}\n"

    assert done("newest") == (words, "", 0)
    done("newest", "--out", str(tmp_path / "dau.txt"))
    assert (tmp_path / "dau.txt").read_text() == words


def test_a_seal_kept_outside_is_checked_from_a_file_and_as_typed(lines, tmp_path):
    done("seal")
    kept = tmp_path / "dau.txt"
    kept.write_text(kept_words(newest_seal().head))

    assert [done("verify", "--kept", said)[2] for said in (str(kept), kept.read_text())] == [0, 0]

    other = kept.read_text()[:-64] + "0" * 64
    assert done("verify", "--kept", other) == (
        "",
        (
            "Seal 1 is not the one that was kept outside: the journal up to that day was written"
            " anew.\n"
        ),
        1,
    )


@pytest.mark.parametrize("said", ["", "x", "sangkien seal 1", "/", "no-such-file"])
def test_what_is_no_seal_is_told_with_the_way_to_write_one(said, lines):
    done("seal")

    with pytest.raises(CommandError, match="holds no seal"):
        done("verify", "--kept", said)


def test_without_a_seal_there_is_nothing_to_print():
    with pytest.raises(CommandError, match="There is no seal yet"):
        done("newest")


def test_the_guard_is_set_up_again(lines):
    done("seal")
    with connection.cursor() as cursor:
        for statement in lowering_all(connection.vendor):
            cursor.execute(statement)
    assert "does not guard the journal" in done("verify")[1]

    assert done("guard")[2] == 0

    assert done("verify")[1:] == ("", 0)

"""A line whose transaction ends after the seal of its day: it neither breaks the chain nor escapes.

Real transactions on connections of their own, one inside the other.
"""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from itertools import chain
from threading import Event

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from sangkien.actions.journal import By, Line, record
from sangkien.actions.seals import seal_days
from sangkien.core.seals import unpacked
from sangkien.management.commands import journal as command
from sangkien.models import JournalLine, Seal
from sangkien.queries.journal_check import journal_faults
from tests import make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
NEXT_MORNING = By(None, make.NOW + timedelta(days=1), is_system=True)
MORNING_AFTER = By(None, make.NOW + timedelta(days=2), is_system=True)
PATIENT, HURRIED = 20, 0.2  # seconds


class Writer:
    """A transaction on a connection of its own that has written one line and is not at its end."""

    def __init__(self, pool, *, gives_up=False):
        self.has_written, self.may_end = Event(), Event()
        self.gives_up = gives_up
        self._done = pool.submit(self._write)
        assert self.has_written.wait(30)

    def _write(self):
        try:
            with transaction.atomic():
                record(make.SYSTEM, [Line("late")])
                self.line_id = JournalLine.objects.get(verb="late").id
                self.has_written.set()
                assert self.may_end.wait(60)
                transaction.set_rollback(self.gives_up)
        finally:
            connection.close()

    def end(self):
        self.may_end.set()
        self._done.result(timeout=30)


@contextmanager
def writer(**options):
    with ThreadPoolExecutor(2) as pool:
        one = Writer(pool, **options)
        try:
            yield one, pool
        finally:
            one.may_end.set()


def told(verb):
    record(make.SYSTEM, [Line(verb)])
    return JournalLine.objects.get(verb=verb).id


def sealed_lines():
    return [[line for line, _ in unpacked(bytes(seal.listed))] for seal in Seal.objects.all()]


def seal(by, patience):
    try:
        return seal_days(by, patience=patience)
    finally:
        connection.close()


def test_no_seal_is_made_over_an_id_that_somebody_may_still_fill_in():
    with writer() as (late, _):
        after = told("after")
        assert late.line_id < after
        assert JournalLine.objects.count() == 1  # the other is not to be seen yet

        assert seal_days(NEXT_MORNING, patience=HURRIED).is_waiting
        assert sealed_lines() == []
        late.end()

    seal_days(NEXT_MORNING, patience=HURRIED)
    assert sealed_lines() == [[late.line_id, after]]
    assert list(journal_faults()) == []


def test_the_command_says_that_it_has_to_be_run_again(monkeypatch):
    monkeypatch.setattr(command, "PATIENCE", HURRIED)
    told("before")
    with writer(), pytest.raises(CommandError, match="chưa xong"):
        call_command("journal", "seal", stdout=StringIO())

    assert sealed_lines() == []


def test_whoever_is_at_it_is_waited_for_and_nobody_else_waits():
    with writer() as (late, pool):
        after = told("after")
        sealing = pool.submit(seal, NEXT_MORNING, PATIENT)
        meanwhile = told("meanwhile")  # the seal holds no writer back
        assert not sealing.done()
        late.end()
        assert sealing.result(timeout=30).is_waiting is False

    assert sealed_lines()[0][:2] == [late.line_id, after]
    seal_days(MORNING_AFTER, patience=HURRIED)
    assert [*chain(*sealed_lines())] == [late.line_id, after, meanwhile]
    assert list(journal_faults()) == []


def test_an_id_that_was_given_up_is_no_line_that_is_missing():
    with writer(gives_up=True) as (late, _):
        after = told("after")
        late.end()

    seal_days(NEXT_MORNING, patience=HURRIED)
    assert late.line_id < after
    assert sealed_lines() == [[after]]
    assert list(journal_faults()) == []


def test_who_began_after_the_last_line_is_waited_for_too_for_nobody_can_tell_that():
    first = told("first")
    with writer() as (late, _):
        assert seal_days(NEXT_MORNING, patience=HURRIED).is_waiting
        late.end()

    seal_days(NEXT_MORNING, patience=HURRIED)
    assert sealed_lines() == [[first, late.line_id]]


def test_a_writer_who_only_reads_the_journal_is_not_waited_for():
    told("first")
    reading, done = Event(), Event()

    def read():
        try:
            with transaction.atomic():
                JournalLine.objects.count()
                reading.set()
                assert done.wait(60)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(read)
        assert reading.wait(30)
        assert not seal_days(NEXT_MORNING, patience=HURRIED).is_waiting
        done.set()


def test_several_who_seal_at_once_make_one_chain():
    lines = [told(f"line-{k}") for k in range(5)]

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: seal(MORNING_AFTER, PATIENT).seals, range(4)))

    assert sum(map(len, made)) == Seal.objects.count() == 1
    assert sealed_lines() == [lines]
    assert list(journal_faults()) == []


def test_seals_made_while_many_write_hold_every_line_once():
    stop = Event()

    def write(k):
        n = 0
        try:
            while not stop.is_set():
                with transaction.atomic():
                    record(make.SYSTEM, [Line(f"by-{k}"), Line(f"by-{k}")])
                    n += 2
        finally:
            connection.close()
        return n

    with ThreadPoolExecutor(4) as pool:
        writing = [pool.submit(write, k) for k in range(4)]
        days = [By(None, make.NOW + timedelta(days=k), is_system=True) for k in range(1, 9)]
        for by in days:
            assert not seal_days(by, patience=PATIENT).is_waiting
        stop.set()
        written = sum(one.result(timeout=60) for one in writing)
    seal_days(By(None, make.NOW + timedelta(days=9), is_system=True), patience=PATIENT)

    lines = [*chain(*sealed_lines())]
    assert lines == sorted(set(lines))
    assert len(lines) == written == JournalLine.objects.count()
    assert list(journal_faults()) == []

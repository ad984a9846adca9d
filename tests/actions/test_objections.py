"""A member objects to what was entered in their name; an officer answers."""

from decimal import Decimal
from uuid import uuid4

import pytest

from sangkien.actions.journal import By
from sangkien.actions.objections import answer_objection, object_to
from sangkien.actions.registration import Filing, register_initiative
from sangkien.actions.review import withdraw
from sangkien.core.behalf import Answer, Kind
from sangkien.core.entry import AuthorEntry
from sangkien.core.permissions import Role
from sangkien.models import Initiative, JournalLine, Objection
from sangkien.queries.people import author_names
from tests import make
from tests.lists import as_stored, federation, refused

pytestmark = pytest.mark.django_db
VISITOR = By(account=None, now=make.NOW)
WEB = Initiative.Channel.WEB


@pytest.fixture
def land():
    return federation()


def entered(land, by=None, behalf="paper", **changes):
    """An entry that an officer made for a member."""
    filing = Filing(by or land.grassroots, WEB, behalf=behalf)
    made = register_initiative(land.campaign, make.entry(land.school, **changes), filing)
    return Initiative.objects.get(id=made.entry_id)


def objects(entry, by=VISITOR, kind=Kind.WRONG):
    return object_to(entry.receipt_token, kind=kind, words="Sai tên trường", by=by)


def answers(objection, by, answer=Answer.KEPT):
    one = Objection.objects.select_related("initiative__campaign__owner").get(id=objection.id)
    return answer_objection(one, answer=answer, words="Đã hỏi nhà trường", by=by)


def lines(entry):
    verbs = ("objected", "objection-answered", "withdrawn")
    rows = JournalLine.objects.filter(initiative_id=entry.id, verb__in=verbs).order_by("id")
    return list(rows.values_list("verb", "by", "reason"))


def test_an_entry_keeps_why_it_was_entered_for_whom_and_at_which_desk(land):
    entry = entered(land)

    line = JournalLine.objects.get(verb="registered")
    assert (entry.behalf, entry.desk, entry.entered_by) == (
        "paper",
        land.school,
        land.grassroots.account,
    )
    assert (line.details["behalf"], line.for_person_id) == (
        "paper",
        entry.authors.get().person_id,
    )


def test_of_ones_own_entry_no_desk_is_kept(land):
    entry = entered(land, behalf="")

    assert (entry.behalf, entry.desk) == ("", None)


def test_whoever_holds_the_receipt_objects_and_the_entry_stays_where_it_is(land):
    entry = entered(land)
    before = as_stored(entry)

    made = objects(entry)

    after = as_stored(entry)
    assert (after.column, after.state, after.is_open) == (
        before.column,
        before.state,
        before.is_open,
    )
    assert (made.kind, made.words, made.by, made.answer) == ("wrong", "Sai tên trường", None, "")
    assert lines(entry) == [("objected", None, "")]


def test_a_second_objection_waits_until_the_first_is_answered(land):
    entry = entered(land)
    first = objects(entry)

    assert refused(lambda: objects(entry)) == "objection-open"
    answers(first, land.upper)
    objects(entry)

    assert Objection.objects.filter(initiative=entry, answered_at=None).count() == 1


def test_an_answer_that_is_yes_withdraws_the_entry(land):
    entry = entered(land)

    answers(objects(entry, kind=Kind.NOT_MINE), land.upper, Answer.WITHDRAWN)

    one, officer = Objection.objects.get(), land.upper.account.id
    assert as_stored(entry).state == "withdrawn"
    assert (one.answer, one.answer_words, one.answered_by_id, one.answered_at) == (
        "withdrawn",
        "Đã hỏi nhà trường",
        officer,
        make.NOW,
    )
    assert lines(entry) == [
        ("objected", None, ""),
        ("withdrawn", officer, "Đã hỏi nhà trường"),
        ("objection-answered", officer, "Đã hỏi nhà trường"),
    ]


def test_of_an_entry_that_was_withdrawn_meanwhile_it_is_said_so(land):
    entry = entered(land)
    objects(entry, kind=Kind.NOT_MINE)
    withdraw(as_stored(entry), reason="Nhập nhầm", by=land.upper)

    answers(Objection.objects.get(), land.upper, Answer.WITHDRAWN)

    assert Objection.objects.get().answer == "withdrawn"
    assert [verb for verb, *_ in lines(entry)] == ["objected", "withdrawn", "objection-answered"]


@pytest.mark.parametrize("answer", [Answer.KEPT, Answer.CORRECTED])
def test_any_other_answer_leaves_the_entry_as_it_is(land, answer):
    entry = entered(land)
    before = as_stored(entry)

    answers(objects(entry), land.upper, answer)

    after = as_stored(entry)
    assert (after.state, after.column) == (before.state, before.column)


def test_whoever_entered_it_does_not_answer(land):
    objection = objects(entered(land, by=land.upper))

    assert refused(lambda: answers(objection, land.upper)) == "objection-own"
    answers(objection, land.head)


def test_who_decides_nothing_there_does_not_answer(land):
    objection = objects(entered(land))

    other = make.officer(land.neighbour, Role.UPPER_OFFICER)
    assert refused(lambda: answers(objection, other)) == "not-allowed"
    assert refused(lambda: answers(objection, land.grassroots)) == "not-allowed"


def test_an_objection_is_answered_once(land):
    objection = objects(entered(land))
    answers(objection, land.upper)

    assert refused(lambda: answers(objection, land.upper)) == "objection-answered"


def test_an_answer_that_comes_too_late_withdraws_nothing(land):
    entry = entered(land)
    objection = objects(entry)
    answers(objection, land.upper)

    late = refused(lambda: answers(objection, land.upper, Answer.WITHDRAWN))

    assert (late, as_stored(entry).state) == ("objection-answered", "received")


def test_nothing_is_objected_to_an_entry_that_is_closed(land):
    entry = entered(land)
    withdraw(as_stored(entry), reason="xin rút", by=land.upper)

    assert refused(lambda: objects(entry)) == "entry-ended"


def test_an_entry_of_ones_own_is_withdrawn_and_not_objected_to(land):
    assert refused(lambda: objects(entered(land, behalf=""))) == "objection-not-entered"


def test_an_author_with_an_account_objects_whoever_entered_it(land):
    author = AuthorEntry("Lò Thị Hạnh", Decimal(100), "LC-0001")
    entry = entered(land, behalf="", authors=(author,))
    member = make.account(Role.MEMBER, land.school, person=entry.authors.get().person)

    made = objects(entry, by=By(account=member, now=make.NOW))

    assert (made.by, author_names([entry.id])[entry.id]) == (member, ["Lò Thị Hạnh"])


def test_a_guessed_address_is_no_receipt():
    assert refused(lambda: object_to(uuid4(), kind=Kind.WRONG, words="x", by=VISITOR)) == "unknown"

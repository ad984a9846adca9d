"""Explaining a figure, and reading the explanation above."""

import pytest

from sangkien.actions.signals import explain, see_explanation
from sangkien.core.permissions import Role
from sangkien.models import Explanation, Initiative, JournalLine
from tests import make
from tests.crowd import crowd
from tests.lists import federation, later, refused

pytestmark = pytest.mark.django_db
FIGURE = "100/2022-03-17"
DAY = make.NOW.date()


@pytest.fixture
def land():
    land = federation()
    crowd(land.campaign, land.school)
    return land


def said(land, words="Nhập từ phiếu giấy", unit=None, by=None, **changes):
    return explain(
        land.campaign,
        unit or land.school,
        changes.get("code", "one-day"),
        figure=changes.get("figure", FIGURE),
        words=words,
        on=DAY,
        by=by or land.grassroots,
    )


def lines():
    verbs = ("figure-explained", "explanation-seen")
    rows = JournalLine.objects.filter(verb__in=verbs).order_by("id")
    return list(rows.values_list("verb", "unit_id", "by", "reason"))


def test_the_unit_explains_a_figure_and_the_journal_tells(land):
    one = said(land, " Nhập từ phiếu giấy ")

    one.refresh_from_db()
    assert (one.words, one.figure, one.by, one.seen_at) == (
        "Nhập từ phiếu giấy",
        FIGURE,
        land.grassroots.account,
        None,
    )
    assert one.values == {"entries": 30, "whole": 30, "percent": 100, "filed_on": "2022-03-17"}
    told = ("figure-explained", land.school.id, land.grassroots.account.id, "Nhập từ phiếu giấy")
    assert lines() == [told]


def test_said_again_of_the_same_figure_it_replaces_the_words_and_waits_to_be_read_anew(land):
    first = said(land)
    see_explanation(first, version=1, by=land.upper)

    said(land, "Tổ hỗ trợ nhập trong một ngày", by=later(land.grassroots))

    one = Explanation.objects.get()
    assert (one.words, one.version, one.seen_by, one.seen_at) == (
        "Tổ hỗ trợ nhập trong một ngày",
        2,
        None,
        None,
    )


def test_a_figure_that_changed_meanwhile_is_not_explained_by_words_about_the_old_one(land):
    assert refused(lambda: said(land, figure="97/2022-03-17")) == "signal-changed"
    assert refused(lambda: said(land, code="many-duplicates")) == "signal-changed"


def test_an_explanation_needs_words(land):
    assert refused(lambda: said(land, "  ")) == "explanation-missing"


def test_only_officers_who_hand_up_the_units_lists_explain_for_it(land):
    neighbour = make.officer(land.neighbour, Role.GRASSROOTS_OFFICER)

    assert refused(lambda: said(land, by=neighbour)) == "not-allowed"


def test_the_unit_above_notes_that_it_has_read(land):
    one = said(land)

    see_explanation(one, version=1, by=land.upper)

    one.refresh_from_db()
    assert (one.seen_by, one.seen_at) == (land.upper.account, make.NOW)
    assert lines()[-1] == ("explanation-seen", land.school.id, land.upper.account.id, "")


def test_nobody_reads_their_own_explanation_as_the_unit_above(land):
    one = said(land, by=land.upper)

    assert refused(lambda: see_explanation(one, version=1, by=land.upper)) == "explanation-own"
    see_explanation(one, version=1, by=make.officer(land.district, Role.UPPER_OFFICER))


def test_the_unit_itself_does_not_note_it_as_read(land):
    one = said(land)

    act = make.officer(land.school, Role.GRASSROOTS_OFFICER)
    assert refused(lambda: see_explanation(one, version=1, by=act)) == "not-allowed"


def test_words_that_were_written_anew_are_not_taken_for_read(land):
    one = said(land)
    said(land, "Khác")

    assert refused(lambda: see_explanation(one, version=1, by=land.upper)) == "explanation-changed"


def test_what_the_root_of_the_tree_says_is_read_by_nobody():
    root = make.unit()
    campaign = make.campaign(root)
    crowd(campaign, root)
    head = make.officer(root)
    one = explain(campaign, root, "one-day", figure=FIGURE, words="Đợt thi đua", on=DAY, by=head)

    act = make.officer(root)
    assert refused(lambda: see_explanation(one, version=1, by=act)) == "explanation-no-above"


def test_no_step_changes_an_entry(land):
    before = list(Initiative.objects.order_by("id").values())

    see_explanation(said(land), version=1, by=land.upper)

    assert list(Initiative.objects.order_by("id").values()) == before

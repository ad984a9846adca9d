import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sangkien.actions.letter_drafts import discard_letter
from sangkien.actions.letters import draft_reminder, edit_letter
from sangkien.models import Letter
from tests.letters import DAY, edit_of, province, writer
from tests.web.reading import read

pytestmark = pytest.mark.django_db
TYPED = {"day": "17/03/2022", "annex": "short"}


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def lai_chau():
    return province()


@pytest.fixture
def officer(lai_chau):
    return writer(lai_chau)


@pytest.fixture
def letter(lai_chau, officer):
    return draft_reminder(lai_chau.campaign, lai_chau.root, DAY, officer)


@pytest.fixture
def desk(client, officer):
    client.force_login(officer.account)
    return client


def address(name, *args):
    return reverse(name, args=["lai-chau", *args])


def page_of(answer):
    return answer.content.decode()


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def states():
    return dict(Letter.objects.order_by("id").values_list("id", "state"))


# ---- a new draft where there is one -------------------------------------------------------------


def test_a_second_draft_of_a_day_is_not_made_unasked_but_the_first_one_offered(desk, letter):
    answer = desk.post(address("letter-new"), TYPED)

    shown = page_of(answer)
    assert (answer.status_code, states()) == (409, {letter.id: "draft"})
    assert "There is a draft with figures up to 17/03/2022 already" in shown
    assert f'href="{address("letter-show", letter.id)}"' in shown
    assert f'action="{address("letter-replace", letter.id)}"' in shown
    assert str(letter.drafted_by) in shown


def test_the_form_of_a_day_with_a_draft_offers_it_before_anything_is_sent(desk, letter):
    here = page_of(desk.get(f"{address('letter-new')}?day=17/03/2022"))
    elsewhere = page_of(desk.get(f"{address('letter-new')}?day=16/03/2022"))

    assert ["Go on with this draft" in shown for shown in (here, elsewhere)] == [True, False]


def test_whoever_opens_the_form_of_such_a_day_may_still_choose_another_day(desk, letter):
    opened = page_of(desk.get(address("letter-new")))
    asked = page_of(desk.post(address("letter-new"), TYPED))

    seen = f'name="seen" value="{letter.id}"'
    assert [(seen in shown, "Draft the letter" in shown) for shown in (opened, asked)] == [
        (False, True),
        (True, False),
    ]


def test_one_more_beside_it_is_made_when_asked_for(desk, officer, letter):
    edit_letter(letter, edit_of(letter, abstract="V/v khác"), officer, version=1)

    sent = TYPED | {"seen": str(letter.id)}
    answer = desk.post(address("letter-new"), sent)

    new = Letter.objects.latest("id")
    assert answer["Location"] == address("letter-show", new.id)
    assert states() == {letter.id: "draft", new.id: "draft"}


def test_a_draft_that_came_meanwhile_is_offered_too_before_one_more_is_made(
    desk, lai_chau, officer, letter
):
    edit_letter(letter, edit_of(letter, abstract="V/v khác"), officer, version=1)
    unseen = draft_reminder(lai_chau.campaign, lai_chau.root, DAY, officer)

    sent = TYPED | {"seen": str(letter.id)}
    answer = desk.post(address("letter-new"), sent)

    assert (answer.status_code, len(states())) == (409, 2)
    assert "There are 2 drafts with figures up to 17/03/2022 already" in page_of(answer)
    assert f'name="seen" value="{unseen.id},{letter.id}"' in page_of(answer)


def test_a_draft_is_replaced_when_asked_for_and_the_old_one_leads_to_the_new(
    desk, lai_chau, letter
):
    lai_chau.file(lai_chau.tan_uyen)

    answer = desk.post(address("letter-replace", letter.id), {"version": "1"})

    new = Letter.objects.latest("id")
    assert answer["Location"] == address("letter-show", new.id)
    assert states() == {letter.id: "discarded", new.id: "draft"}
    old = page_of(desk.get(address("letter-show", letter.id)))
    assert f'href="{address("letter-show", new.id)}">replaced by a newer draft' in old


def test_replacing_where_nothing_has_changed_keeps_the_draft_and_says_so(desk, letter):
    answer = desk.post(address("letter-replace", letter.id), {"version": "1"})

    assert states() == {letter.id: "draft"}
    assert said(answer) == ["Nothing has changed since: the draft stays as it is."]


def test_a_draft_edited_after_it_was_offered_is_not_replaced_unseen(desk, officer, letter):
    edit_letter(letter, edit_of(letter, abstract="V/v khác"), officer, version=1)

    answer = desk.post(address("letter-replace", letter.id), {"version": "1"})

    assert (answer.status_code, states()) == (409, {letter.id: "draft"})
    assert "Somebody saved this letter after you had opened it" in page_of(answer)


def test_a_draft_of_another_day_stands_in_nobodys_way(desk, letter):
    answer = desk.post(address("letter-new"), TYPED | {"day": "16/03/2022"})

    assert (answer.status_code, len(states())) == (302, 2)


# ---- the list -----------------------------------------------------------------------------------


def test_a_draft_is_discarded_from_the_list_and_taken_up_again(desk, letter):
    listed = read(desk.get(address("letters")))
    form = next(each for each in listed.forms if each.action.endswith("/bo/"))
    assert form.names == {"csrfmiddlewaretoken", "version"}

    gone = desk.post(form.action, {"version": "1"})
    after = desk.get(gone["Location"])
    assert (gone["Location"], states()) == (address("letters"), {letter.id: "discarded"})
    assert "Discarded drafts (1)" in page_of(after)
    assert address("letter-edit", letter.id) not in page_of(after)

    back = desk.post(address("letter-reopen", letter.id))
    assert (back["Location"], states()) == (
        address("letter-show", letter.id),
        {letter.id: "draft"},
    )


def test_a_draft_edited_after_the_list_was_loaded_is_not_discarded_unseen(desk, officer, letter):
    edit_letter(letter, edit_of(letter, abstract="V/v khác"), officer, version=1)

    answer = desk.post(address("letter-discard", letter.id), {"version": "1"})

    assert (answer.status_code, states()) == (409, {letter.id: "draft"})


def test_the_list_asks_as_often_for_three_discarded_drafts_as_for_one(
    desk, lai_chau, officer, letter
):
    def count():
        with CaptureQueriesContext(connection) as asked:
            desk.get(address("letters"))
        return len(asked)

    discard_letter(letter, officer, version=1)
    count()
    one = count()
    for _ in range(2):
        more = draft_reminder(lai_chau.campaign, lai_chau.root, DAY, officer)
        discard_letter(more, officer, version=1)

    assert (list(states().values()), count()) == (["discarded"] * 3, one)


def test_a_discarded_draft_is_read_and_fetched_but_neither_edited_nor_issued(desk, officer, letter):
    discard_letter(letter, officer, version=1)

    shown = page_of(desk.get(address("letter-show", letter.id)))
    assert "Take it up again" in shown
    assert address("letter-edit", letter.id) not in shown
    assert address("letter-issue", letter.id) not in shown
    asked = {
        name: desk.get(address(name, letter.id, *rest)).status_code
        for name, *rest in (("letter-file", "docx"), ("letter-edit",), ("letter-issue",))
    }
    assert asked == {"letter-file": 200, "letter-edit": 409, "letter-issue": 404}

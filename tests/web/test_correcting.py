import re

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sangkien.core.permissions import Role
from sangkien.inputs.correction import form_of
from sangkien.models import EntryVersion, Initiative, JournalLine
from sangkien.queries.versions import stand_of
from tests import make
from tests.web.cleaning import land, officer_of

pytestmark = pytest.mark.django_db
WHY = "Gọi điện hỏi tác giả"


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def where():
    return land()


@pytest.fixture
def client(where):
    return officer_of(where.district)


@pytest.fixture
def entry(where):
    return make.register(where.campaign, make.entry(where.district))


def address(where, entry, rest=""):
    return where.url(f"sang-kien/{entry.id}/{rest}")


def form(entry, **typed):
    entry.refresh_from_db()
    stand = stand_of(entry)
    return form_of(stand) | {"seen": stand.mark, "key": "form-1", "reason": WHY} | typed


def send(client, where, entry, sent):
    return client.post(address(where, entry, "sua/"), sent)


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def values_of(answer):
    """What stands in the fields of the form that came back."""
    page = answer.content.decode()
    areas = re.findall(r'<textarea id="field-(\w+)"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL)
    inputs = re.findall(r'<input type="text" id="field-([\w]+)"[^>]*? value="([^"]*)"', page)
    return dict(areas) | dict(inputs)


def test_the_officer_corrects_from_the_page_of_the_entry_and_comes_back_to_it(where, client, entry):
    page = client.get(address(where, entry)).content.decode()
    assert f'href="{address(where, entry, "sua/")}"' in page

    answer = send(client, where, entry, form(entry, title="Bể lọc nước tự chảy"))

    assert (answer.status_code, answer.url) == (302, address(where, entry))
    assert [str(one) for one in get_messages(answer.wsgi_request)] == [
        "Corrected. What stood before is kept as a version."
    ]
    assert Initiative.objects.get(id=entry.id).title == "Bể lọc nước tự chảy"


def test_the_form_comes_filled_with_what_stands(where, client, entry):
    shown = values_of(client.get(address(where, entry, "sua/")))

    assert (shown["title"], shown["workplace"]) == (entry.title, entry.workplace)
    assert shown["applied_on"] == "05/10/2021"


def test_what_cannot_be_read_comes_back_with_all_that_was_typed(where, client, entry):
    sent = form(entry, title="Mới", applied_on="31/11/2021", effect="Bớt hai giờ")

    answer = send(client, where, entry, sent)

    shown = values_of(answer)
    assert answer.status_code == 422
    assert [shown[name] for name in ("title", "applied_on", "effect", "reason")] == [
        "Mới",
        "31/11/2021",
        "Bớt hai giờ",
        WHY,
    ]
    assert EntryVersion.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title": "Mới", "reason": ""}, "Say why in one sentence"),
        ({}, "Nothing differs from what stands already."),
        ({"title": "Mới", "reason": "x" * 501}, "at most 500 characters"),
    ],
)
def test_a_form_that_cannot_be_saved_says_why(where, client, entry, typed, said):
    answer = send(client, where, entry, form(entry, **typed))

    assert (answer.status_code, said in text_of(answer)) == (422, True)


def test_the_second_of_two_officers_is_told_and_loses_nothing_typed(where, client, entry):
    second = form(entry, key="form-2", effect="Của người thứ hai", reward="Giấy khen hai")
    send(client, where, entry, form(entry, title="Của người thứ nhất", reward="Giấy khen một"))

    answer = send(client, where, entry, second)

    shown = values_of(answer)
    assert answer.status_code == 409
    assert "was changed while this form was open" in text_of(answer)
    assert [shown[name] for name in ("title", "effect", "reward", "reason")] == [
        "Của người thứ nhất",
        "Của người thứ hai",
        "Giấy khen hai",
        WHY,
    ]
    assert "Reward differs Giấy khen hai Giấy khen một" in re.sub(r" +", " ", text_of(answer))


def test_what_came_back_after_that_is_saved_when_it_is_sent_again(where, client, entry):
    second = form(entry, key="form-2", effect="Của người thứ hai")
    send(client, where, entry, form(entry, title="Của người thứ nhất"))
    page = send(client, where, entry, second)
    seen = re.search(r'name="seen" value="([^"]+)"', page.content.decode()).group(1)

    answer = send(client, where, entry, second | values_of(page) | {"seen": seen})

    entry.refresh_from_db()
    assert answer.status_code == 302
    assert (entry.title, entry.effect) == ("Của người thứ nhất", "Của người thứ hai")
    assert EntryVersion.objects.count() == 2


def test_a_stale_form_with_a_mistake_in_it_stays_stale_until_it_was_looked_through(
    where, client, entry
):
    second = form(entry, key="form-2", applied_on="31/11/2021")
    send(client, where, entry, form(entry, title="Của người thứ nhất"))

    page = send(client, where, entry, second)
    seen = re.search(r'name="seen" value="([^"]+)"', page.content.decode()).group(1)
    answer = send(client, where, entry, second | {"seen": seen, "applied_on": "30/11/2021"})

    assert (page.status_code, answer.status_code) == (422, 409)
    assert values_of(answer)["title"] == "Của người thứ nhất"


def test_the_versions_say_word_by_word_what_was_corrected(where, client, entry):
    Initiative.objects.filter(id=entry.id).update(effect="Giảm nửa thời gian")
    entry.refresh_from_db()
    send(client, where, entry, form(entry, effect="Giảm một nửa thời gian", secret="1"))

    answer = client.get(address(where, entry, "phien-ban/"))

    page = answer.content.decode()
    (put_in,) = re.findall(r"Giảm<ins>(.*?)</ins> nửa thời gian", page)
    assert re.sub(r"<[^>]+>", "", put_in) == "[put in:  một]"
    said = text_of(answer)
    assert f"by {entry.unit.short_name}" not in said
    assert f"Reason: {WHY}" in said
    assert "[taken out: no ] [put in: yes ]" in said


def test_an_entry_that_nobody_corrected_has_no_versions_to_show(where, client, entry):
    assert "The entry stands as it was filed." in text_of(
        client.get(address(where, entry, "phien-ban/"))
    )


def test_three_versions_cost_as_many_queries_as_one(where, client, entry):
    counts = []
    for wanted in (1, 3):
        for number in range(EntryVersion.objects.count(), wanted):
            send(client, where, entry, form(entry, key=f"k{number}", title=f"Bản {number}"))
        with CaptureQueriesContext(connection) as queries:
            page = text_of(client.get(address(where, entry, "phien-ban/")))
        counts.append(len(queries))
        assert page.count("corrected on the member") == wanted

    assert counts[0] == counts[1]


def test_a_secret_description_is_in_no_version_for_whoever_may_not_read_it(where, client):
    entry = make.register(
        where.campaign,
        make.entry(where.district, description="Bí quyết ủ men", is_secret=True),
    )
    send(client, where, entry, form(entry, description="Bí quyết ủ men lá", secret=""))
    province = officer_of(where.district.parent, Role.PROVINCIAL_OFFICER)

    own, above = (
        text_of(reader.get(address(where, entry, "phien-ban/"))) for reader in (client, province)
    )

    assert ("ủ men" in own, "ủ men" in above) == (True, False)
    assert "kept secret: shown to the officers of its unit only" in above


def test_who_reads_entries_but_does_not_correct_them_finds_no_way_there(where, entry):
    reader = officer_of(where.district, Role.GRASSROOTS_OFFICER)

    page = reader.get(address(where, entry)).content.decode()

    assert address(where, entry, "sua/") not in page
    assert reader.get(address(where, entry, "sua/")).status_code == 403
    assert send(reader, where, entry, form(entry, title="Mới")).status_code == 403


def test_the_form_and_the_versions_leave_a_line_of_who_read_them(where, client, entry):
    client.get(address(where, entry, "sua/"))
    client.get(address(where, entry, "phien-ban/"))  # no name stands there yet
    send(client, where, entry, form(entry, authors="Lò Thị Mai (100%)"))
    client.get(address(where, entry, "phien-ban/"))

    lines = JournalLine.objects.filter(verb="read").order_by("id")
    assert [line.details["where"] for line in lines] == ["entry-correct", "entry-versions"]


def test_the_receipt_says_which_unit_corrected_what_when_and_why_and_names_no_officer(
    where, client, entry
):
    holder = Client()
    before = text_of(holder.get(f"/bien-nhan/{entry.receipt_token}/"))
    send(client, where, entry, form(entry, title="Bể lọc nước", authors="Lò Thị Mai (100%)"))

    said = text_of(holder.get(f"/bien-nhan/{entry.receipt_token}/"))

    assert "corrected since" not in before
    assert f"Corrected by the officers of {where.district.short_name}" in said
    assert f"Reason: {WHY} What changed: Title, Authors" in said
    assert "[put in: Thị Mai ]" in said
    assert "account-" not in said
    assert JournalLine.objects.get(verb="read").details["where"] == "receipt"

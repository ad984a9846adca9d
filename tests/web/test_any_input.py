"""Whatever a browser sends to a page is answered; nothing it sends is a fault of ours."""

from urllib.parse import urljoin

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import test_every_route_is_guarded as guarded
from tests.web.reading import read

pytestmark = pytest.mark.django_db
place = guarded.place
quick = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
ASKED = st.sampled_from(
    [
        *("q", "unit", "column", "state", "rule", "age", "after", "before", "on", "target"),
        *("kind", "page", "under", "so", "next", "cursor", "since"),
    ]
)
TYPED = (
    st.text(max_size=20)
    | st.integers().map(str)
    | st.sampled_from(
        [
            *("31/11/2021", "17/03/2960", "2022", "today", "\ud7ff", "\u202e", "🚑", "-1", "%"),
            *("on", "uphold", "dismiss", "R10", "phase", "assigned", "LC22-000001-8"),
            *("9" * 400, "x" * 25_000),
        ]
    )
)
LISTS = (
    *("entries", "findings", "units", "letters", "snapshot-list", "progress", "import-upload"),
    *("campaign-home", "entries-export", "progress-download", "units-download"),
    *("receipt-look-up", "receipt-find", "home", "help"),
)


@pytest.fixture
def officer(place):
    return guarded.client_of(guarded.PROVINCE, place)


@given(name=st.sampled_from(LISTS), query=st.dictionaries(ASKED, TYPED, max_size=4))
@quick
def test_no_question_in_an_address_is_a_fault(officer, place, name, query):
    address = guarded.address_of(name, place).partition("?")[0]

    assert officer.get(address, query).status_code in {200, 302, 400, 404, 422}


@pytest.mark.parametrize("raw", ["%", "%00", "%ff%fe", "q=%00", "&&&", "q[]=1", "q=" + "x" * 9000])
@pytest.mark.parametrize("name", ["entries", "units", "progress", "home"])
def test_no_address_typed_by_hand_is_a_fault(name, raw, officer, place):
    answer = officer.get(f"{guarded.address_of(name, place)}?{raw}")

    assert answer.status_code in {200, 400}


@pytest.fixture
def fields(officer, place):
    """The names that the forms of every page send, by the address they go to."""
    found = {}
    for name in guarded.GET:
        answer = officer.get(guarded.address_of(name, place))
        if not answer.get("Content-Type", "").startswith("text/html"):
            continue
        for form in read(answer).forms:
            if form.method == "post":
                address = urljoin(guarded.address_of(name, place), form.action)
                found.setdefault(address, set()).update(form.names - {"csrfmiddlewaretoken"})
    found.pop("/dang-xuat/")
    return found


@given(data=st.data())
@quick
def test_no_form_sent_with_anything_in_it_is_a_fault(officer, fields, data):
    address = data.draw(st.sampled_from(sorted(fields)))
    names = st.sampled_from(sorted(fields[address]) or ["x"])
    sent = data.draw(st.dictionaries(names, TYPED, max_size=12))
    undone = transaction.savepoint()

    answer = officer.post(address, sent)

    transaction.savepoint_rollback(undone)
    assert answer.status_code in {200, 302, 400, 403, 404, 409, 422}


def test_no_form_sent_empty_is_a_fault(officer, fields):
    seen = {address: officer.post(address, {}).status_code for address in fields}

    assert {address for address, status in seen.items() if status >= 500} == set()

"""Whatever a program sends is answered as docs/api.json says; nothing it sends is a fault."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sangkien.models import Initiative
from tests import gate
from tests.gate import ASK, FILE, ask, bearer, faults_of, said, send, send_raw

pytestmark = pytest.mark.django_db
shared = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    sorted(gate.DESCRIBED["components"]["schemas"]["Submission"]["properties"])
)
NEAR = st.sampled_from(
    [
        *("31/11/2021", "2960", "29/02/2024", "44474", "33,33%", "(60%)", "1.200", "x; y; z"),
        *("có", "-", "<b>", "{typed}", "%s", "LC22-000001-8", "🚑", "\x00", "\ud800", "\u202e"),
        *("9" * 400, "x" * 20_001),
    ]
)


@pytest.fixture
def token():
    return gate.token_of("upper_officer", gate.federation()["district"])


@given(body=ANYTHING)
@shared
def test_any_json_is_answered_as_described(client, token, body):
    answer = send(client, token, body)

    assert faults_of(answer, FILE, "post") == []


@given(body=st.binary(max_size=60))
@shared
def test_any_bytes_are_answered_as_described(client, token, body):
    answer = send_raw(client, token, body)

    assert faults_of(answer, FILE, "post") == []


@given(changes=st.dictionaries(FIELDS, NEAR | st.text(max_size=40), max_size=4))
@shared
def test_any_text_in_any_field_is_an_entry_or_refused_at_a_field_of_it(client, token, changes):
    before = Initiative.objects.count()
    answer = send(client, token, **changes)

    assert faults_of(answer, FILE, "post") == []
    assert Initiative.objects.count() - before == (answer.status_code == 201)
    if answer.status_code == 422:
        assert answer.json()["errors"].keys() <= said().keys() | changes.keys()


@given(changes=st.dictionaries(FIELDS, ANYTHING, min_size=1, max_size=3))
@shared
def test_any_value_in_any_field_is_answered_as_described(client, token, changes):
    assert faults_of(send(client, token, **changes), FILE, "post") == []


@given(title=st.text(st.characters(categories=["Lu", "Ll", "Nd", "Zs"]), min_size=3, max_size=60))
@shared
def test_a_send_repeated_never_makes_a_second_entry(client, token, title):
    Initiative.objects.all().delete()
    first, again = (send(client, token, title=title) for _ in range(2))

    if first.status_code == 201:
        assert (again.status_code, again.json()["receipt"]) == (200, first.json()["receipt"])
    else:
        assert (first.status_code, again.status_code) == (422, 422)


# half a surrogate is no text: no address can carry it
RECEIPTS = st.text(st.characters(exclude_characters="/?#\\", exclude_categories=["Cs"]), min_size=1)


@given(receipt=RECEIPTS)
@shared
def test_any_receipt_is_asked_for_without_harm(client, token, receipt):
    answer = client.get(f"{gate.ADDRESS}/{receipt}", headers=bearer(token))

    assert answer.status_code in {200, 404}
    assert faults_of(answer, ASK, "get") == []


def test_the_answers_to_known_questions_are_as_described(client, token):
    filed = send(client, token)

    found = ask(client, token, filed.json()["receipt"])

    assert faults_of(filed, FILE, "post") == []
    assert faults_of(found, ASK, "get") == []
    assert json.loads(found.content)["state"] == "received"

"""The call that docs/api.md shows."""

import json
import re

import pytest
from django.conf import settings

from tests import gate

pytestmark = pytest.mark.django_db
PAGE = (settings.PROJECT / "docs" / "api.md").read_text()


def test_the_example_of_the_page_is_stored_once_however_often_it_is_sent(client):
    token = gate.token_of("upper_officer", gate.federation()["district"])
    body = json.loads(re.search(r"<<'JSON'\n(.*?)\nJSON", PAGE, re.DOTALL)[1])
    body["ticked_unit"] = "THU"  # what the district is called here

    answers = [gate.send(client, token, body) for _ in range(2)]

    told = [(answer.status_code, answer.json()["kind"]) for answer in answers]
    assert told == [(201, "new"), (200, "again")]
    assert answers[0].json()["receipt"] == answers[1].json()["receipt"]
    assert all(f'| {status}, `"kind": "{kind}"` |' in PAGE for status, kind in told)

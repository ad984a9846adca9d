"""The policy table as a page: every role with what it may, in the reader's language."""

import re
from html import unescape

import pytest
from django.urls import reverse

from sangkien.core.permissions import POLICY, Role, Verb
from sangkien.core.roles import ROLE_NAMES, VERB_NAMES
from tests import make
from tests.web.cleaning import land, officer_of

pytestmark = pytest.mark.django_db
CELL = r"<t[hd][^>]*>(.*?)</t[hd]>"


@pytest.fixture
def tables(settings):
    """The two tables of the page as lists of rows, each a list of what its cells say."""
    settings.LANGUAGE_CODE = "en"
    answer = officer_of(land().district).get(reverse("permissions"))
    bodies = re.findall(r"<table.*?</table>", answer.content.decode(), re.DOTALL)
    return [
        [
            [
                unescape(re.sub(r"<[^>]+>|●", "", cell)).strip()
                for cell in re.findall(CELL, row, re.DOTALL)
            ]
            for row in body.split("<tr>")[1:]
        ]
        for body in bodies
    ]


def test_each_role_is_told_with_the_roles_it_gives(tables):
    told = {name: gives for name, _, gives in tables[0][1:]}

    assert list(told) == [ROLE_NAMES[role] for role in Role]
    assert told["Upper-level officer"] == "Member, Support team, Grassroots officer, Juror"
    assert told["Auditor"] == "–"


@pytest.mark.parametrize("role", Role)
def test_the_table_says_of_each_role_what_the_policy_says(tables, role):
    column = tables[1][0].index(ROLE_NAMES[role])
    rows = {row[0]: row[column] for row in tables[1][1:] if len(row) > 1}

    assert rows == {VERB_NAMES[verb]: "yes" if verb in POLICY[role] else "no" for verb in Verb}


def test_the_page_reads_in_vietnamese_first(client):
    client.force_login(make.account())

    assert "Quản trị tài khoản" in client.get(reverse("permissions")).content.decode()

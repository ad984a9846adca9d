import re

import pytest
from django.conf import settings
from django.urls import URLPattern, get_resolver

from sangkien.core.campaigns import RESERVED_SLUGS
from sangkien.urls import urlpatterns


def first_word(route):
    return str(route.pattern).partition("/")[0]


def test_no_campaign_may_have_the_address_of_another_page():
    words = {first_word(route) for route in urlpatterns} | {settings.STATIC_URL.strip("/")}

    assert {word for word in words if word and not word.startswith("<")} == RESERVED_SLUGS


def test_every_address_ends_with_a_slash_so_that_each_page_has_one():
    assert [str(r.pattern) for r in urlpatterns if not str(r.pattern).endswith("/")] == [""]


def test_every_page_has_a_name_and_no_name_is_given_twice():
    names = [route.name for route in urlpatterns if isinstance(route, URLPattern)]

    assert (None in names, len(names)) == (False, len(set(names)))


def test_addresses_are_plain_small_letters_for_people_to_read_out():
    words = {
        word
        for route in urlpatterns
        for word in str(route.pattern).split("/")
        if word and not word.startswith("<")
    }

    assert {word for word in words if not re.fullmatch(r"[a-z0-9-]+", word)} == set()


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_every_no_of_the_framework_is_a_page_of_ours(status):
    handler = get_resolver().resolve_error_handler(status)

    assert handler.__module__ == "sangkien.web.errors"

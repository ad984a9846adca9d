from django.conf import settings

from sangkien.core.campaigns import RESERVED_SLUGS
from sangkien.urls import urlpatterns


def first_word(route):
    return str(route.pattern).partition("/")[0]


def test_no_campaign_may_have_the_address_of_another_page():
    words = {first_word(route) for route in urlpatterns} | {settings.STATIC_URL.strip("/")}

    assert {word for word in words if word and not word.startswith("<")} == RESERVED_SLUGS

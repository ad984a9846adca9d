"""What holds for every page: both languages, no script needed, nothing written by looking."""

from collections import Counter

import pytest
from django.db import transaction
from django.test import override_settings

from sangkien.adapters import message_catalogue as catalogue
from sangkien.management.commands.messages import FILE
from sangkien.models import Initiative, JournalLine
from tests import test_every_route_is_guarded as guarded
from tests.web.reading import read

LOST = (404, 405, 500)
PROVINCE = guarded.PROVINCE
# Vietnamese by nature: headings of sheets, letters, a sample of a table; and what somebody typed
OF_SHEETS_AND_LETTERS = ("import-show", "letter-show", "help-style")
TYPED_SO = ("Tiếng Việt", "Giai đoạn 1")


@pytest.fixture(scope="module")
def gathered(django_db_setup, django_db_blocker, tmp_path_factory):
    """Every page the provincial officer sees, by language and route; and what looking changed."""
    folder = tmp_path_factory.mktemp("var")
    with (
        django_db_blocker.unblock(),
        override_settings(VAR=folder, MEDIA_ROOT=folder / "files"),
        transaction.atomic(),
    ):
        here = guarded.a_place()
        client = guarded.client_of(PROVINCE, here)
        before = written()
        seen = {language: shown(client, here, language) for language in ("vi", "en")}
        changed = written() != before
        links = {link for answer in seen["vi"].values() for link in links_of(answer)}
        lost = {link for link in links if client.get(link).status_code in LOST}
        transaction.set_rollback(True)
    return seen, changed, lost


@pytest.fixture
def pages(gathered):
    return gathered[0].__getitem__


def written():
    """What there is but for who looked at it: that looking leaves its line is tested elsewhere."""
    told = JournalLine.objects.exclude(verb="read")
    return told.count(), list(Initiative.objects.order_by("id").values())


def shown(client, here, language):
    client.cookies["django_language"] = language
    answers = {name: client.get(guarded.address_of(name, here)) for name in guarded.GET}
    return {name: answer for name, answer in answers.items() if is_page(answer)}


def is_page(answer):
    is_html = answer.get("Content-Type", "").startswith("text/html")
    return is_html and not answer.has_header("Location")


@pytest.fixture(scope="module")
def sentences():
    """English sentences with their Vietnamese, those that differ and hold no placeholder."""
    found = {str(m.id): str(m.string) for m in catalogue.read(FILE) if isinstance(m.id, str)}
    return {
        english: vietnamese
        for english, vietnamese in found.items()
        if english and english != vietnamese and "{" not in english and "%(" not in english
    }


def test_no_sentence_of_ours_is_left_in_english_on_a_vietnamese_page(pages, sentences):
    left = {
        (name, text)
        for name, answer in pages("vi").items()
        for text in read(answer).texts
        if text in sentences and text != "English"
    }

    assert left == set()


def test_no_sentence_of_ours_is_left_in_vietnamese_on_an_english_page(pages, sentences):
    vietnamese = set(sentences.values()) - set(sentences)
    left = {
        (name, text)
        for name, answer in pages("en").items()
        for text in read(answer).texts
        if text in vietnamese and text not in TYPED_SO and name not in OF_SHEETS_AND_LETTERS
    }

    assert left == set()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_says_in_which_language_it_is(language, pages):
    said = {(read(a).language, a["Content-Language"]) for a in pages(language).values()}

    assert said == {(language, language)}


def test_no_placeholder_is_left_unfilled(pages):
    left = {
        (name, text)
        for language in ("vi", "en")
        for name, answer in pages(language).items()
        for text in read(answer).texts
        if "%(" in text or "None" in text.split() or ("{" in text and "}" in text)
    }

    assert left == set()


def test_nothing_on_a_page_is_run_or_styled_in_place(pages):
    inline = {
        (name, *reader.handlers, *[s for s in reader.scripts if not s.get("src")])
        for name, reader in ((name, read(answer)) for name, answer in pages("vi").items())
        if reader.handlers or any(not script.get("src") for script in reader.scripts)
    }

    assert inline == set()


def test_every_form_that_changes_something_bears_its_token(pages):
    without = {
        (name, form.action)
        for name, answer in pages("vi").items()
        for form in read(answer).forms
        if form.method == "post" and "csrfmiddlewaretoken" not in form.names
    }

    assert without == set()


def test_a_form_that_only_asks_bears_none(pages):
    leaking = {
        (name, form.action)
        for name, answer in pages("vi").items()
        for form in read(answer).forms
        if form.method == "get" and "csrfmiddlewaretoken" in form.names
    }

    assert leaking == set()


def test_every_field_has_a_label(pages):
    without = {
        (name, field)
        for name, answer in pages("vi").items()
        for reader in [read(answer)]
        for field, field_id, is_named in reader.fields
        if not is_named and field_id not in reader.labelled
    }

    assert without == set()


def test_no_id_stands_twice_on_a_page(pages):
    twice = {
        (name, one)
        for name, answer in pages("vi").items()
        for one, count in Counter(read(answer).ids).items()
        if count > 1
    }

    assert twice == set()


def test_looking_at_every_page_changes_nothing(gathered):
    _, changed, _ = gathered

    assert not changed


def test_every_page_forbids_frames_sniffing_and_foreign_scripts(pages):
    guards = {
        (
            answer["X-Frame-Options"],
            answer["X-Content-Type-Options"],
            "script-src" in answer["Content-Security-Policy"]
            or "default-src 'self'" in answer["Content-Security-Policy"],
            "unsafe" in answer["Content-Security-Policy"],
        )
        for answer in pages("vi").values()
    }

    assert guards == {("DENY", "nosniff", True, False)}


def test_every_link_of_ours_leads_somewhere(gathered):
    _, _, lost = gathered

    assert lost == set()


def links_of(answer):
    text = answer.content.decode()
    found = (part.partition('"')[0] for part in text.split('href="')[1:])
    return {
        link.replace("&amp;", "&").partition("#")[0]
        for link in found
        if link.startswith("/") and not link.startswith("/static/")
    }

import pytest
from babel.messages.catalog import Catalog

from sangkien.adapters.message_catalogue import (
    brought_up_to_date,
    collected,
    gaps,
    read,
    slips,
    write,
)


@pytest.fixture
def package(tmp_path):
    (tmp_path / "code.py").write_text(
        '_("Hello %(name)s")\nN_("kept {day}")\nngettext("%(n)s row", "%(n)s rows", 2)\n'
        'pgettext("month", "May")\nother("not for people")\n'
    )
    (tmp_path / "templates").mkdir()
    page = "{{ _('Title') }}{% trans %}\n   Two\n   lines\n{% endtrans %}"
    (tmp_path / "templates" / "page.html").write_text(page)
    return tmp_path


def catalogue(**texts):
    made = Catalog(locale="vi")
    for sentence, translation in texts.items():
        made.add(sentence, translation)
    return made


def wanted(*sentences):
    made = Catalog()
    for sentence in sentences:
        made.add(sentence)
    return made


def said(made):
    return {sentence.id: sentence.string for sentence in made if sentence.id}


def test_marked_sentences_of_code_and_templates_are_collected_trimmed(package):
    assert {sentence.id for sentence in collected(package) if sentence.id} == {
        "Hello %(name)s",
        "kept {day}",
        ("%(n)s row", "%(n)s rows"),
        "May",
        "Title",
        "Two lines",
    }


def test_what_is_translated_stays_and_gaps_are_filled_from_the_others_in_order():
    made = brought_up_to_date(
        catalogue(a="A1"), wanted("a", "b", "c"), [catalogue(a="A2", b="B2"), catalogue(b="B3")]
    )

    assert said(made) == {"a": "A1", "b": "B2", "c": None}
    assert gaps(made) == ["c"]


def test_a_sentence_the_code_no_longer_has_goes():
    assert said(brought_up_to_date(catalogue(a="A", old="Cũ"), wanted("a"), [])) == {"a": "A"}


def test_a_translation_that_lost_its_placeholder_is_told():
    made = brought_up_to_date(
        catalogue(**{"Hello %(name)s": "Xin chào"}), wanted("Hello %(name)s"), []
    )

    assert len(slips(made)) == 1


def test_a_doubtful_translation_is_a_gap():
    doubtful = Catalog(locale="vi")
    doubtful.add("a", "A", flags=["fuzzy"])

    assert gaps(brought_up_to_date(doubtful, wanted("a"), [])) == ["a"]


def test_written_and_read_again_it_says_the_same_and_writing_twice_changes_nothing(tmp_path):
    file = tmp_path / "vi" / "django.po"
    write(catalogue(a="Ă", b="Bờ"), file)
    write(brought_up_to_date(read(file), wanted("b", "a"), []), file)
    first = file.read_bytes(), file.with_suffix(".mo").read_bytes()
    write(brought_up_to_date(read(file), wanted("a", "b"), []), file)

    assert said(read(file)) == {"a": "Ă", "b": "Bờ"}
    assert (file.read_bytes(), file.with_suffix(".mo").read_bytes()) == first

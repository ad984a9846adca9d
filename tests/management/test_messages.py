"""The command brings a catalogue up to date, here a copy: nothing of the house is written."""

import shutil
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from sangkien.adapters.message_catalogue import read
from sangkien.management.commands import messages

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


@pytest.fixture(scope="module")
def small_package(tmp_path_factory):
    folder = tmp_path_factory.mktemp("package")
    (folder / "code.py").write_text('_("Kept %(n)s")\n_("New")\n')
    return folder


@pytest.fixture
def file(monkeypatch, settings, small_package, tmp_path):
    settings.PACKAGE = small_package
    file = tmp_path / "django.po"
    file.write_text(
        HEAD + 'msgid "Kept %(n)s"\nmsgstr "Giữ %(n)s"\n\nmsgid "Gone"\nmsgstr "Đã bỏ"\n'
    )
    monkeypatch.setattr(messages, "FILE", file)
    return file


def run(*words, **options):
    out = StringIO()
    call_command("messages", *map(str, words), stdout=out, **options)
    return out.getvalue()


def texts(file):
    return {sentence.id: sentence.string for sentence in read(file) if sentence.id}


def more(tmp_path, text):
    path = tmp_path / "more.po"
    path.write_text(HEAD + text)
    return path


def test_a_sentence_without_translation_stops_with_its_words_though_it_is_collected(file):
    with pytest.raises(CommandError) as stopped:
        run()

    assert str(stopped.value) == "missing: 'New'\n1 to mend in django.po"
    assert texts(file) == {"Kept %(n)s": "Giữ %(n)s", "New": ""}


def test_looking_writes_nothing(file):
    before = file.read_bytes()

    with pytest.raises(CommandError, match="missing: 'New'"):
        run(check=True)

    assert (file.read_bytes(), file.with_suffix(".mo").exists()) == (before, False)


def test_another_file_fills_what_is_missing_and_changes_nothing_that_stands(file, tmp_path):
    path = more(tmp_path, 'msgid "New"\nmsgstr "Mới"\n\nmsgid "Kept %(n)s"\nmsgstr "Khác"\n')

    assert run(path) == "2 sentences, all translated.\n"
    assert texts(file) == {"Kept %(n)s": "Giữ %(n)s", "New": "Mới"}
    assert file.with_suffix(".mo").stat().st_size > 0


def test_a_lost_placeholder_stops_with_both_sentences(file, tmp_path):
    file.write_text(HEAD + 'msgid "Kept %(n)s"\nmsgstr "Giữ"\n\nmsgid "New"\nmsgstr "Mới"\n')

    with pytest.raises(CommandError) as stopped:
        run()

    assert str(stopped.value) == "placeholders: 'Kept %(n)s' → 'Giữ'\n1 to mend in django.po"


def test_a_file_to_fill_from_that_is_not_there_is_named_and_nothing_is_written(file, tmp_path):
    before = file.read_bytes()
    there = more(tmp_path, 'msgid "New"\nmsgstr "Mới"\n')

    with pytest.raises(CommandError, match=r"khong-co\.po"):
        run(there, tmp_path / "khong-co.po")

    assert file.read_bytes() == before


def test_the_catalogue_of_the_house_is_in_order(tmp_path):
    folder = messages.FILE.parent
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    shutil.copytree(folder, tmp_path / "copy")

    assert run(check=True).endswith("sentences, all translated.\n")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before

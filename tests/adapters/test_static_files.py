"""What is collected for a production."""

import re

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

HASHED = re.compile(r"\.[0-9a-f]{12}\.js$")


@pytest.fixture
def collected(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    backend = {"BACKEND": "sangkien.adapters.static_files.HashedStaticFiles"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": backend}
    call_command("collectstatic", interactive=False, verbosity=0)
    return settings.STATIC_ROOT


def test_a_script_imports_its_modules_under_the_names_that_are_kept_for_ever(collected):
    main = collected / staticfiles_storage.stored_name("js/main.js")

    imported = re.findall(r'from "\./([^"]+)"', main.read_text())

    assert HASHED.search(main.name)
    assert len(imported) == 4
    assert [name for name in imported if not HASHED.search(name)] == []
    assert [name for name in imported if not (collected / "js" / name).exists()] == []


def test_what_is_worth_it_is_compressed_too(collected):
    css = collected / staticfiles_storage.stored_name("css/parts.css")

    packed = css.with_name(f"{css.name}.gz")

    assert packed.stat().st_size < css.stat().st_size / 2

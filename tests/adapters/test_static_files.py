"""What is collected for a production."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

from sangkien.adapters import static_files

SCRIPTS = Path(static_files.__file__).parents[1] / "static" / "js"
HASHED = re.compile(r"\.[0-9a-f]{12}\.js$")


@pytest.fixture
def collected(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    backend = {"BACKEND": "sangkien.adapters.static_files.HashedStaticFiles"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": backend}
    call_command("collectstatic", interactive=False, verbosity=0)
    return settings.STATIC_ROOT


def modules_of(script):
    return re.findall(r'from "\./([^"]+)"', script.read_text())


def test_a_script_imports_its_modules_under_the_names_that_are_kept_for_ever(collected):
    main = collected / staticfiles_storage.stored_name("js/main.js")

    imported = modules_of(main)

    assert HASHED.search(main.name)
    assert len(imported) == len(modules_of(SCRIPTS / "main.js")) > 0
    assert [name for name in imported if not HASHED.search(name)] == []
    assert [name for name in imported if not (collected / "js" / name).exists()] == []


def test_what_is_worth_it_is_compressed_too(collected):
    css = collected / staticfiles_storage.stored_name("css/parts.css")

    packed = css.with_name(f"{css.name}.gz")

    assert packed.stat().st_size < css.stat().st_size / 2

"""The scene, made once for all that walk through it; and taken back with everything done in it."""

import logging

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import override_settings
from django.urls import clear_url_caches

from sangkien.web import errors
from tests.access.scene import a_scene


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("var")
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with (
        django_db_blocker.unblock(),
        override_settings(
            VAR=folder,
            MEDIA_ROOT=folder / "files",
            PASSWORD_HASHERS=quick,
            AUTHENTICATION_BACKENDS=["tests.access.walking.Remembered"],
            SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
        ),
        transaction.atomic(),
    ):
        yield a_scene(folder)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def files_of_the_scene(scene, settings, own_folder):
    """Each test has a folder of its own otherwise."""
    settings.VAR = scene.folder
    settings.MEDIA_ROOT = scene.folder / "files"


@pytest.fixture(autouse=True, scope="module")
def a_no_in_short():
    """Thousands of answers here are a no: neither is a line of the log kept of each, nor its page
    written out, which tests/web/test_errors.py reads.
    """
    logger = logging.getLogger("django.request")
    logger.setLevel(logging.ERROR)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(errors, "not_found", lambda request, exception: HttpResponse(status=404))
        clear_url_caches()
        yield
    clear_url_caches()
    logger.setLevel(logging.NOTSET)

import pytest
from dj_database_url import UnknownSchemeError

from sangkien import settings

URL = "postgresql://keeper:se%40cret@db.example:5433/sangkien"


def test_without_a_url_it_is_one_sqlite_file_that_survives_a_power_cut():
    described = settings.database("")

    assert described["ENGINE"] == "sangkien.adapters.sqlite_backend"
    assert described["NAME"] == settings.VAR / "sangkien.sqlite3"
    assert described["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        assert f"PRAGMA {pragma};" in described["OPTIONS"]["init_command"]


def test_a_url_is_read_into_its_parts_and_gets_a_pool():
    described = settings.database(URL)

    parts = ("ENGINE", "USER", "PASSWORD", "HOST", "PORT", "NAME", "CONN_MAX_AGE")
    assert [described[part] for part in parts] == [
        "django.db.backends.postgresql",
        "keeper",
        "se@cret",
        "db.example",
        5433,
        "sangkien",
        0,  # a pool keeps the connections
    ]
    assert described["OPTIONS"]["pool"] == {"min_size": 2, "max_size": 16}


def test_options_of_the_url_are_kept_beside_the_pool():
    assert settings.database(f"{URL}?sslmode=require")["OPTIONS"]["sslmode"] == "require"


def test_a_url_that_is_no_url_is_refused_at_once():
    with pytest.raises(UnknownSchemeError):
        settings.database("nonsense")

import runpy
from pathlib import Path

import pytest
from environs import EnvError

from sangkien import settings
from sangkien.management.settings_meanings import MEANINGS

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


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "mysql://a:mat-khau@db/x",
        "sqlite:///x.sqlite3",
        "postgresql://a:mat/khau@db/x",
        "postgresql://a:b@db:nine/x",
        "postgresql://a:b@[db/x",
        "://",
    ],
)
def test_an_address_of_no_postgresql_is_refused_with_the_way_out_and_not_repeated(url):
    with pytest.raises(EnvError) as refused:
        settings.database(url)

    assert str(refused.value).startswith('Environment variable "DATABASE_URL" invalid: write ')
    assert "mat" not in str(refused.value)


@pytest.fixture
def read(monkeypatch, tmp_path):
    """The settings as another installation would read them from its environment."""
    for name in MEANINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SANGKIEN_VAR", str(tmp_path))

    def with_variables(**variables):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(settings.__file__)

    return with_variables


def test_an_installation_to_try_out_answers_this_machine_only_and_shows_no_source(read):
    said = read()

    assert said["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]
    assert (said["DEBUG"], said["PRODUCTION"], said["SECURE_SSL_REDIRECT"]) == (False, False, False)


def test_a_production_keeps_cookies_and_visitors_on_tls(read):
    said = read(SANGKIEN_PRODUCTION="yes")

    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT")
    assert [said[name] for name in names] == [True] * 3
    assert said["SECURE_HSTS_SECONDS"] == 365 * 24 * 3600
    assert said["STORAGES"]["staticfiles"]["BACKEND"].endswith("HashedStaticFiles")


def test_a_second_factor_is_asked_for_in_production_unless_it_is_turned_off(read):
    without = read()["SECOND_FACTOR"]
    production = read(SANGKIEN_PRODUCTION="yes")["SECOND_FACTOR"]
    off = read(SANGKIEN_PRODUCTION="yes", SANGKIEN_SECOND_FACTOR="no")["SECOND_FACTOR"]

    assert (without, production, off) == (False, True, False)


def test_the_secret_is_that_of_the_variable_else_of_the_file_else_none(read, tmp_path):
    without = read()["SECRET_KEY"]
    (tmp_path / "secret").write_text("từ tệp")
    of_file = read()["SECRET_KEY"]
    of_variable = read(SANGKIEN_SECRET_KEY="từ biến")["SECRET_KEY"]

    assert (without, of_file, of_variable) == ("not-yet-installed", "từ tệp", "từ biến")


def test_the_salt_of_persons_is_the_secret_unless_it_is_set(read):
    assert read(SANGKIEN_SECRET_KEY="bí mật")["IDENTITY_SALT"] == "bí mật"
    assert read(SANGKIEN_IDENTITY_SALT="muối")["IDENTITY_SALT"] == "muối"


def test_everything_to_back_up_lies_in_the_data_folder(read, tmp_path):
    said = read()

    places = (said["MEDIA_ROOT"], said["SECRET_FILE"], said["DATABASES"]["default"]["NAME"])
    assert [Path(place).is_relative_to(tmp_path) for place in places] == [True] * 3


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SANGKIEN_PRODUCTION", "maybe"),
        ("SANGKIEN_DEBUG", "2"),
        ("SANGKIEN_HSTS_SECONDS", "a year"),
        ("SANGKIEN_UPLOAD_LIMIT", "30 MB"),
        ("SANGKIEN_LOG_LEVEL", "loud"),
        ("SANGKIEN_ENGINE", "none.npz"),
        ("SANGKIEN_ENGINE", __file__),
    ],
)
def test_a_variable_that_cannot_be_read_is_named_and_stops_the_start(name, value, read):
    with pytest.raises(EnvError, match=name):
        read(**{name: value})


def test_hosts_and_origins_are_parted_by_commas(read):
    said = read(SANGKIEN_HOSTS="a.vn,b.vn", SANGKIEN_ORIGINS="https://a.vn,https://b.vn")

    assert (said["ALLOWED_HOSTS"], said["CSRF_TRUSTED_ORIGINS"]) == (
        ["a.vn", "b.vn"],
        ["https://a.vn", "https://b.vn"],
    )


def test_the_language_is_vietnamese_and_the_clock_that_of_vietnam(read):
    said = read()

    assert (said["LANGUAGE_CODE"], said["TIME_ZONE"], said["USE_TZ"]) == (
        "vi",
        "Asia/Ho_Chi_Minh",
        True,
    )


def test_no_page_may_run_or_frame_what_is_not_ours(read):
    rules = read()["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]

    assert rules["default-src"] == ["'self'"]
    assert rules["frame-ancestors"] == rules["object-src"] == ["'none'"]
    assert "unsafe" not in str(rules)

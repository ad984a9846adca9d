from concurrent.futures import ThreadPoolExecutor
from stat import S_IMODE

from sangkien.adapters.secret_file import ensure_secret


def test_a_secret_is_made_once_and_only_its_owner_may_read_it(tmp_path):
    path = tmp_path / "var" / "secret"

    assert (ensure_secret(path), ensure_secret(path)) == (True, False)
    assert S_IMODE(path.stat().st_mode) == 0o600
    assert len(path.read_text()) == 64
    assert S_IMODE(path.parent.stat().st_mode) == 0o700
    assert list(path.parent.iterdir()) == [path]


def test_a_secret_that_stands_is_left_as_it_is(tmp_path):
    path = tmp_path / "secret"
    path.write_text("as it was")

    assert ensure_secret(path) is False
    assert path.read_text() == "as it was"


def test_two_installations_get_two_secrets(tmp_path):
    ensure_secret(tmp_path / "one")
    ensure_secret(tmp_path / "two")

    assert (tmp_path / "one").read_text() != (tmp_path / "two").read_text()


def test_of_many_who_make_it_at_once_one_does(tmp_path):
    path = tmp_path / "secret"
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(ensure_secret, [path] * 8))

    assert (sum(made), list(tmp_path.iterdir())) == (1, [path])

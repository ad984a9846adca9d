import socket

import pytest
from django.core.management import CommandError, call_command

from sangkien.management.commands.up import WANTED_PORT, port_wanted, serving, working


@pytest.mark.parametrize(
    ("typed", "port"), [("", WANTED_PORT), ("  ", WANTED_PORT), ("80", 80), (" 65535 ", 65535)]
)
def test_the_port_is_the_one_of_the_setting_or_the_usual(typed, port):
    assert port_wanted(typed) == port


@pytest.mark.parametrize(
    "typed", ["0", "65536", "-1", "8000a", "8.000", "٨٠", "http://x:80", "9" * 5000]
)
def test_what_is_no_port_is_named_with_its_setting_and_the_way_out(typed):
    with pytest.raises(CommandError) as error:
        port_wanted(typed)

    assert str(error.value).startswith("SANGKIEN_PORT: ")
    assert "65535" in str(error.value)


def test_a_production_is_never_tried_out(settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="operate"):
        call_command("up")


@pytest.mark.django_db
def test_the_server_listens_on_this_machine_only():
    words = serving(8123).module

    assert words[words.index("--host") + 1] == "127.0.0.1"
    assert words[words.index("--port") + 1] == "8123"


def test_the_worker_is_the_command_an_operator_would_start():
    assert working().module == ["sangkien", "work"]


def test_a_port_somebody_listens_on_is_passed_over():
    from sangkien.adapters.local_server import free_port

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        wanted = taken.getsockname()[1]

        assert free_port(wanted) > wanted

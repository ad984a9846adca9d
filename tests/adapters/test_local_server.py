import os
import signal
import socket

import pytest

from sangkien.adapters.local_server import Child, LocalServer, free_port


@pytest.fixture
def signals():
    """The server takes over the signals of its process; give them back."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.getsignal(number) for number in numbers}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def web(port):
    return Child("The web", ["http.server", "--bind", "127.0.0.1", str(port)])


def test_a_port_in_use_is_passed_over():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]

        assert free_port(taken) > taken


def test_a_free_port_is_taken_as_wanted():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        wanted = other.getsockname()[1]

    assert free_port(wanted) == wanted


def test_it_says_ready_once_it_answers_and_a_signal_stops_all(signals, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    port = free_port(20_000 + os.getpid() % 20_000)
    server = LocalServer(port, [web(port)])
    said = []

    def stop_soon(address):
        said.append(address)
        os.kill(os.getpid(), signal.SIGTERM)

    ended = server.run(meanwhile=lambda: said.append("meanwhile"), on_ready=stop_soon)

    assert (ended, said) == ("", ["meanwhile", f"http://127.0.0.1:{port}/"])
    assert all(child.poll() is not None for child in server.running.values())


def test_a_child_that_ends_by_itself_is_named_and_the_others_are_stopped(signals, tmp_path):
    port = free_port(20_000 + os.getpid() % 20_000)
    failing = Child("The failing one", ["no_module_of_this_name"])
    server = LocalServer(port, [web(port), failing])

    ended = server.run(meanwhile=lambda: None, on_ready=lambda _address: None)

    assert ended == "The failing one"
    assert all(child.poll() is not None for child in server.running.values())


def test_when_the_work_meanwhile_fails_nothing_is_left_running(signals):
    port = free_port(20_000 + os.getpid() % 20_000)
    server = LocalServer(port, [web(port)])

    with pytest.raises(ZeroDivisionError):
        server.run(meanwhile=lambda: 1 / 0, on_ready=lambda _address: None)

    assert all(child.poll() is not None for child in server.running.values())

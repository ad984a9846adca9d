import pytest

from sangkien.adapters.log_in_servers import check_servers, log_in_servers

SERVER = {
    "id": "vneid",
    "name": "VNeID",
    "server": "https://vneid.example.vn",
    "client_id": "sangkien",
    "secret": "x",
}
NONE = ("", "")


def test_without_anything_named_no_server_is_offered():
    found = log_in_servers([], google=NONE, zalo=NONE)

    assert (found["openid_connect"]["APPS"], "zalo" in found) == ([], False)


def test_google_is_one_more_server_of_openid_connect():
    found = log_in_servers([SERVER], google=("id", "secret"), zalo=NONE)

    apps = found["openid_connect"]["APPS"]
    assert [(app["provider_id"], app["settings"]["server_url"]) for app in apps] == [
        ("vneid", "https://vneid.example.vn"),
        ("google", "https://accounts.google.com"),
    ]
    assert found["openid_connect"]["OAUTH_PKCE_ENABLED"] is True


@pytest.mark.parametrize("half", [("id", ""), ("", "secret")])
def test_one_half_of_what_google_and_zalo_need_offers_neither(half):
    found = log_in_servers([], google=half, zalo=half)

    assert (found["openid_connect"]["APPS"], "zalo" in found) == ([], False)


@pytest.mark.parametrize(
    ("servers", "said"),
    [
        ({}, "write a list"),
        (["vneid"], "write a list"),
        ([{"id": "vneid"}], "lacks name, server, client_id, secret"),
        ([SERVER | {"secret": 5}], "lacks secret"),
        ([SERVER | {"id": "VN eID"}], "an id is small letters"),
        ([SERVER | {"id": "google"}], "an id is small letters"),
        ([SERVER | {"server": "http://vneid.example.vn"}], "begins with https"),
        ([SERVER, SERVER], "the same id"),
    ],
)
def test_what_is_no_list_of_servers_is_said_with_the_way_to_write_it(servers, said):
    with pytest.raises(ValueError, match=said):
        check_servers(servers)


def test_a_server_on_this_machine_needs_no_tls():
    check_servers([SERVER, SERVER | {"id": "thu", "server": "http://127.0.0.1:8080"}])

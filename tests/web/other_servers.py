"""A browser that goes to another server and comes back, for the tests of such log-ins."""

import html
import re
from urllib.parse import urlsplit

import requests
from django.test import Client

HOST = "localhost"
OPENID, ZALO = "/dang-nhap/qua/may-thu/", "/dang-nhap/qua-zalo/"


def callback(address):
    return f"http://{HOST}{address}tro-lai/"


def browser():
    return Client(SERVER_NAME=HOST)


def sent_away(client, address, **sent):
    """Where the page that leads away leads to."""
    page = client.post(address, sent).content.decode()
    return html.unescape(re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page)[1])


def brought_back(client, address, **sent):
    """Go there as a browser does; return the address that the other server sends back to."""
    answer = requests.get(sent_away(client, address, **sent), allow_redirects=False, timeout=10)
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def come_by(client, address, **sent):
    """All the way to the other server and back; the answer of ours."""
    return client.get(brought_back(client, address, **sent))

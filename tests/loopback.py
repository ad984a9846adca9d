"""A server on this machine, in a thread of its own, for what a test needs of the world."""

import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qsl, urlencode, urlsplit


class Handler(BaseHTTPRequestHandler):
    """Asks `server.site` for the answer: (status, headers, body)."""

    def do_GET(self):
        self._answer({})

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._answer(dict(parse_qsl(body.decode())))

    def _answer(self, form):
        address = urlsplit(self.path)
        asked = Asked(address.path, dict(parse_qsl(address.query)), form, self.headers)
        status, headers, body = self.server.site.answer(asked)
        self.send_response(status)
        for name, value in (headers | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Asked:
    def __init__(self, path, query, form, headers):
        self.path, self.query, self.form, self.headers = path, query, form, headers


def told(value, status=200):
    return status, {"Content-Type": "application/json"}, json.dumps(value).encode()


def sent_on(address, **query):
    return 302, {"Location": f"{address}?{urlencode(query)}"}, b""


@contextmanager
def serving(site):
    """Serve `site` until the block ends; its `address` is set."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.site = site
        site.address = f"http://127.0.0.1:{server.server_address[1]}"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()

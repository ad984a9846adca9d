"""Clients in a process of their own: each thread sends one request after the other.

Run as a module: reads one JSON object on stdin, writes one on stdout.
"""

import json
import sys
import threading
import time
from collections import deque
from http.client import HTTPConnection
from typing import Any

GIVE_UP_AFTER = 60  # seconds without an answer


def main() -> None:
    asked = json.load(sys.stdin)
    waiting = deque(asked["bodies"])
    answers: list[dict[str, Any]] = []
    threads = [
        threading.Thread(target=_client, args=(asked, waiting, answers))
        for _ in range(asked["clients"])
    ]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    json.dump({"seconds": time.perf_counter() - began, "answers": answers}, sys.stdout)


def _client(asked: dict[str, Any], waiting: deque[Any], answers: list[dict[str, Any]]) -> None:
    connection = HTTPConnection("127.0.0.1", asked["port"], timeout=GIVE_UP_AFTER)
    headers = {"Authorization": f"Bearer {asked['token']}", "Content-Type": "application/json"}
    while True:
        try:
            body = waiting.popleft()
        except IndexError:
            return
        began = time.perf_counter()
        connection.request("POST", asked["path"], json.dumps(body).encode(), headers)
        answer = connection.getresponse()
        content = answer.read()
        took_ms = (time.perf_counter() - began) * 1000
        receipt = json.loads(content).get("receipt", "") if answer.status < 300 else ""
        answers.append({"status": answer.status, "receipt": receipt, "ms": took_ms})


if __name__ == "__main__":
    main()

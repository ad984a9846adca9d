"""Import the engine and make the first check, as a new web process does; prints the seconds."""

import json
import sys
import time
from collections.abc import Sequence


def main(words: Sequence[str]) -> None:
    began = time.perf_counter()
    from sangkien.adapters.engine_artefact import load  # slow import
    from sangkien.core.duplicates import Text  # slow import
    from sangkien.core.engine.engine import Engine  # slow import

    imported = time.perf_counter()
    judge = Engine(load())
    texts = [Text(title, "Lập thực đơn theo mùa.", authors=("Lò Thị Mai",)) for title in words]
    one, other = judge.read(texts)
    judge.explain((texts[0], one.row), (texts[1], other.row), size=1)
    checked = time.perf_counter()
    found = {"import_s": imported - began, "first_check_s": checked - imported}
    print(json.dumps({name: round(seconds, 3) for name, seconds in found.items()}))


if __name__ == "__main__":
    main(sys.argv[1:])

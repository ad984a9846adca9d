"""Read texts of words nobody ever wrote; print, as JSON, the highest memory after each part.

Run as a module: `python -m tests.memory.reading ROWS ROWS…`.
"""

import json
import sys
from random import Random
from string import ascii_lowercase

from bench.engine.parts.apart import peak_rss_mb
from sangkien.adapters.engine_artefact import load
from sangkien.core.duplicates import Text
from sangkien.core.engine.engine import Engine
from sangkien.core.engine.entries import entries_of

WORDS = 930  # of a row: 6,500 bytes
LENGTHS = range(3, 10)


def main(*parts: int) -> None:
    extractor, random = Engine(load()).extractor, Random(930)
    extractor.extract(entries_of([text(random)]))
    held = [peak_rss_mb()]
    for rows in parts:
        # all at once, as an import and a batch send them
        extractor.extract(entries_of([text(random) for _ in range(rows)]))
        held.append(peak_rss_mb())
    json.dump({"peak_mb": held, "known": extractor.vocabulary.words.size}, sys.stdout)


def text(random: Random) -> Text:
    lengths = random.choices(LENGTHS, k=WORDS)
    words = ("".join(random.choices(ascii_lowercase, k=length)) for length in lengths)
    return Text("", description=" ".join(words))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

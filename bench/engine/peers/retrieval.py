"""Search engines: the nearest few of each entry by BM25, scored by edit distance (rapidfuzz)."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from bench.engine.peers.texts import Scored, ordered, texts_of, words_of

NEAREST = 20  # entries fetched of each
RAREST = 8  # words of an entry that are looked for: a query of them all takes ten times as long
_AT_A_TIME = 1 << 18  # pairs


def tantivy(table: pa.Table, reads: str, _model: Any) -> Scored:
    import tantivy as library  # optional dependency

    texts = texts_of(table, reads)
    schema = library.SchemaBuilder()
    schema.add_text_field("text", stored=False, tokenizer_name="whitespace")
    schema.add_unsigned_field("place", stored=False, fast=True)
    index = library.Index(built := schema.build())
    writer = index.writer(heap_size=256 << 20, num_threads=2)
    for place, text in enumerate(texts):
        document = library.Document(text=text)
        document.add_unsigned("place", place)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def near(words: Sequence[str]) -> list[int]:
        terms = [
            (library.Occur.Should, library.Query.term_query(built, "text", word)) for word in words
        ]
        found = searcher.search(library.Query.boolean_query(terms), NEAREST).hits
        return searcher.fast_field_values("place", [address for _, address in found])

    return _scored(texts, near)


def fts5(table: pa.Table, reads: str, _model: Any) -> Scored:
    texts = texts_of(table, reads)
    with sqlite3.connect(":memory:") as base:
        base.execute(
            "CREATE VIRTUAL TABLE entry USING fts5(text, content='', tokenize='unicode61')"
        )
        base.executemany("INSERT INTO entry (rowid, text) VALUES (?, ?)", enumerate(texts))
        base.execute("INSERT INTO entry (entry) VALUES ('optimize')")

        def near(words: Sequence[str]) -> list[int]:
            asked = " OR ".join(f'"{word}"' for word in words)
            statement = "SELECT rowid FROM entry WHERE entry MATCH ? ORDER BY rank LIMIT ?"
            return [place for (place,) in base.execute(statement, (asked, NEAREST))]

        return _scored(texts, near)


def _scored(texts: Sequence[str], near: Any) -> Scored:
    one: list[int] = []
    other: list[int] = []
    for place, words in enumerate(rarest_words(texts)):
        found = near(words) if words else []
        one += [place] * len(found)
        other += found
    a, b = ordered(one, other, len(texts))
    return Scored(a, b, likeness(texts, a, b))


def rarest_words(texts: Sequence[str]) -> Iterator[list[str]]:
    """Yield of each text its few words that fewest other texts have."""
    words = [sorted(set(words_of(text))) for text in texts]
    holders = Counter(word for some in words for word in some)
    for some in words:
        yield sorted(some, key=lambda word: (holders[word], word))[:RAREST]


def likeness(texts: Sequence[str], a: Any, b: Any) -> Any:
    """Return 0..1 for each pair, whatever the order of the words."""
    from rapidfuzz import fuzz, process  # optional dependency

    found = [np.zeros(0)]
    for first in range(0, len(a), _AT_A_TIME):
        ends = [[texts[n] for n in some[first : first + _AT_A_TIME]] for some in (a, b)]
        found.append(process.cpdist(*ends, scorer=fuzz.token_sort_ratio, workers=-1) / 100)
    return np.concatenate(found)

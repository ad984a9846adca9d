"""PostgreSQL's pg_trgm: an index of trigrams, joined with itself, scored by its similarity."""

import os
from typing import Any

import numpy as np
import psycopg
import pyarrow as pa

from bench.engine.peers.texts import Scored, texts_of

LIKE = 0.7  # similarity from which pairs are candidates; at less the join takes hours
URL = "SANGKIEN_BENCH_POSTGRES"  # names the server that was started for this
_JOIN = """
SELECT a.place, b.place, similarity(a.text, b.text)
FROM entry AS a JOIN entry AS b ON a.text % b.text AND a.place < b.place
"""


def pg_trgm(table: pa.Table, reads: str, _model: Any) -> Scored:
    texts = [text.replace("\0", " ") for text in texts_of(table, reads)]
    with psycopg.connect(os.environ[URL], autocommit=True) as base, base.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        cursor.execute("DROP TABLE IF EXISTS entry")
        cursor.execute("CREATE UNLOGGED TABLE entry (place int, text text)")
        with cursor.copy("COPY entry FROM STDIN") as copy:
            for place, text in enumerate(texts):
                copy.write_row((place, text))
        cursor.execute("CREATE INDEX ON entry USING gin (text gin_trgm_ops)")
        cursor.execute("VACUUM ANALYZE entry")
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, false)", (str(LIKE),))
        cursor.execute("SET enable_seqscan = on")
        cursor.execute(_JOIN)
        found = cursor.fetchall()
    a, b, score = zip(*found, strict=True) if found else ((), (), ())
    return Scored(np.array(a, np.int64), np.array(b, np.int64), np.array(score, np.float64))

"""Cosine of TF-IDF over words and pairs of words, the nearest few of each: sparse_dot_topn."""

from os import cpu_count
from typing import Any

import numpy as np
import pyarrow as pa

from bench.engine.peers.texts import Scored, texts_of

NEAREST, LIKE = 20, 0.5


def sparse_dot_topn(table: pa.Table, reads: str, _model: Any) -> Scored:
    from sklearn.feature_extraction.text import TfidfVectorizer  # optional dependency
    from sparse_dot_topn import sp_matmul_topn  # optional dependency

    vectorizer = TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"\w+", dtype=np.float32)
    weights = vectorizer.fit_transform(texts_of(table, reads)).tocsr()
    near = sp_matmul_topn(
        weights, weights.T.tocsr(), NEAREST, threshold=LIKE, n_threads=cpu_count()
    ).tocoo()
    low, high = np.minimum(near.row, near.col), np.maximum(near.row, near.col)
    codes, first = np.unique(low.astype(np.int64) * len(table) + high, return_index=True)
    a, b, score = codes // len(table), codes % len(table), near.data[first].astype(np.float64)
    return Scored(a[a < b], b[a < b], score[a < b])

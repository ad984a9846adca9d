"""MinHash with locality-sensitive hashing: datasketch and rensa, scored by their own estimate.

Of titles the words are hashed, of whole texts each three words in a row.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from bench.engine.peers.texts import TITLE, Scored, texts_of, words_of

PERMUTATIONS, BANDS, LIKE = 64, 16, 0.5  # candidates from an estimated Jaccard of about a half
_AT_A_TIME = 1 << 20  # pairs


def tokens_of(table: pa.Table, reads: str) -> Iterator[set[str]]:
    for text in texts_of(table, reads):
        words = words_of(text)
        if reads == TITLE or len(words) < 3:
            yield set(words)
        else:
            yield {" ".join(words[n : n + 3]) for n in range(len(words) - 2)}


def datasketch(table: pa.Table, reads: str, _model: Any) -> Scored:
    from datasketch import MinHash, MinHashLSH  # optional dependency

    tokens = ([word.encode() for word in some] for some in tokens_of(table, reads))
    hashes = MinHash.bulk(tokens, num_perm=PERMUTATIONS)
    index = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, PERMUTATIONS // BANDS))
    for n, one in enumerate(hashes):
        index.insert(n, one, check_duplication=False)
    met = (index.query(one) for one in hashes)
    return scored(met, np.array([one.hashvalues for one in hashes]))


def rensa(table: pa.Table, reads: str, _model: Any) -> Scored:
    from rensa import RMinHash, RMinHashLSH  # optional dependency

    hashes = RMinHash.from_token_sets(map(list, tokens_of(table, reads)), PERMUTATIONS, 1)
    index = RMinHashLSH(LIKE, PERMUTATIONS, BANDS)
    index.insert_many(hashes)
    met = (index.query(one) for one in hashes)
    return scored(met, np.array([one.digest() for one in hashes]))


def scored(met: Iterable[list[int]], digests: NDArray[Any]) -> Scored:
    """Return who met whom, earlier entries only, with the share of equal hashes."""
    earlier, later = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for n, found in enumerate(met):
        others = np.array(found, np.int64)
        others = others[others < n]
        earlier.append(others)
        later.append(np.full(others.size, n))
    a, b = np.concatenate(earlier), np.concatenate(later)
    score = np.empty(a.size)
    for first in range(0, a.size, _AT_A_TIME):
        some = slice(first, first + _AT_A_TIME)
        score[some] = (digests[a[some]] == digests[b[some]]).mean(axis=1)
    return Scored(a, b, score)

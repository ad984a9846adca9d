"""The artefact as a file."""

import numpy as np
import pytest

from sangkien.adapters.engine_artefact import SHIPPED, load, save
from sangkien.core.duplicates import Text
from sangkien.core.engine.artefact import Artefact, number_of, version_of
from sangkien.core.engine.engine import Engine
from sangkien.core.engine.scoring import NO_FOREST, Forest
from sangkien.core.engine.statistics import nothing_counted

NAME = "thử nghiệm"


@pytest.fixture
def small():
    """An artefact that has learned hardly anything, with signs that JSON could spoil."""
    version = version_of(NAME)
    forest = NO_FOREST._replace(
        roots=np.array([0], np.int32),
        fields=np.array([0, -1, -1], np.int16),
        limits=np.array([1 / 3, -1e-300, np.pi]),
        lefts=np.array([1, 0, 0], np.int32),
        rights=np.array([2, 0, 0], np.int32),
        base=-0.1,
        trained_on=3_000.0,
    )
    return Artefact(
        version,
        {"chu": 0.25, "ren": 0.1 + 0.2},
        nothing_counted(number_of(version)),
        forest,
        {"from": "“một” bộ dữ liệu \u2028 thử", "seed": "7"},
    )


def in_lists(artefact):
    """An artefact in which equal is equal."""
    arrays = (artefact.statistics, artefact.forest)
    return (
        artefact.version,
        dict(artefact.weights),
        *[[np.asarray(value).tolist() for value in some] for some in arrays],
        dict(artefact.provenance),
    )


def test_what_was_saved_is_loaded(small, tmp_path):
    save(small, tmp_path / "a.npz")

    assert in_lists(load(tmp_path / "a.npz")) == in_lists(small)


def test_one_that_was_learned_when_texts_were_read_otherwise_keys_as_this_code_does(
    small, tmp_path
):
    earlier = f"1.1.1.1-{NAME}"
    counted = small.statistics._replace(version=np.uint64(number_of(earlier)))
    save(small._replace(version=earlier, statistics=counted), tmp_path / "a.npz")

    found = load(tmp_path / "a.npz")

    assert earlier != small.version
    assert in_lists(found) == in_lists(small)


def test_the_arrays_come_back_in_the_types_that_machine_code_was_made_for(small, tmp_path):
    save(small, tmp_path / "a.npz")

    found = load(tmp_path / "a.npz")

    assert [value.dtype for value in found.forest if isinstance(value, np.ndarray)] == [
        value.dtype for value in small.forest if isinstance(value, np.ndarray)
    ]
    assert [type(getattr(found.forest, name)) for name in ("base", "trained_on")] == [float, float]
    assert [np.asarray(value).dtype for value in found.statistics] == [
        np.uint8, np.float32, np.uint64,
    ]  # fmt: skip


def test_the_same_artefact_gives_the_same_bytes(small, tmp_path):
    one, other, again = (tmp_path / name for name in ("a.npz", "b.npz", "c.npz"))
    save(small, one)
    turned = small._replace(weights=dict(reversed(list(small.weights.items()))))
    save(turned, other)
    save(load(one), again)

    assert one.read_bytes() == other.read_bytes() == again.read_bytes()


def test_another_artefact_gives_other_bytes(small, tmp_path):
    save(small, tmp_path / "a.npz")
    save(small._replace(provenance={}), tmp_path / "b.npz")

    assert (tmp_path / "a.npz").read_bytes() != (tmp_path / "b.npz").read_bytes()


def test_what_is_loaded_judges_as_what_was_saved(small, tmp_path):
    texts = [Text("Rèn chữ đẹp", authors=("Lò Mai",)), Text("Rèn chữ", authors=("Lò Mai",))]
    save(small, tmp_path / "a.npz")

    before, after = Engine(small), Engine(load(tmp_path / "a.npz"))

    read = [[(each.keys, each.row.tolist()) for each in e.read(texts)] for e in (before, after)]
    assert read[0] == read[1]
    rows = np.stack([each.row for each in before.read(texts)])
    assert before.points(rows, [0], [1], size=9) == after.points(rows, [0], [1], size=9)


def test_what_is_shipped_says_where_it_came_from_and_is_no_larger_than_a_page_of_pictures():
    artefact = load()

    assert artefact.provenance
    assert isinstance(artefact.forest, Forest)
    assert artefact.forest.roots.size > 0
    assert SHIPPED.stat().st_size < 2_000_000


def changed(path, **arrays):
    """Write some arrays of an artefact anew; None leaves one out."""
    with np.load(path) as stored:
        found = {name: stored[name] for name in stored.files} | arrays
    np.savez(path, **{name: value for name, value in found.items() if value is not None})


@pytest.mark.parametrize(
    ("arrays", "told"),
    [
        ({"forest_raw": None}, "without forest_raw"),
        ({"words": None}, "without words"),
        ({"stock_runs": np.zeros(7, np.uint8)}, r"stock_runs has the shape \(7,\)"),
        ({"name_shares": np.zeros((2, 9), np.float32)}, "name_shares has the shape"),
        ({"name_shares": np.zeros(4_096)}, "name_shares is float64, not float32"),
        ({"forest_limits": np.zeros(2)}, "different lengths"),
        ({"forest_fields": np.zeros((3, 1), np.int16)}, "different lengths"),
        ({"forest_roots": np.array([3], np.int32)}, "begins at a node that there is not"),
        ({"forest_fields": np.array([99, -1, -1], np.int16)}, "asks for what is not compared"),
        ({"forest_lefts": np.array([0, 0, 0], np.int32)}, "leads to none, or back"),
        ({"forest_rights": np.array([-1, 0, 0], np.int32)}, "leads to none, or back"),
        ({"forest_raw": np.zeros(0), "forest_calibrated": np.zeros(0)}, "no steps"),
        ({"forest_base": np.zeros(2)}, "forest_base is no number"),
    ],
)
def test_arrays_that_machine_code_would_read_beside_are_refused(small, tmp_path, arrays, told):
    save(small, tmp_path / "a.npz")
    changed(tmp_path / "a.npz", **arrays)

    with pytest.raises(ValueError, match=told):
        load(tmp_path / "a.npz")


def test_what_pickle_would_have_to_open_is_not_opened(small, tmp_path):
    save(small, tmp_path / "a.npz")
    changed(tmp_path / "a.npz", words=np.array([{"version": "x"}], dtype=object))

    with pytest.raises(ValueError, match="allow_pickle"):
        load(tmp_path / "a.npz")

"""The picture of the engine beside its peers: each told by a word, and inside the frame."""

import json
from xml.etree import ElementTree as ET

import pytest

from bench.engine import picture

SVG = "{http://www.w3.org/2000/svg}"
RESULT = {
    "engine": [
        {"entries": 20_000, "seconds": 0.9, "f1": 0.98},
        {"entries": 100_000, "seconds": 4.0, "f1": 0.97},
    ],
    "peers": [
        {"peer": "rensa, titles", "entries": 100_000, "seconds": 41.0, "f1": 0.31},
        {"peer": "Splink, our features", "entries": 20_000, "seconds": 40.0, "f1": 0.9},
        {"peer": "pg_trgm, titles", "entries": 20_000, "unfinished": "finding"},
    ],
}


def drawn(language=0, result=RESULT):
    return ET.fromstring(picture.drawn(result, language))


def words(svg):
    return [text.text for text in svg.iter(f"{SVG}text")]


def test_who_finished_is_drawn_and_we_on_the_most_entries():
    assert [(p.label, p.seconds, p.is_ours) for p in picture.points_of(RESULT, 0)] == [
        ("sangkien", 4.0, True),
        ("rensa, titles", 41.0, False),
        ("Splink, our features", 40.0, False),
    ]


def test_who_was_measured_on_fewer_entries_is_a_ring_and_the_picture_says_so():
    rings = [p.label for p in picture.points_of(RESULT, 0) if p.is_on_fewer]

    assert rings == ["Splink, our features"]
    assert "100,000 entries, 2 cores · ring: 20,000 entries" in words(drawn())


def test_it_is_drawn_in_vietnamese_with_vietnamese_numbers():
    said = words(drawn(language=1))

    assert "100.000 sáng kiến, 2 nhân · vòng tròn rỗng: 20.000 sáng kiến" in said
    assert {"rensa, tên", "Splink, đặc trưng của sangkien", "0,4"} <= {*said}


@pytest.mark.parametrize("f1", [0.0, 0.5, 1.0])
def test_labels_of_points_that_lie_together_do_not_cover_each_other(f1):
    crowd = [
        {"peer": f"peer {n}", "entries": 100_000, "seconds": 40.0 + n, "f1": f1} for n in range(5)
    ]

    found = drawn(result=RESULT | {"peers": crowd})

    places = [
        (float(text.get("x")), float(text.get("y")))
        for text in found.iter(f"{SVG}text")
        if text.text.startswith("peer ")
    ]
    assert len({*places}) == 5
    assert all(0 <= x <= picture.WIDTH and 0 <= y <= picture.HEIGHT for x, y in places)


def test_the_picture_is_made_from_what_the_bench_printed(tmp_path):
    (tmp_path / "engine.json").write_text(json.dumps({"parts": {"peers": RESULT}}))

    picture.main([str(tmp_path / "engine.json"), str(tmp_path / "p.svg"), "vi"])

    assert (tmp_path / "p.svg").read_text() == picture.drawn(RESULT, 1)

"""Titles as they circulate, and texts that share words without being copies."""

from collections import Counter
from itertools import combinations
from random import Random

from bench.engine.grammar import topics, trades
from bench.engine.writing import contrasted, describe, draw_title

PLACE = {"place": "tại trường Tiểu học Tân Hưng"}


def titles(count, seed=3):
    random, found = Random(seed), trades()
    weights = [trade.weight for trade in found]
    drawn = random.choices(found, weights, k=count)
    return [
        draw_title(random, random.choice(t.topics), {"place": f"at{n}"})
        for n, t in enumerate(drawn)
    ]


def test_popular_titles_are_shared_the_more_the_more_there_are():
    def shared(drawn):
        times = Counter(title.text for title in drawn)
        return sum(n for n in times.values() if n > 1) / len(drawn)

    drawn = titles(20_000)
    assert shared(drawn[:2_000]) < shared(drawn)
    assert 0.25 < shared(drawn) < 0.40  # some 45 % among 100,000
    assert max(Counter(title.text for title in drawn).values()) < 60  # no single one leads


def test_generic_titles_name_no_place():
    for number, title in enumerate(titles(500)):
        assert title.is_generic <= (f"at{number}" not in title.text)


def test_every_topic_has_titles_and_contrasts_that_differ_by_one_choice():
    random = Random(1)
    for topic in topics().values():
        for _ in range(20):
            title = draw_title(random, topic, PLACE)
            other = contrasted(random, topic, title)
            assert "{" not in title.text
            if other is not None:
                assert other.text != title.text
                assert other.template == title.template


def test_texts_on_one_title_share_phrases_and_are_no_copies():
    random = Random(2)
    topic = topics()["primary 1"]
    title = draw_title(random, topic, PLACE)
    texts = [" ".join(describe(random, topic, title, 200)).split() for _ in range(12)]
    triples = [set(zip(t, t[1:], t[2:], strict=False)) for t in texts]

    alike = [len(a & b) / len(a | b) for a, b in combinations(triples, 2)]
    assert max(alike) < 0.25
    assert sum(alike) / len(alike) > 0.01

from sangkien.adapters.engine import engine
from sangkien.adapters.engine_warming import warm_up


def test_the_engine_is_made_beside_what_goes_on_meanwhile():
    engine.cache_clear()

    warm_up().join()

    assert engine.cache_info().currsize == 1
    engine()
    assert engine.cache_info().misses == 1

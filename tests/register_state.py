"""Everything a merge could touch, as plain values, to be compared before and after."""

from sangkien.models import (
    Author,
    DuplicateKey,
    DuplicatePair,
    Finding,
    Initiative,
    PersonalDetail,
    Tally,
    TallyDelta,
)


def columns_of(model):
    return [field.attname for field in model._meta.concrete_fields]  # noqa: SLF001 - documented


def rows_of(model, *left_out, **asked):
    """The rows as tuples without their own ids, sorted; nought is the same as no row."""
    names = [name for name in columns_of(model) if name not in {"id", *left_out}]
    return sorted(map(repr, model.objects.filter(**asked).values_list(*names)))


def tallies(campaign):
    """Each cell of each day that is not nought."""
    total = {}
    for model in (Tally, TallyDelta):
        names = [name for name in columns_of(model) if name not in {"id", "n"}]
        for row in model.objects.filter(campaign=campaign).values(*names, "n"):
            n = row.pop("n")
            key = tuple(sorted((k, str(v)) for k, v in row.items()))
            total[key] = total.get(key, 0) + n
    return {key: n for key, n in total.items() if n}


def state_of(campaign):
    """Entries, authors, names, findings, pairs, keys and tallies of the campaign."""
    return {
        "entries": rows_of(Initiative, campaign=campaign),
        "authors": rows_of(Author, initiative__campaign=campaign),
        "names": rows_of(PersonalDetail, initiative__campaign=campaign),
        "findings": rows_of(Finding, initiative__campaign=campaign),
        "pairs": rows_of(DuplicatePair, campaign=campaign),
        "keys": sorted(DuplicateKey.objects.values_list("posting", flat=True)),
        "tallies": tallies(campaign),
    }

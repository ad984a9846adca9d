"""Which of the units right below one an entry counts at, as an expression to group by."""

from collections.abc import Sequence

from django.db.models import Case, F, IntegerField, Value, When
from django.db.models.expressions import Combinable

from sangkien.models import Unit

LEVELS = 4  # units of the first levels stand in columns of their own, see models.unit


def place_below(top: Unit, children: Sequence[Unit]) -> Combinable:
    """The unit right below the top at or below which an entry counts."""
    if top.level < LEVELS:
        return F(f"unit__l{top.level + 1}")
    whens = [When(unit_path__startswith=unit.path, then=Value(unit.id)) for unit in children]
    return Case(*whens, default=Value(None), output_field=IntegerField())

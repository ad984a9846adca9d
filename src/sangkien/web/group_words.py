"""What a group of wrongly ticked entries has in common, as one sentence."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sangkien.core.reading.numbers import format_number
from sangkien.core.wrong_units import InCommon, School
from sangkien.queries.campaigns import Campaign
from sangkien.queries.wrong_units import MoveGroup


def common_words(group: MoveGroup) -> str:
    """Return who ticked what: "12 schools (8 kindergartens, 4 primary) of Than Uyên ticked …"."""
    common = group.common
    told = {
        "who": _who(common),
        "place": group.unit.place or group.unit.short_name,
        "ticked": group.ticked.short_name,
    }
    return _("%(who)s of %(place)s ticked %(ticked)s.") % told


def address_of(campaign: Campaign, group: MoveGroup) -> str:
    """Return the page of the group."""
    return reverse("findings-group", args=[campaign.slug, group.ticked.id, group.unit.id])


def belong_words(group: MoveGroup) -> str:
    """Return how many entries these are and where they belong."""
    said = ngettext(
        "%(shown)s entry belongs to %(unit)s by its workplace.",
        "%(shown)s entries belong to %(unit)s by their workplaces.",
        group.count,
    )
    return said % {"shown": format_number(group.count), "unit": group.unit.short_name}


def _who(common: InCommon) -> str:
    others = ngettext("%(count)s other workplace", "%(count)s other workplaces", common.others)
    others %= {"count": format_number(common.others)}
    if not common.schools:
        alone = ngettext("%(count)s workplace", "%(count)s workplaces", common.others)
        return alone % {"count": format_number(common.others)}
    schools = _schools(common)
    if not common.others:
        return schools
    return _("%(schools)s and %(others)s") % {"schools": schools, "others": others}


def _schools(common: InCommon) -> str:
    number = common.all_schools
    if len(common.schools) == 1:
        return _of_kind(common.schools[0][0], number)
    said = ngettext("%(count)s school (%(kinds)s)", "%(count)s schools (%(kinds)s)", number)
    kinds = ", ".join(f"{format_number(n)} {_KIND_WORDS[kind]()}" for kind, n in common.schools)
    return said % {"count": format_number(number), "kinds": kinds}


def _of_kind(kind: School, number: int) -> str:
    if kind is School.OTHER:
        said = ngettext("%(count)s school", "%(count)s schools", number)
        return said % {"count": format_number(number)}
    said = ngettext("%(count)s %(kind)s school", "%(count)s %(kind)s schools", number)
    return said % {"count": format_number(number), "kind": _KIND_WORDS[kind]()}


_KIND_WORDS = {
    School.KINDERGARTEN: lambda: _("kindergarten"),
    School.PRIMARY: lambda: _("primary"),
    School.LOWER_SECONDARY: lambda: _("lower secondary"),
    School.UPPER_SECONDARY: lambda: _("upper secondary"),
    School.CONTINUING: lambda: _("continuing education"),
    School.OTHER: lambda: _("of another kind"),
}

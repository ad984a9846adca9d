"""What django-allauth says, in our words: it knows no Vietnamese, and not our ways out."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OTHERWISE = _(
    "This cannot be done here. Go back, load the page again and try once more; if it fails again,"
    " ask the officer of your unit."
)


class OurWords(dict[str, Promise | str]):
    """Sentences by allauth's codes; one for every code that none of our pages should meet."""

    def __init__(self, words: Mapping[str, Promise | str]) -> None:
        super().__init__(words)

    def __missing__(self, code: str) -> Promise | str:
        return OTHERWISE

"""Views of django-allauth in pages of ours: our template, 422 for what was typed wrong, a line."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from sangkien.actions.second_factors import record_second_factor
from sangkien.web.errors import TOO_MANY
from sangkien.web.page import account_of, by, page

page_with_form = require_http_methods(["GET", "POST"])  # before allauth asks who it is
TOO_OFTEN = {"too_many_login_attempts", "rate_limited"}


class Housed:
    """Mixed in before a view of allauth."""

    request: HttpRequest
    house_page = ""
    tells: tuple[str, str] = ("", "")  # the verb of the journal for what the form does, and of what

    def shown(self, context: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what our template needs of what the view gathered."""
        return {}

    def render_to_response(self, context: Mapping[str, Any], **_said: Any) -> HttpResponse:
        forms = [context.get("form"), context.get("webauthn_form")]
        form = next((one for one in forms if one is not None and one.is_bound), None)
        values = {
            "next": context.get("redirect_field_value") or "",
            "errors": errors_of(form),
            **self.shown(context),
        }
        return page(self.request, self.house_page, values, status=_status(self.request, form))

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
            account, (verb, kind) = account_of(self.request), self.tells
            if verb and account:
                record_second_factor(account, verb, kind, by=by(self.request))
        return answer


def errors_of(form: BaseForm | None) -> dict[str, str]:
    """Return the first sentence of each field; at "" what is about none that is seen."""
    if form is None:
        return {}
    unseen = {"__all__", *(field.name for field in form.hidden_fields())}
    return {"" if name in unseen else name: str(said[0]) for name, said in form.errors.items()}


def is_too_often(form: BaseForm) -> bool:
    """Return whether the form was not looked at because of too many tries."""
    codes = {error.code for errors in form.errors.as_data().values() for error in errors}
    return bool(codes & TOO_OFTEN)


def _status(request: HttpRequest, form: BaseForm | None) -> int:
    if request.method != "POST" or form is None or not form.errors:
        return 200
    return TOO_MANY if is_too_often(form) else 422

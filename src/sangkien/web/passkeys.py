"""Passkeys of one's own account: made by the browser, the telephone or a key."""

from collections.abc import Mapping
from typing import Any

from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.http import HttpResponse
from django.urls import reverse_lazy

from sangkien.actions.second_factors import require_another_factor
from sangkien.core.refusal import Refusal
from sangkien.queries.second_factors import PASSKEY
from sangkien.web.housed import Housed, page_with_form
from sangkien.web.page import account_of, by


class AddPasskey(Housed, AddWebAuthnView):
    house_page = "account/passkey.html"
    tells = ("factor-added", PASSKEY)

    def shown(self, context: Mapping[str, Any]) -> Mapping[str, Any]:
        options = context["js_data"]["creation_options"]
        # one that knows its owner opens without name and password too, where the device can
        asked = options["publicKey"]["authenticatorSelection"]
        kept = {"residentKey": "preferred", "userVerification": "preferred"}
        chosen = {"authenticatorSelection": {**asked, **kept, "requireResidentKey": False}}
        return {
            "options": {"publicKey": {**options["publicKey"], **chosen}},
            "name": context["form"].initial["name"],
        }


class TakeAwayPasskey(Housed, RemoveWebAuthnView):
    house_page = "account/passkey_off.html"
    tells = ("factor-removed", PASSKEY)
    success_url = reverse_lazy("mfa_index")

    def shown(self, context: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"name": self.object.wrap().name}

    def form_valid(self, form: Any) -> HttpResponse:
        account = account_of(self.request)
        if account is None:
            raise Refusal("not-allowed")
        require_another_factor(account, by=by(self.request))
        return super().form_valid(form)


add = page_with_form(AddPasskey.as_view())
take_away = page_with_form(TakeAwayPasskey.as_view())

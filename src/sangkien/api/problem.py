"""One shape for every "no" of the interface: RFC 9457 problem details."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as ShapeError

from sangkien.core.refusal import Refusal
from sangkien.inputs.problem import BadInput, told_by_field

STATUS = {"not-allowed": 403, "unknown": 404}  # every other rule of the house: 409


class Problem(Schema):
    """What went wrong: `type` names the rule, `detail` says it in words, `errors` by field."""

    type: str
    title: str
    status: int
    detail: str
    errors: dict[str, str] = {}
    receipt: str = ""
    address: str = ""


def answer(status: int, kind: str, title: str, detail: str, **more: object) -> HttpResponse:
    body: dict[str, object] = {
        "type": f"urn:sangkien:problem:{kind}",
        "title": title,
        "status": status,
        "detail": detail,
        **more,
    }
    return JsonResponse(body, status=status, content_type="application/problem+json")


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    status = STATUS.get(refusal.code, 409)
    detail = _(refusal.sentence).format(**refusal.details)
    receipt = {"receipt": refusal.details["receipt"]} if "receipt" in refusal.details else {}
    return answer(status, refusal.code, "Refused", detail, **receipt)


def bad_input(request: HttpRequest, bad: BadInput) -> HttpResponse:
    errors = told_by_field(bad.errors)
    return answer(422, "bad-input", "Cannot be read", "; ".join(errors.values()), errors=errors)


def bad_shape(request: HttpRequest, error: ShapeError) -> HttpResponse:
    errors = {".".join(map(str, e["loc"])): str(e["msg"]) for e in error.errors}
    return answer(422, "bad-shape", "Cannot be read", "; ".join(errors.values()), errors=errors)


def stranger(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    detail = (
        "Send a token of yours as “Authorization: Bearer …”; `sangkien account token` makes one."
    )
    response = answer(401, "no-token", "Who are you?", detail)
    response["WWW-Authenticate"] = "Bearer"
    return response


def other(request: HttpRequest, error: HttpError) -> HttpResponse:
    return answer(error.status_code, "refused", "Refused", error.message)


def install(api: NinjaAPI) -> None:
    """Let every exception of the house leave in the one shape."""
    for kind, handler in (
        (Refusal, refused),
        (BadInput, bad_input),
        (ShapeError, bad_shape),
        (AuthenticationError, stranger),
        (HttpError, other),
    ):
        api.add_exception_handler(kind, handler)  # type: ignore[arg-type]

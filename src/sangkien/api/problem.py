"""One shape for every "no" of the interface: RFC 9457 problem details."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as ShapeError

from sangkien.core.refusal import SENTENCES, Refusal
from sangkien.core.sentences import N_
from sangkien.inputs.problem import BadInput, FieldProblem, told_by_field

ROOT = "/api/v1/"
PROBLEM = "application/problem+json"
STATUS = {"not-allowed": 403, "unknown": 404}  # every other rule of the house: 409
TITLES = {
    400: N_("Cannot be read"),
    401: N_("Who are you?"),
    413: N_("Too large"),
    422: N_("Cannot be read"),
    500: N_("Broken"),
}
REFUSED = N_("Refused")  # the title of every other status
# what never reaches a route, by status
UNROUTED = {
    400: ("no-json", N_("This is no JSON. Send the fields of one initiative as JSON in UTF-8.")),
    404: ("unknown", SENTENCES["unknown"]),
    405: ("method", N_("This address does something else. docs/api.json says what it takes.")),
    413: ("too-large", N_("The body is too large. Send one initiative at a time.")),
    500: ("fault", N_("Something broke on our side. Send it again later with the same key.")),
}
_SHAPES = {  # pydantic's words, as ours
    "missing": "value-missing",
    "string_too_long": "value-too-long",
    "string_pattern_mismatch": "value-empty",
}


class Problem(Schema):
    """What went wrong: `type` names the rule, `detail` says it in words, `errors` by field."""

    type: str
    title: str
    status: int
    detail: str
    errors: dict[str, str] = {}
    receipt: str = ""
    address: str = ""


def answer(status: int, kind: str, detail: str, **more: object) -> HttpResponse:
    body: dict[str, object] = {
        "type": f"urn:sangkien:problem:{kind}",
        "title": _(TITLES.get(status, REFUSED)),
        "status": status,
        "detail": detail,
        **more,
    }
    return JsonResponse(body, status=status, content_type=PROBLEM)


def in_one_shape(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a program is not answered with a page where no route of the interface spoke."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_shaped = response.get("Content-Type") == PROBLEM or response.status_code not in UNROUTED
        if is_shaped or not request.path_info.startswith(ROOT):
            return response
        shaped = unrouted(response.status_code)
        if "Allow" in response:
            shaped["Allow"] = response["Allow"]
        return shaped

    return middleware


def unrouted(status: int) -> HttpResponse:
    kind, sentence = UNROUTED[status]
    return answer(status, kind, _(sentence))


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    status = STATUS.get(refusal.code, 409)
    detail = _(refusal.sentence).format(**refusal.details)
    more: dict[str, object] = {}
    if receipt := refusal.details.get("receipt"):
        more["receipt"] = receipt
    if token := refusal.details.get("token"):
        more["address"] = receipt_address(request, str(token))
    return answer(status, refusal.code, detail, **more)


def receipt_address(request: HttpRequest, token: str) -> str:
    return request.build_absolute_uri(f"/bien-nhan/{token}/")


def bad_input(request: HttpRequest, bad: BadInput) -> HttpResponse:
    return _by_field("bad-input", bad.errors)


def bad_shape(request: HttpRequest, error: ShapeError) -> HttpResponse:
    return _by_field("bad-shape", tuple(map(_misshapen, error.errors)))


def _by_field(kind: str, problems: tuple[FieldProblem, ...]) -> HttpResponse:
    errors = told_by_field(problems)
    return answer(422, kind, "; ".join(dict.fromkeys(errors.values())), errors=errors)


def _misshapen(error: dict[str, Any]) -> FieldProblem:
    """Return the framework's error under the name of our field; "body" where it is all of it."""
    code = _SHAPES.get(error["type"], "value-not-text")
    if error["loc"][-1] == "body":
        code = "body-empty"
    return FieldProblem(
        str(error["loc"][-1]), code, {"limit": error.get("ctx", {}).get("max_length", 0)}
    )


def stranger(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    detail = _(
        "Send a token of yours as “Authorization: Bearer …”; `sangkien account token` makes one."
    )
    response = answer(401, "no-token", detail)
    response["WWW-Authenticate"] = "Bearer"
    return response


def too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return unrouted(413)


def other(request: HttpRequest, error: HttpError) -> HttpResponse:
    if error.status_code in UNROUTED:
        return unrouted(error.status_code)
    return answer(error.status_code, "refused", error.message)


def install(api: NinjaAPI) -> None:
    """Let every exception of the house leave in the one shape."""
    for kind, handler in (
        (Refusal, refused),
        (BadInput, bad_input),
        (ShapeError, bad_shape),
        (AuthenticationError, stranger),
        (RequestDataTooBig, too_large),
        (HttpError, other),
    ):
        api.add_exception_handler(kind, handler)  # type: ignore[arg-type]

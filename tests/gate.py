"""A program at the programming interface: what it sends, and what docs/api.json promises it."""

import json
from pathlib import Path

from sangkien.actions.accounts import make_token
from tests import make

ADDRESS = "/api/v1/campaigns/mo/initiatives"
DESCRIBED = json.loads((Path(__file__).parents[1] / "docs" / "api.json").read_text())
FILE = "/api/v1/campaigns/{slug}/initiatives"
ASK = f"{FILE}/{{receipt}}"


def federation():
    """A province that runs the campaign "mo", a district in it, and a neighbour."""
    province = make.unit(name="LĐLĐ tỉnh Lai Châu")
    district = make.unit(province, "LĐLĐ huyện Than Uyên", code="THU")
    campaign = make.campaign(province, slug="mo")
    return {
        "province": province,
        "district": district,
        "other": make.unit(province),
        "campaign": campaign,
    }


def token_of(role, at):
    return make_token(make.account(role, at), "cổng quốc gia", by=make.SYSTEM)


def said(**changes):
    return {
        "client_ref": "gate-1",
        "title": "Lịch trực cấp cứu bằng bảng từ",
        "authors": "Lò Văn An (60%); Vàng A Pao (40%)",
        "workplace": "Trạm Y tế xã Phúc Than",
        "ticked_unit": "THU",
        "effect": "Không còn bỏ sót ca trực ban đêm",
        "applied_on": "2021-10-05",
    } | changes


def bearer(token):
    return {"Authorization": f"Bearer {token}"} if token else {}


def send_raw(client, token, body, *, address=ADDRESS, content_type="application/json"):
    return client.post(address, body, content_type=content_type, headers=bearer(token))


def send(client, token, body=None, **changes):
    return send_raw(client, token, json.dumps(said(**changes) if body is None else body))


def ask(client, token, receipt, address=ADDRESS):
    return client.get(f"{address}/{receipt}", headers=bearer(token))


def statuses(path, method):
    """Return the statuses that docs/api.json names for a route."""
    return {int(status) for status in DESCRIBED["paths"][path][method]["responses"]}


def faults_of(answer, path, method):
    """Return in what an answer differs from its description in docs/api.json, [] where nowhere."""
    described = DESCRIBED["paths"][path][method]["responses"].get(str(answer.status_code))
    if described is None:
        return [f"status {answer.status_code} is not described"]
    reference = described["content"]["application/json"]["schema"]["$ref"]
    return list(_faults(answer.json(), _schema(reference), at="body"))


def _schema(reference):
    return DESCRIBED["components"]["schemas"][reference.rpartition("/")[2]]


_TYPES = {"string": str, "integer": int, "object": dict, "array": list}


def _faults(value, schema, at):
    schema = _schema(schema["$ref"]) if "$ref" in schema else schema
    if "type" in schema and not isinstance(value, _TYPES[schema["type"]]):
        yield f"{at} is no {schema['type']}"
        return
    if "properties" in schema:
        yield from (
            f"{at}.{name} is missing" for name in schema.get("required", ()) if name not in value
        )
        yield from (f"{at}.{name} is not described" for name in value.keys() - schema["properties"])
        for name in schema["properties"].keys() & value.keys():
            yield from _faults(value[name], schema["properties"][name], f"{at}.{name}")
    if "items" in schema:
        for place, item in enumerate(value):
            yield from _faults(item, schema["items"], f"{at}[{place}]")

"""Register initiatives by program, and ask for the state of one."""

from typing import Any

from django.http import HttpRequest
from django.utils.timezone import now
from ninja import Router, Schema, Status
from pydantic import Field

from sangkien.actions.journal import By
from sangkien.actions.registration import API, Filing, register_initiative
from sangkien.api.problem import Problem, receipt_address
from sangkien.core.receipts import entry_of
from sangkien.core.refusal import Refusal
from sangkien.core.text import tidy
from sangkien.inputs.registration import FIELDS, context_for, read_entry
from sangkien.queries.campaigns import Campaign, campaign_by_slug
from sangkien.queries.entry_detail import visible_entry
from sangkien.queries.receipts import receipt_by_token
from sangkien.queries.stubs import shown_details

router = Router(tags=["initiatives"])
NO = {401: Problem, 404: Problem}
NO_ENTRY = NO | {400: Problem, 403: Problem, 409: Problem, 413: Problem, 422: Problem}


class Submission(Schema):
    """One initiative, fields as typed; the same reading as form and spreadsheet."""

    client_ref: str = Field(
        description="Your own key, never empty: the same key is the same entry",
        max_length=80,
        pattern=r"\S",
    )
    title: str
    authors: str = Field(description="“Lò Thị Mai (60%); Vàng A Pao (40%)”")
    member_number: str = ""
    workplace: str
    ticked_unit: str = Field(description="Code or name of the unit")
    field: str = ""
    member_kind: str = ""
    description: str = ""
    effect: str = ""
    benefit: str = Field("", description="As typed: “1,2 tỷ”")
    applied_on: str = Field(description="dd/mm/yyyy, mm/yyyy or yyyy; ISO 8601 is read as well")
    recognised_by: str = ""
    recognition_number: str = ""
    recognised_on: str = ""
    secret: str = ""
    reward: str = ""
    on_behalf: str = Field("", description="Why somebody else enters it", max_length=200)


class FindingOut(Schema):
    rule: str
    reason: str
    severity: str
    details: dict[str, Any]


class Registered(Schema):
    """kind: "new" (stored now) or "again" (this very send came before)."""

    kind: str
    receipt: str
    address: str
    findings: list[FindingOut]


class StateOut(Schema):
    receipt: str
    title: str
    unit: str
    filed_at: str
    state: str
    reason: str


@router.post(
    "/campaigns/{slug:slug}/initiatives",
    response={200: Registered, 201: Registered, **NO_ENTRY},
    summary="Register one initiative",
)
def register(request: HttpRequest, slug: str, body: Submission) -> Status[Registered]:
    """201 and a receipt; 200 with the first receipt for the same send again; 409 for the same key
    with other content, with the receipt of what is stored.
    """
    campaign = _campaign(slug)
    raw = body.model_dump(include=set(FIELDS))
    moment = now()
    context = context_for(campaign, [body.ticked_unit], moment)
    entry = read_entry(raw, context, client_ref=body.client_ref)
    filing = Filing(By(request.auth, moment), API, on_behalf=tidy(body.on_behalf))  # type: ignore[attr-defined]
    outcome = register_initiative(campaign, entry, filing)
    answer = Registered(
        kind=outcome.kind,
        receipt=outcome.receipt,
        address=receipt_address(request, outcome.receipt_token),
        findings=[
            FindingOut(
                rule=f.rule,
                reason=f.reason,
                severity=f.severity,
                details=shown_details(request.auth, f.details),  # type: ignore[attr-defined]
            )
            for f in outcome.findings
        ],
    )
    return Status(201 if outcome.kind == "new" else 200, answer)


@router.get(
    "/campaigns/{slug:slug}/initiatives/{receipt}",
    response={200: StateOut, **NO},
    summary="State of one initiative by its receipt number",
)
def show(request: HttpRequest, slug: str, receipt: str) -> StateOut:
    """Answers for entries of your own part of the tree; of any other 404."""
    number = entry_of(receipt)
    if number is None:
        raise Refusal("unknown")
    account = request.auth  # type: ignore[attr-defined]
    entry = visible_entry(account, _campaign(slug), number)
    found = receipt_by_token(entry.receipt_token) if entry else None
    if found is None:
        raise Refusal("unknown")
    return StateOut(
        receipt=found.number,
        title=found.title,
        unit=found.unit,
        filed_at=found.filed_at.isoformat(),
        state=found.state.value,
        reason=found.reason,
    )


def _campaign(slug: str) -> Campaign:
    campaign = campaign_by_slug(slug)
    if campaign is None:
        raise Refusal("unknown")
    return campaign

"""The public programming interface, version 1; its description is docs/api.json."""

from ninja import NinjaAPI

from sangkien.api import problem, registration
from sangkien.api.token import Token

api = NinjaAPI(
    title="sangkien",
    version="1",
    description="Register initiatives, ask for their state. Every “no” has one shape (RFC 9457).",
    auth=Token(),
    docs_url=None,  # the stock page loads scripts from another host; docs/api.json is the reference
    urls_namespace="api",
)
problem.install(api)
api.add_router("", registration.router)

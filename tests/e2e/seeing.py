"""What is looked at on every page: whom it asked, what went wrong, whether it fits."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

AXE = Axe()
AXE_OPTIONS = {"resultTypes": ["violations"], "preload": False}
INLINE_STYLE = "Applying inline style violates"
GRAVE = ("serious", "critical")
# the browser's own remark on a page that answers 404 or 422, which is meant
STATUS_REMARK = "Failed to load resource: the server responded with a status of"


@dataclass
class Watch:
    """Notes what no page of ours may do."""

    host: str
    complaints: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("console", self._console)
        context.on("weberror", lambda fault: self.complaints.append(str(fault.error)))

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob"} and address.netloc != self.host:
            self.complaints.append(f"asked another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            self.complaints.append(f"{response.status} for {response.url}")
        if response.status >= 500:
            self.complaints.append(f"{response.status} for {response.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(STATUS_REMARK):
            self.complaints.append(f"console: {message.text}")

    def barriers(self, page: Page) -> list[str]:
        """Return what keeps somebody from using the page: serious and critical violations."""
        before = list(self.complaints)
        found = AXE.run(page, options=AXE_OPTIONS).response["violations"]
        # the measuring itself tries styles, and our pages forbid it
        later = [said for said in self.complaints[len(before) :] if INLINE_STYLE not in said]
        self.complaints[:] = before + later
        return [
            f"{rule['id']}: {place['html'][:160]} {place['failureSummary']}"
            for rule in found
            if rule["impact"] in GRAVE
            for place in rule["nodes"]
        ]


def too_wide(page: Page) -> list[str]:
    """Return what stands out of the page to the right; nothing where nobody must scroll aside."""
    return page.evaluate(
        """() => {
        const root = document.documentElement;
        if (root.scrollWidth <= root.clientWidth) return [];
        const out = [...document.body.querySelectorAll("*")].filter(
            (element) => element.getBoundingClientRect().right > root.clientWidth + 1);
        return [`${root.scrollWidth} > ${root.clientWidth}`, ...out.slice(-5).map(
            (element) => element.outerHTML.slice(0, 120))];
    }"""
    )

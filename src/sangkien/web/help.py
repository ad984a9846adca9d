"""Help pages, and the page that shows every part of the look.

A long text is not translated sentence by sentence: each page is written once in each language,
in templates/help/vi/ and templates/help/en/ under the same name.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from sangkien.web.page import page

# the word in the address → the name of the template, in the order of the contents page
PAGES = {
    "dang-ky": "register",
    "dang-nhap": "log_in",
    "bang-tien-do": "progress",
    "nhap-tu-excel": "import",
    "nhap-thay": "on_behalf",
    "lam-sach": "cleaning",
    "danh-sach": "lists",
    "xem-lai-so-lieu": "signals",
    "soan-cong-van": "letters",
    "doc-nhat-ky": "journal",
    "giao-vai-tro": "roles",
}


@require_safe
def contents(request: HttpRequest) -> HttpResponse:
    return page(request, f"help/{_language()}/contents.html", {})


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    if slug not in PAGES:
        raise Http404
    return page(request, f"help/{_language()}/{PAGES[slug]}.html", {})


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    return page(request, "help/style.html", {})


def _language() -> str:
    return "en" if get_language() == "en" else "vi"

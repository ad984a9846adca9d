"""Help pages, and the page that shows every part of the look."""

from django.http import HttpRequest, HttpResponse

from sangkien.web.page import page


def contents(request: HttpRequest) -> HttpResponse:
    return page(request, "help/contents.html", {})


def style(request: HttpRequest) -> HttpResponse:
    return page(request, "help/style.html", {})

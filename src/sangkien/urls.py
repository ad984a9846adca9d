"""Every address of the product in one table of contents."""

from django.urls import URLPattern, path

from sangkien.api.api import api
from sangkien.web import account, help, home, language, registration  # noqa: A004

handler403 = "sangkien.web.errors.forbidden"
handler404 = "sangkien.web.errors.not_found"
handler500 = "sangkien.web.errors.fault"

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    # account
    path("dang-nhap/", account.log_in, name="login"),
    path("dang-xuat/", account.log_out, name="logout"),
    path("ngon-ngu/", language.set_language, name="set_language"),
    # programs
    path("api/v1/", api.urls),
    # help
    path("tro-giup/", help.contents, name="help"),
    path("tro-giup/giao-dien/", help.style, name="help-style"),
    # the rooms of a campaign; the campaign's slug stands last, so that no word above can be one
    path("<slug:slug>/", home.campaign_home, name="campaign-home"),
    path("<slug:slug>/dang-ky/", registration.register, name="register"),
    path("bien-nhan/<uuid:token>/", registration.receipt, name="receipt"),
]

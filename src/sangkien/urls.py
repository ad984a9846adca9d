"""Every address of the product in one table of contents."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

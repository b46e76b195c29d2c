"""The way in for owners' committees and property companies."""

from django.urls import URLPattern, path

from jiedao.portal import views_partner as views

urlpatterns: list[URLPattern] = [
    path("actions/enter/", views.enter, name="partner-enter"),
    path("actions/enter/code/", views.code, name="partner-code"),
    path("actions/codes/", views.codes, name="partner-codes"),
    path("actions/codes/<int:pk>/", views.code_make, name="partner-code-make"),
]

"""设置 → 指标."""

from django.urls import URLPattern, path

from committees.indicators import views

urlpatterns: list[URLPattern] = [
    path("settings/indicators/", views.indicators, name="indicators"),
    path("settings/indicators/<slug:key>/", views.indicator_edit, name="indicator-edit"),
]

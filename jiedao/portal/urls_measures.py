"""Regulations as they are lived."""

from django.urls import URLPattern, path

from jiedao.portal import views_measures as views

urlpatterns: list[URLPattern] = [
    path("street/regulations/", views.street_regulations, name="street-regulations"),
    path("street/regulations/adoption/", views.street_adoption, name="street-adoption"),
    path("measures/", views.own_measures, name="measures"),
    path("measures/<slug:slug>/<slug:measure>/", views.measure_rows, name="measure"),
    path("work-reports/new/", views.work_report_new, name="work-report-new"),
]

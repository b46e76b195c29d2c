"""今天平安 and the holiday roster. Addresses without a slash answer too (UX B.2)."""

from django.urls import URLPattern, path

from casework.holidays import views, views_street

urlpatterns: list[URLPattern] = [
    path("duty/report/", views.report, name="duty-report"),
    path("duty/report", views.report),
    path("street/duty/holiday/", views_street.holiday, name="street-duty-holiday"),
    path("street/duty/holiday", views_street.holiday),
    path("street/duty/safe/", views_street.safe, name="street-duty-safe"),
    path("street/duty/safe/calls/", views_street.call_missing, name="street-duty-calls"),
]

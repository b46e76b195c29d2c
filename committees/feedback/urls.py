"""「这条有错，告诉我们」."""

from django.urls import URLPattern, path

from committees.feedback import views

urlpatterns: list[URLPattern] = [
    path("feedback/", views.report_page, name="page-report"),
    path("publish/reports/", views.reports, name="page-reports"),
    path("publish/reports/<int:pk>/settle/", views.settle, name="page-report-settle"),
    path("publish/reports/<int:pk>/reopen/", views.reopen, name="page-report-reopen"),
    path("publish/reports/<int:pk>/reveal/", views.reveal, name="page-report-reveal"),
]

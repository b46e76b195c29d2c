"""Work reports. A new one is begun by the portal, which knows every figure."""

from django.urls import URLPattern, path

from casework.reports import views

urlpatterns: list[URLPattern] = [
    path("work-reports/", views.report_list, name="work-reports"),
    path("work-reports/<int:pk>/", views.report_page, name="work-report"),
    path("work-reports/<int:pk>/edit/", views.report_edit, name="work-report-edit"),
    path("work-reports/<int:pk>/answer/", views.report_answer, name="work-report-answer"),
    path("work-reports/<int:pk>/<slug:step>/do/", views.report_move, name="work-report-move"),
    path("work-reports/<int:pk>.docx", views.report_word, name="work-report-word"),
]

"""The papers of the year-end meeting."""

from django.urls import URLPattern, path

from jiedao.portal import views_yearend as views

urlpatterns: list[URLPattern] = [
    path("meetings/<int:pk>/pack/", views.pack, name="pack"),
    path("meetings/<int:pk>/pack/self/<int:mandate>/", views.pack_self_report, name="pack-self"),
    path(
        "meetings/<int:pk>/pack/self/<int:mandate>.docx",
        views.pack_self_report_word,
        name="pack-self-word",
    ),
    path("meetings/<int:pk>/pack/report.docx", views.pack_report_word, name="pack-report-word"),
    path("meetings/<int:pk>/pack/<slug:paper>/", views.pack_paper, name="pack-paper"),
]

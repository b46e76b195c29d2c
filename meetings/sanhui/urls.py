"""The three meetings."""

from django.urls import URLPattern, path

from meetings.sanhui import views, views_street

urlpatterns: list[URLPattern] = [
    path("meetings/<int:pk>/outcome/", views.outcome_page, name="outcome"),
    path("meetings/<int:pk>/outcome/plan/file/", views.outcome_file, name="outcome-file"),
    path("meetings/<int:pk>/outcome/undo/<slug:key>/", views.outcome_undo, name="outcome-undo"),
    path("meetings/<int:pk>/outcome/<slug:step>/", views.outcome_step, name="outcome-step"),
    path("meetings/<int:pk>/outcome/sides/<int:side>/", views.outcome_side, name="outcome-side"),
    path("meetings/<int:pk>/outcome/deeds/<int:deed>/", views.outcome_deed, name="outcome-deed"),
    path(
        "meetings/<int:pk>/outcome/paper/<slug:paper>/",
        views.outcome_paper,
        name="outcome-paper",
    ),
    path("street/rectification/", views_street.street_plans, name="street-plans"),
]

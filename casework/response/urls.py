"""困难快速反应."""

from django.urls import URLPattern, path

from casework.response import views, views_intake, views_late, views_settings

SETTINGS = "settings/response/"
ACTS = {"pause": views.pause, "level": views.level, "report": views.report}

urlpatterns: list[URLPattern] = [
    path("cases/new/", views_intake.new, name="case-new"),
    path("cases/new", views_intake.new),
    path("cases/new/help/", views_intake.help_first, name="case-help"),
    path("cases/late/", views_late.late, name="cases-late"),
    path("cases/<int:pk>/number/", views_intake.number, name="case-number"),
    *(path(f"cases/<int:pk>/{act}/", view, name=f"case-{act}") for act, view in ACTS.items()),
    path("cases/<int:pk>/resume/", views.resume, name="case-resume"),
    path("street/response/", views_late.street, name="street-response"),
    path(SETTINGS, views_settings.table, name="response-settings"),
    path(f"{SETTINGS}levels/<int:pk>/", views_settings.level, name="response-level"),
    path(f"{SETTINGS}rules/new/", views_settings.rule_new, name="response-rule-new"),
    path(f"{SETTINGS}rules/<int:pk>/", views_settings.rule, name="response-rule"),
    path(
        f"{SETTINGS}rules/<int:pk>/remove/",
        views_settings.rule_remove,
        name="response-rule-remove",
    ),
    path(f"{SETTINGS}rungs/new/", views_settings.rung_new, name="response-rung-new"),
    path(f"{SETTINGS}rungs/<int:pk>/", views_settings.rung, name="response-rung"),
    path(
        f"{SETTINGS}rungs/<int:pk>/remove/",
        views_settings.rung_remove,
        name="response-rung-remove",
    ),
]

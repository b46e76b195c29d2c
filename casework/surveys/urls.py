"""Survey rounds."""

from django.urls import URLPattern, path

from casework.surveys import views, views_street, views_walking

urlpatterns: list[URLPattern] = [
    path("surveys/", views.rounds, name="surveys"),
    path("surveys/new/", views.new, name="survey-new"),
    path("surveys/new", views.new),
    path("surveys/<int:pk>/", views.round_page, name="survey"),
    path("surveys/<int:pk>/edit/", views.edit, name="survey-edit"),
    path("surveys/<int:pk>/edit", views.edit),
    path("surveys/<int:pk>/b/<int:building>/", views_walking.building, name="survey-building"),
    path("surveys/<int:pk>/b/<int:building>/paper/", views_walking.paper, name="survey-paper"),
    path("surveys/<int:pk>/b/<int:building>/typing/", views_walking.typing, name="survey-typing"),
    path("surveys/<int:pk>/<int:household>/", views_walking.visit, name="survey-visit"),
    path("street/surveys/", views_street.street, name="street-surveys"),
]

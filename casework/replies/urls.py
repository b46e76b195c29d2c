"""What residents read."""

from django.urls import URLPattern, path

from casework.replies import views

urlpatterns: list[URLPattern] = [
    path("cases/<int:pk>/letter/", views.letter, name="case-letter"),
    path("settings/replies/", views.texts, name="standard-texts"),
    path("settings/replies/<int:pk>/", views.text, name="standard-text"),
]

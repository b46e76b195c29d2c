"""Files that wait for their form."""

from django.urls import URLPattern, path

from committees.files import views

urlpatterns: list[URLPattern] = [
    path("drafts/files/<uuid:token>/", views.staged_file, name="staged-file"),
]

"""The duty log."""

from django.urls import URLPattern, path

from casework.log import views

urlpatterns: list[URLPattern] = [
    path("log/new/", views.new, name="log-new"),
    path("log/new", views.new),
    path("log/", views.entries, name="log"),
    path("log/bin/", views.recycle_bin, name="log-bin"),
    path("log/<int:pk>/", views.entry, name="log-entry"),
    path("log/<int:pk>/edit/", views.edit, name="log-edit"),
    path("log/<int:pk>/edit", views.edit),
    path("log/<int:pk>/undo/", views.undo, name="log-undo"),
    path("log/<int:pk>/undo", views.undo),
    path("log/<int:pk>/restore/", views.restore, name="log-restore"),
    path("log/<int:pk>/case/", views.make_case, name="log-case"),
    path("log/<int:pk>/case", views.make_case),
    path("log/<int:pk>/settle/", views.settle, name="log-settle"),
    path("log/<int:pk>/photos/<int:photo_pk>/", views.photo, name="log-photo"),
]

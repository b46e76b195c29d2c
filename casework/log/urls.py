"""The duty log."""

from django.urls import URLPattern, path

from casework.log import views, views_follow, views_list, views_photos, views_writing

urlpatterns: list[URLPattern] = [
    path("log/new/", views_writing.new, name="log-new"),
    path("log/new", views_writing.new),
    path("log/", views_list.entries, name="log"),
    path("log/bin/", views_list.recycle_bin, name="log-bin"),
    path("log/<int:pk>/", views.entry, name="log-entry"),
    path("log/<int:pk>/edit/", views_writing.edit, name="log-edit"),
    path("log/<int:pk>/edit", views_writing.edit),
    path("log/<int:pk>/undo/", views.undo, name="log-undo"),
    path("log/<int:pk>/undo", views.undo),
    path("log/<int:pk>/restore/", views.restore, name="log-restore"),
    path("log/<int:pk>/case/", views_follow.make_case, name="log-case"),
    path("log/<int:pk>/case", views_follow.make_case),
    path("log/<int:pk>/settle/", views_follow.settle, name="log-settle"),
    path("log/<int:pk>/photos/<int:photo_pk>/", views_photos.photo, name="log-photo"),
    path(
        "log/<int:pk>/photos/<int:photo_pk>/remove/",
        views_photos.photo_remove,
        name="log-photo-remove",
    ),
    path(
        "log/<int:pk>/photos/<int:photo_pk>/restore/",
        views_photos.photo_restore,
        name="log-photo-restore",
    ),
]

"""The count."""

from django.urls import URLPattern, path

from elections.counting import views, views_settling

E, BATCH = "e/<str:key>", "e/<str:key>/count/<int:batch>"

urlpatterns: list[URLPattern] = [
    path(f"{E}/opening/", views.opening, name="opening"),
    path(f"{E}/count/", views.count, name="count"),
    path(f"{E}/count/again/", views_settling.again, name="count-again"),
    path(f"{E}/opening/again/", views_settling.boxes_again, name="opening-again"),
    path(f"{BATCH}/", views.count_batch, name="count-batch"),
    path(f"{BATCH}/claim/", views.count_claim, name="count-claim"),
    path(f"{BATCH}/release/", views.count_release, name="count-release"),
    path(f"{E}/settle/<int:batch>/", views_settling.settle_batch, name="settle"),
    path(f"{E}/wall/", views_settling.wall, name="wall"),
    path(f"{E}/wall/<int:pk>/", views_settling.wall_photo, name="wall-photo"),
]

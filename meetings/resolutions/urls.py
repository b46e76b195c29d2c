"""Outcomes. Both spellings of an address answer; the named one is canonical."""

from django.urls import URLPattern, path

from meetings.resolutions import views, views_adopting

urlpatterns: list[URLPattern] = [
    path("resolutions/", views.register, name="resolutions"),
    path("resolutions/<int:pk>/", views.resolution, name="resolution"),
    path("resolutions/<int:pk>/edit/", views.edit, name="resolution-edit"),
    path("resolutions/<int:pk>/edit", views.edit),
    path("resolutions/<int:pk>/undo/", views.undo, name="resolution-undo"),
    path("resolutions/<int:pk>/adopt/", views_adopting.adopt_version, name="resolution-adopt"),
    path("resolutions/<int:pk>/adopt", views_adopting.adopt_version),
    path("resolutions/<int:pk>/item/", views.item_new, name="item-new"),
    path("resolutions/<int:pk>/item", views.item_new),
    path("meetings/<int:pk>/resolutions/", views.of_meeting, name="meeting-resolutions"),
    path("meetings/<int:pk>/resolutions/new/", views.new, name="resolution-new"),
    path("meetings/<int:pk>/resolutions/new", views.new),
    path("meetings/<int:pk>/letter/<int:body>/", views.letter, name="absence-letter"),
]

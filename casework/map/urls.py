"""为民地图."""

from django.urls import URLPattern, path

from casework.map import views, views_ground, views_print

urlpatterns: list[URLPattern] = [
    path("map/", views.estates, name="map"),
    path("map/<int:pk>/", views.building, name="map-building"),
    path("map/<int:pk>/print/", views_print.plain, name="map-print"),
    path("map/<int:pk>/print/needs/", views_print.with_needs, name="map-print-needs"),
    path("map/ground/", views_ground.ground, name="map-ground"),
    path("map/<int:pk>/place/", views_ground.place, name="map-place"),
    path("map/flats/<int:pk>/vacant/", views.vacant, name="map-flat-vacant"),
]

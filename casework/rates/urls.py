"""三率."""

from django.urls import URLPattern, path

from casework.rates import views

urlpatterns: list[URLPattern] = [
    path("rates/", views.rates, name="rates"),
    path("rates/list/", views.rates_list, name="rates-list"),
    path("street/rates/", views.street_rates, name="street-rates"),
    path("street/rates/list/", views.street_rates_list, name="street-rates-list"),
]

"""民主评议."""

from django.urls import URLPattern, path

from meetings.reviews import views

urlpatterns: list[URLPattern] = [
    path("meetings/<int:pk>/review/", views.review_page, name="review"),
    path("meetings/<int:pk>/review/count/", views.review_count, name="review-count"),
]

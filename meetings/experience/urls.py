"""The experience library. Both spellings of an address answer; the named one is canonical."""

from django.urls import URLPattern, path

from meetings.experience import views

urlpatterns: list[URLPattern] = [
    path("experience/", views.experience_list, name="experiences"),
    path("experience/new/", views.experience_new, name="experience-new"),
    path("experience/new", views.experience_new),
    path("experience/<int:pk>/", views.experience_page, name="experience"),
    path("experience/<int:pk>/edit/", views.experience_edit, name="experience-edit"),
    path("experience/<int:pk>/use/", views.experience_use, name="experience-use"),
]

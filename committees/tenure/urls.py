"""Coming, moving, leaving; where the hukou is; who owns the flat."""

from django.urls import URLPattern, path

from committees.tenure import views, views_facts

urlpatterns: list[URLPattern] = [
    path("households/new/", views.household_new, name="household-new"),
    path("households/new", views.household_new),
    path("households/<int:pk>/people/new/", views.resident_new, name="resident-new"),
    path("households/<int:pk>/leave/", views.household_leave, name="household-leave"),
    path("households/<int:pk>/stay/", views.household_stay, name="household-stay"),
    path("residents/<int:pk>/move/", views.resident_move, name="resident-move"),
    path("residents/<int:pk>/depart/", views.resident_depart, name="resident-depart"),
    path("residents/<int:pk>/return/", views.resident_return, name="resident-return"),
    path("residents/<int:pk>/hukou/", views_facts.hukou_new, name="resident-hukou"),
    path("residents/<int:pk>/owns/", views_facts.owns_new, name="resident-owns"),
    path("households/<int:pk>/owners/new/", views_facts.owner_new, name="owner-new"),
    path("ownerships/<int:pk>/end/", views_facts.ownership_end, name="ownership-end"),
]

"""请别的单位: asked by the committee, answered by the body, signed in or by its link."""

from django.urls import URLPattern, path

from casework.referrals import views, views_asked

urlpatterns: list[URLPattern] = [
    path("cases/<int:pk>/refer/", views.refer, name="case-refer"),
    path("referrals/<int:pk>/", views.referral, name="referral"),
    path("referrals/<int:pk>/assign/", views.assign, name="referral-assign"),
    path("referrals/<int:pk>/call-back/", views.call_back, name="referral-call-back"),
    path("referrals/<int:pk>/link/", views.link, name="referral-link"),
    path("referrals/<int:pk>/print/", views.slip, name="referral-slip"),
    path("street/referrals/", views.street, name="street-referrals"),
    path("actions/asked/<int:pk>/", views_asked.asked, name="asked"),
    path("actions/asked/<int:pk>/accept/", views_asked.accept, name="asked-accept"),
    path("actions/asked/<int:pk>/decline/", views_asked.decline, name="asked-decline"),
    path("actions/asked/<int:pk>/progress/", views_asked.progress, name="asked-progress"),
    path("actions/asked/<int:pk>/done/", views_asked.done, name="asked-done"),
    path("actions/asked/<int:pk>/phone/", views_asked.phone, name="asked-phone"),
    path("i/r/<str:token>/", views_asked.link, name="asked-link"),
    path("i/r/<str:token>/accept/", views_asked.link_accept, name="asked-link-accept"),
    path("i/r/<str:token>/decline/", views_asked.link_decline, name="asked-link-decline"),
    path("i/r/<str:token>/progress/", views_asked.link_progress, name="asked-link-progress"),
    path("i/r/<str:token>/done/", views_asked.link_done, name="asked-link-done"),
    path("i/r/<str:token>/phone/", views_asked.link_phone, name="asked-link-phone"),
]

"""Items of meetings. Both spellings of an address answer; the named one is canonical."""

from django.urls import URLPattern, path

from meetings.items import views, views_acts, views_link, views_street

urlpatterns: list[URLPattern] = [
    path("actions/", views.item_list, name="actions"),
    path("actions/<int:pk>/", views.item_page, name="item"),
    path("actions/<int:pk>/slip/", views.slip, name="item-slip"),
    path("actions/<int:pk>/photo/<int:photo>/", views.item_photo, name="item-photo"),
    path(
        "actions/<int:pk>/receipt/<int:receipt>/photo/", views.receipt_photo, name="receipt-photo"
    ),
    path("actions/<int:pk>/answer/", views_acts.answer, name="item-answer"),
    path("actions/<int:pk>/answer", views_acts.answer),
    path("actions/<int:pk>/agree/", views_acts.agree, name="item-agree"),
    path("actions/<int:pk>/done/", views_acts.done, name="item-done"),
    path("actions/<int:pk>/done", views_acts.done),
    path("actions/<int:pk>/raise/", views_acts.raise_topic, name="item-raise"),
    path("actions/<int:pk>/progress/", views_acts.progress, name="item-progress"),
    path("actions/<int:pk>/progress", views_acts.progress),
    path("actions/<int:pk>/confirm/", views_acts.confirm, name="item-confirm"),
    path("actions/<int:pk>/send-back/", views_acts.send_back, name="item-send-back"),
    path("actions/<int:pk>/send-back", views_acts.send_back),
    path("actions/<int:pk>/drop/", views_acts.drop, name="item-drop"),
    path("actions/<int:pk>/drop", views_acts.drop),
    path("actions/<int:pk>/receipt/", views_acts.receipt, name="item-receipt"),
    path("actions/<int:pk>/receipt", views_acts.receipt),
    path("actions/<int:pk>/change/", views_acts.change, name="item-change"),
    path("actions/<int:pk>/change", views_acts.change),
    path("i/<str:token>/items/<int:pk>/agree/", views_link.link_agree, name="link-agree"),
    path("i/<str:token>/items/<int:pk>/differ/", views_link.link_differ, name="link-differ"),
    path("i/<str:token>/items/<int:pk>/done/", views_link.link_done, name="link-done"),
    path("meetings/<int:pk>/link/<int:guest>/end/", views_acts.end_link, name="meeting-link-end"),
    path("street/items/", views_street.street_items, name="street-items"),
]

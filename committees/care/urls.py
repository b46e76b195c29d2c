"""Care: a page of a person, lists, the sealed sheet, doors of a notice, figures, the table."""

from django.urls import URLPattern, path

from committees.care import views, views_contacts, views_doors, views_kinds, views_lists

urlpatterns: list[URLPattern] = [
    path("residents/<int:pk>/care/", views.person_care, name="resident-care"),
    path("residents/<int:pk>/care/new/", views.label_choose, name="care-label-choose"),
    path("residents/<int:pk>/care/new/<slug:key>/", views.label_new, name="care-label-new"),
    path("residents/<int:pk>/care/answer/", views.answer_new, name="care-answer"),
    path("residents/<int:pk>/contacts/new/", views_contacts.contact_new, name="care-contact-new"),
    path("care/", views_lists.care_list, name="care"),
    path("care/review/", views_lists.review, name="care-review"),
    path("care/labels/<int:pk>/review/", views.label_review, name="care-label-review"),
    path("care/labels/<int:pk>/end/", views.label_end, name="care-label-end"),
    path("care/labels/<int:pk>/undo/", views.label_undo, name="care-label-undo"),
    path("care/consents/<int:pk>/withdraw/", views.consent_withdraw, name="care-withdraw"),
    path("care/contacts/", views_contacts.sheets, name="care-sheets"),
    path("care/contacts/<int:pk>/edit/", views_contacts.contact_edit, name="care-contact-edit"),
    path("care/contacts/<int:pk>/up/", views_contacts.contact_up, name="care-contact-up"),
    path(
        "care/contacts/<int:pk>/remove/", views_contacts.contact_remove, name="care-contact-remove"
    ),
    path("care/contacts/<int:building>/print/", views_contacts.sheet, name="care-sheet"),
    path("publish/<int:pk>/doors/", views_doors.doors, name="notice-doors"),
    path("publish/<int:pk>/doors/<int:household>/told/", views_doors.told, name="notice-door-told"),
    path(
        "publish/<int:pk>/doors/<int:household>/untold/",
        views_doors.untold,
        name="notice-door-untold",
    ),
    path("street/care/", views_lists.street_care, name="street-care"),
    path("settings/care/", views_kinds.kinds, name="care-kinds"),
    path("settings/care/new/", views_kinds.kind_new, name="care-kind-new"),
    path("settings/care/<slug:key>/", views_kinds.kind_edit, name="care-kind"),
]

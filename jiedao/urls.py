"""Every address of the portal. Each slice keeps its own list."""

from importlib import import_module

from django.conf import settings
from django.urls import URLPattern, URLResolver, path

SLICES = (
    "jiedao.portal.urls_static",
    "jiedao.portal.urls_entry",
    "jiedao.portal.urls_today",
    "jiedao.portal.urls_partner",
    "jiedao.portal.urls_public",
    "jiedao.portal.urls_street",
    "jiedao.portal.urls_measures",
    "jiedao.portal.urls_yearend",
    "jiedao.portal.urls_settings",
    "jiedao.portal.urls_setup",
    "committees.territory.urls",
    "committees.people.urls",
    "committees.terms.urls",
    "committees.calendar.urls",
    "committees.residents.urls",
    "committees.tenure.urls",
    "committees.imports.urls",
    "committees.exports.urls",
    "committees.care.urls",
    "committees.upkeep.urls",
    "committees.notices.urls",
    "committees.covenants.urls",
    "committees.regulations.urls",
    "committees.files.urls",
    "committees.submissions.urls",
    "committees.reminders.urls",
    "committees.delivery.urls",
    "committees.feedback.urls",
    "committees.indicators.urls",
    "elections.ballots.urls",
    "elections.counting.urls",
    "elections.results.urls",
    "elections.office.urls",
    "meetings.convening.urls",
    "meetings.kinds.urls",
    "meetings.agenda.urls",
    "meetings.attendance.urls",
    "meetings.dates.urls",
    "meetings.votes.urls",
    "meetings.resolutions.urls",
    "meetings.items.urls",
    "meetings.disclosure.urls",
    "meetings.representatives.urls",
    "meetings.reviews.urls",
    "meetings.minutes.urls",
    "meetings.opinions.urls",
    "meetings.study.urls",
    "meetings.sanhui.urls",
    "meetings.experience.urls",
    "meetings.desk.urls",
    "elections.rulesets.urls",
    "elections.timetable.urls",
    "elections.body.urls",
    "elections.candidates.urls",
    "elections.desk.urls",
    "casework.duty.urls",
    "casework.desk.urls",
    "casework.holidays.urls",
    "casework.knocks.urls",
    "casework.log.urls",
    "casework.cases.urls",
    "casework.referrals.urls",
    "casework.surveys.urls",
    "casework.map.urls",
    "casework.response.urls",
    "casework.visits.urls",
    "casework.callbacks.urls",
    "casework.rates.urls",
    "casework.plans.urls",
    "casework.aid.urls",
    "casework.replies.urls",
    "casework.reports.urls",
    "elections.electorate.urls",
)

urlpatterns: list[URLPattern | URLResolver] = [
    pattern for slice_urls in SLICES for pattern in import_module(slice_urls).urlpatterns
]

if "django.contrib.admin" in settings.INSTALLED_APPS:
    from django.contrib import admin

    urlpatterns.append(path("admin/", admin.site.urls))

handler400 = "jiedao.portal.errors.bad_request"
handler404 = "jiedao.portal.errors.not_found"
handler500 = "jiedao.portal.errors.server_error"

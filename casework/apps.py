"""The daily work: duty, log, cases, and the help that is given."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "casework"
    verbose_name = "日常工作"

    def ready(self) -> None:
        """Pin what the slices bring to the pages below them, in the order of the screen, and let
        them follow what changes there."""
        from casework.aid.panels import case_aid, household_aid, notice_case, printed_aid
        from casework.aid.publicity import no_whole_name
        from casework.callbacks.panels import again_bar, callback_panel
        from casework.cases.changing import CHANGED
        from casework.cases.panels import ALARMS, BENEATH, CASE
        from casework.cases.privacy import watch_of
        from casework.cases.rights import entries_read_by
        from casework.doors.actions import follow_labels
        from casework.knocks.actions import SEEN_CHANGED
        from casework.log.doors import follow_search
        from casework.log.querysets import OTHERS
        from casework.plans.panels import plan_panel
        from casework.referrals.asked import asked_panel
        from casework.referrals.panels import bar_of as referral_bar
        from casework.referrals.panels import panel_of as referrals
        from casework.referrals.waiting import keep_up
        from casework.response import panels as response
        from casework.response.counting import count_again
        from casework.response.settling import follow_calendar
        from casework.visits.printed import printed_visits
        from casework.visits.shown import household_panel
        from committees.calendar.actions import CHANGED as CALENDAR_CHANGED
        from committees.care.changing import LABELS_CHANGED
        from committees.notices.keeping import SAYING
        from committees.notices.panels import NOTICE
        from committees.residents.panels import HOUSEHOLD, PRINTED, PRINTOUT
        from meetings.items.boards import ASKED

        if entries_read_by not in OTHERS:
            OTHERS.append(entries_read_by)
        CHANGED.join(keep_up)
        CHANGED.join(count_again)
        CALENDAR_CHANGED.join(follow_calendar)
        LABELS_CHANGED.join(follow_labels)
        SEEN_CHANGED.join(follow_search)
        SAYING.join(no_whole_name)
        ALARMS.pin("casework/response/_alarm.html", response.alarm)
        ALARMS.pin("casework/referrals/_bar.html", referral_bar, asks=("referrals",))
        ALARMS.pin("casework/callbacks/_bar.html", again_bar, asks=("callbacks",))
        CASE.pin(
            "casework/response/_panel.html", response.panel, asks=("pauses",), joins=("response",)
        )
        CASE.pin("casework/plans/_panel.html", plan_panel, asks=("plan_steps",))
        BENEATH.pin("casework/aid/_case_panel.html", case_aid, asks=("aids", "notices"))
        BENEATH.pin("casework/referrals/_panel.html", referrals, asks=("referrals",))
        BENEATH.pin("casework/callbacks/_panel.html", callback_panel, asks=("callbacks",))
        BENEATH.pin("casework/cases/_watch.html", watch_of)
        HOUSEHOLD.pin(
            "casework/visits/_household.html", household_panel, asks=("knocks",), joins=("door",)
        )
        HOUSEHOLD.pin("casework/aid/_household_panel.html", household_aid, asks=("aid_lines",))
        PRINTOUT.pin(PRINTED, printed_visits)
        PRINTOUT.pin(PRINTED, printed_aid)
        NOTICE.pin("casework/aid/_notice_panel.html", notice_case)
        ASKED.pin("casework/referrals/_asked.html", asked_panel)

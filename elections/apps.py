"""How residents elect their committee, from the timetable to the officers in office."""

from django.apps import AppConfig


class ElectionsConfig(AppConfig):
    name = "elections"
    verbose_name = "选举"

    def ready(self) -> None:
        """What the slices ask of an election before it moves on, and what follows from a move."""
        from committees.notices.actions import RELEASING
        from committees.notices.panels import ACROSS
        from committees.people.places import ELSEWHERE
        from committees.terms.following import DIRECTOR_CHANGED
        from elections.ballots import conditions as _ballots  # noqa: F401
        from elections.body import conditions as _body  # noqa: F401
        from elections.body.actions import CHANGED
        from elections.body.officials import end_postings
        from elections.candidates import conditions as _candidates  # noqa: F401
        from elections.desk.changes import draft_change
        from elections.desk.landing import landing_of
        from elections.desk.result_notice import announce_result, correct_announcement
        from elections.electorate import conditions as _electorate  # noqa: F401
        from elections.electorate.clocks import follow_election
        from elections.office.handing import follow_director, list_of
        from elections.office.reminding import follow_seating
        from elections.results import conditions as _results  # noqa: F401
        from elections.results.correcting import CORRECTED
        from elections.results.finishing import ANNOUNCED
        from elections.results.taking_office import SEATED
        from elections.timetable import conditions as _timetable  # noqa: F401
        from elections.timetable.announcing import across, follow_release
        from elections.timetable.moving import MOVED

        RELEASING.join(follow_release)
        ACROSS.join(across)
        ELSEWHERE.join(landing_of)
        ELSEWHERE.join(list_of)
        DIRECTOR_CHANGED.join(follow_director)
        MOVED.join(end_postings)
        MOVED.join(follow_election)
        CHANGED.join(draft_change)
        ANNOUNCED.join(announce_result)
        CORRECTED.join(correct_announcement)
        SEATED.join(follow_seating)

"""Polling day: two stations and a box, open since this morning."""

from elections.ballots.models import Station
from elections.ballots.states import StationKind
from elections.body.states import Duty
from elections.electorate.models import Voter
from elections.timetable.models import Round
from jiedao.portal.demo.election_chapter import Chapter
from jiedao.portal.demo.election_people import call_officials
from jiedao.portal.demo.setting import moment


def open_polling(chapter: Chapter) -> None:
    """Two stations and a box; the head of the body has declared them open this morning."""
    officials = call_officials(chapter)
    first = Round.objects.get(election=chapter.election)
    day = chapter.election.polling_on
    entitled = Voter.objects.on_roll().filter(election=chapter.election).count()
    stations = [
        Station(
            round=first,
            kind=kind,
            name=name,
            place=where,
            opens_at=moment(day, 8),
            closes_at=moment(day, 18),
            serial_from=number * entitled + 1,
            serial_to=(number + 1) * entitled,
            seal=f"封 {number + 1:03}",
        )
        for number, (kind, name, where) in enumerate(
            (
                (StationKind.CENTRE, "中心投票站", "居委会二楼会议室"),
                (StationKind.STATION, "第 2 投票站", "小区北门值班室"),
                (StationKind.MOBILE, "流动票箱 1", "1 号楼到 8 号楼，上门"),
            )
        )
    ]
    chapter.store.add(stations)
    stations[2].tellers.set([one for one in officials if one.duty == Duty.CARRIER])
    Round.objects.filter(pk=first.pk).update(opened_at=moment(day, 8))

"""The third control: 正字 on the wall, photographed, its totals typed by 总监票人."""

from collections.abc import Mapping

from django.db import transaction

from committees.files.actions import store_file
from committees.journal.actions import record
from committees.people.models import User
from elections.ballots.stations import locked_round
from elections.counting.models import WallOther, WallPhoto, WallTotal
from elections.counting.policies import may_settle
from elections.counting.rules import Entry
from elections.counting.tallying import lines_of_written
from elections.counting.totals import printed
from elections.timetable.models import Round
from jiedao.common.errors import Refused
from jiedao.common.uploads import CleanFile


def type_wall(
    round_: Round,
    *,
    by: User,
    said: Entry,
    written: Mapping[tuple[int, int], int] | None = None,
) -> int:
    """All totals of the wall, `written` by (contest, voter); typed again they replace the ones
    before. Refused while a name has no figure. Gives how many names there are."""
    with transaction.atomic():
        round_ = locked_round(round_.pk)
        may_settle(by, round_).require()
        ballot = printed(round_)
        added = {key: n for key, n in (written or {}).items() if n}
        lines = lines_of_written(added, ballot, round_)
        totals = {line: n for (_, line), n in said.votes.items()}
        totals |= {lines[key]: n for key, n in added.items()}
        for one in ballot:
            for line in [*one.lines, *one.written]:
                if line.pk not in totals:
                    raise Refused(f"请写{one.word}“{line.label}”的正字合计。")
        known = {line.pk for one in printed(round_) for line in [*one.lines, *one.written]}
        if set(totals) - known:
            raise Refused("这一页旧了，请重新打开。")
        WallTotal.objects.filter(round=round_).delete()
        WallTotal.objects.bulk_create(
            WallTotal(round=round_, line_id=line, votes=n, by=by) for line, n in totals.items()
        )
        WallOther.objects.update_or_create(
            round=round_,
            defaults={
                "blank": said.blank,
                "invalid": said.void,
                "sections": {str(contest): n for contest, n in said.sections.items()},
            },
        )
        record("count.wall", round_, by=by, committee=round_.election.committee, after="")
    return len(totals)


def keep_wall_photo(round_: Round, *, by: User, photo: CleanFile, name: str) -> WallPhoto:
    with transaction.atomic():
        round_ = locked_round(round_.pk)
        may_settle(by, round_).require()
        committee = round_.election.committee
        file = store_file(photo, name=name, by=by, committee=committee)
        row: WallPhoto = WallPhoto.objects.create(round=round_, file=file)
        record("count.wall-photo", row, by=by, committee=committee, after="")
    return row

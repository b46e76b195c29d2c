"""Neither teller learns anything of the other: bytes are compared, over HTTP (R36, E8)."""

import pytest
from django.db import transaction
from django.urls import reverse

from elections.counting.rules import Entry
from elections.counting.tallying import Marked, Typed, claim, close_sheet, count_again, save_paper
from tests.access.stage import CHANGES_EACH_TIME
from tests.elections.polling import CLEAR, at_the_count, batches, count_alike, votes_of

pytestmark = pytest.mark.django_db


def answer(response):
    """What came back, as bytes, without the keys that are new for every page."""
    head = sorted((name, value) for name, value in response.items() if name != "Content-Length")
    head = [(name, CHANGES_EACH_TIME.sub(b"", value.encode())) for name, value in head]
    return response.status_code, head, CHANGES_EACH_TIME.sub(b"", response.content)


class TakenBack(Exception):
    pass


def seen_by_b(poll, batch, enter, before):
    """Everything B gets to see in one whole entry, after A did `before`; then all is undone."""
    seen = []
    try:
        with transaction.atomic():
            before()
            b = enter(poll.tellers[1])
            batch_url = reverse("count-batch", args=[poll.election.key, batch.number])
            list_url = reverse("count", args=[poll.election.key])
            claimed = reverse("count-claim", args=[poll.election.key, batch.number])
            seen.append(answer(b.get(list_url)))
            seen.append(answer(b.get(batch_url)))
            seen.append(answer(b.post(claimed)))
            seen.append(answer(b.get(batch_url)))
            contest = poll.lines["chair"][0].contest_id
            typed = {f"v{line.pk}": 3 for lines in poll.lines.values() for line in lines}
            seen.append(answer(b.post(batch_url, typed | {"check": "1"})))
            looked = {"find": contest, f"q{contest}": poll.voters[-1].name}
            seen.append(answer(b.post(batch_url, typed | looked)))
            added = {"add": f"{contest}-{poll.voters[-1].pk}"}
            seen.append(answer(b.post(batch_url, typed | added)))
            seen.append(
                answer(b.post(batch_url, typed | {"blank": 60, "ballots": 50, "close": "1"}))
            )
            raise TakenBack
    except TakenBack:
        return seen


def entries(poll):
    chair = poll.lines["chair"][0].contest_id
    return {
        "nothing but blanks": Typed(Entry(blank=50)),
        "clear": Typed(Entry(votes_of(poll, **CLEAR))),
        "other figures": Typed(Entry(votes_of(poll, chair=[1, 40]), invalid={"other": 3})),
        "somebody by pen": Typed(Entry(), written={(chair, poll.voters[-1].pk): 9}),
    }


def test_whatever_a_entered_every_page_and_answer_of_b_is_the_same_to_the_byte(cast, enter):
    poll = at_the_count(cast.east)
    (batch,) = batches(poll)
    first = poll.tellers[0]

    seen = {
        name: seen_by_b(
            poll,
            batch,
            enter,
            lambda typed=typed: close_sheet(claim(batch, by=first), by=first, typed=typed),
        )
        for name, typed in entries(poll).items()
    }

    one, *others = seen.values()
    assert [status for status, _, _ in one] == [200, 404, 303, 200, 200, 200, 200, 422]
    assert all(other == one for other in others)


def test_that_a_is_not_done_yet_shows_on_no_page_of_b_either(cast, enter):
    poll = at_the_count(cast.east)
    (batch,) = batches(poll)
    first = poll.tellers[0]

    claimed = seen_by_b(poll, batch, enter, lambda: claim(batch, by=first))
    handed_in = seen_by_b(
        poll,
        batch,
        enter,
        lambda: close_sheet(claim(batch, by=first), by=first, typed=Typed(Entry(blank=50))),
    )

    assert claimed == handed_in


def test_control_a_page_that_shows_the_other_sheet_is_caught(cast, enter, monkeypatch):
    """The same comparison against the mistake it guards from."""
    from elections.counting import views
    from elections.counting.models import SheetLine

    poll = at_the_count(cast.east)
    (batch,) = batches(poll)
    first = poll.tellers[0]
    whole = views.found_names

    def leaking(request, round_, contest, query):
        total = sum(SheetLine.objects.values_list("votes", flat=True))
        return whole(request, round_, contest, query) | {"find_query": str(total)}

    monkeypatch.setattr(views, "found_names", leaking)
    seen = [
        seen_by_b(
            poll,
            batch,
            enter,
            lambda typed=typed: close_sheet(claim(batch, by=first), by=first, typed=typed),
        )
        for typed in entries(poll).values()
    ]

    assert seen[0] != seen[1]


def test_ballot_by_ballot_the_papers_of_one_show_nothing_to_the_other(cast, enter):
    poll = at_the_count(cast.east, issued=2, collected=2, roll=20)
    (batch,) = batches(poll)
    count_alike(poll, batch, Entry(blank=2))
    (batch,) = count_again([batch], by=poll.scrutineer)
    first, chair = poll.tellers[0], poll.lines["chair"][0]

    def enter_papers(marked):
        sheet = claim(batch, by=first)
        for number in (1, 2):
            save_paper(sheet, by=first, number=number, marked=marked)

    pen = Marked(written=[(chair.contest_id, poll.voters[-1].pk)])
    seen = []
    for marked in (Marked(), Marked(lines=[chair.pk]), pen):
        seen.append(papers_seen_by_b(poll, batch, enter, lambda m=marked: enter_papers(m)))

    assert seen[0] == seen[1] == seen[2]


def papers_seen_by_b(poll, batch, enter, before):
    seen = []
    try:
        with transaction.atomic():
            before()
            b = enter(poll.tellers[1])
            there = reverse("count-batch", args=[poll.election.key, batch.number])
            b.post(reverse("count-claim", args=[poll.election.key, batch.number]))
            pen = f"{poll.lines['chair'][0].contest_id}-{poll.voters[-2].pk}"
            for sent in ({"number": 1, "mw": pen}, {"number": 2}, {"paper": 1}):
                seen.append(answer(b.post(there, sent)))
                seen.append(answer(b.get(there)))
            raise TakenBack
    except TakenBack:
        return seen


def test_before_publication_only_the_counting_team_opens_a_tally(cast, enter):
    poll = at_the_count(cast.east)
    pages = ["count", "wall", "result", "opening", "sheet-json", "result-report"]
    others = [
        cast.clerk,
        cast.leader,
        cast.admin,
        cast.auditor,
        cast.east_director,
        cast.east_member,
        cast.east_branch,
        cast.east_station,
        cast.west_director,
        poll.issuer,
    ]
    assert enter(poll.scrutineer).get(reverse("count", args=[poll.election.key])).status_code == 200
    for person in others:
        for name in pages:
            found = enter(person).get(reverse(name, args=[poll.election.key]))
            assert found.status_code == 404, f"{person} opens {name}"
    page = enter(cast.east_director).get(reverse("results", args=[poll.election.key]))
    assert "投票后公布" in page.content.decode()


def test_a_teller_opens_neither_the_other_sheet_nor_what_the_scrutineer_sees(cast, enter):
    poll = at_the_count(cast.east)
    (batch,) = batches(poll)
    teller, key = enter(poll.tellers[0]), poll.election.key
    claim(batch, by=poll.tellers[1])

    assert teller.get(reverse("count-batch", args=[key, batch.number])).status_code == 404
    for name in ("wall", "result", "opening"):
        assert teller.get(reverse(name, args=[key])).status_code == 404
    assert teller.get(reverse("settle", args=[key, batch.number])).status_code == 404
    scrutineer = enter(poll.scrutineer)
    assert scrutineer.get(reverse("settle", args=[key, batch.number])).status_code == 404

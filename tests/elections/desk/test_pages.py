"""Pages that see everything of an election, over HTTP."""

import io
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from committees.files.models import StoredFile
from committees.notices.models import Notice
from committees.people.models import Posting
from elections.body.models import BodyMember, Official
from elections.candidates.models import BallotOrder, Candidate, OnBallot
from elections.desk.facts import facts_of
from elections.timetable.announcing import draft_announcement
from elections.timetable.models import Contest, Election, Step
from jiedao.common.documents import pdf_available
from tests.elections.makers import (
    SEATS,
    a_body,
    a_candidate,
    a_voter,
    an_election,
    voters,
)

NOW = timezone.now()
TODAY = timezone.localdate()


@pytest.fixture
def election(cast):
    return an_election(cast.east)


def text_of(answer) -> str:
    return answer.content.decode()


# The street opens


def filled(cast, **changes):
    values = {
        "kind": "term",
        "committees": [cast.east.pk, cast.west.pk],
        "mode": "all",
        "term_number": "8",
        "polling_on": f"{TODAY + timedelta(days=70):%Y-%m-%d}",
        "rule_set": "",
        "chair": "1",
        "vice_chair": "1",
        "member": "3",
        "idempotency_key": "00000000-0000-4000-8000-000000000001",
        **changes,
    }
    if not values["rule_set"]:
        from elections.rulesets.models import RuleSet

        values["rule_set"] = str(RuleSet.objects.get(code="law_2025").pk)
    return values


def test_one_form_opens_the_chosen_committees_once_however_often_it_is_sent(cast, enter):
    clerk = enter(cast.clerk)

    for _ in range(3):
        answer = clerk.post("/elections/new/", filled(cast))

    assert (answer.status_code, answer["Location"]) == (303, "/street/elections/")
    assert set(Election.objects.values_list("committee__slug", flat=True)) == {
        "dongyuan",
        "xiyuan",
    }


def test_the_form_begins_with_the_next_term_and_a_sunday_far_enough_away(cast, enter, election):
    form = enter(cast.clerk).get("/elections/new/").context["form"]

    assert form["term_number"].value() == election.term_number + 1
    assert form["polling_on"].value().isoweekday() == 7
    assert form["polling_on"].value() > TODAY + timedelta(days=35)


def test_red_dates_are_shown_and_nothing_opens_until_somebody_says_so(cast, enter):
    clerk = enter(cast.clerk)
    near = {"polling_on": f"{TODAY + timedelta(days=15):%Y-%m-%d}"}

    answer = clerk.post("/elections/new/", filled(cast, **near))

    assert answer.status_code == 422
    assert "“公布选民名单”应当在" in text_of(answer)
    assert "第 8 届" not in text_of(answer)
    assert not Election.objects.exists()

    sure = {**near, "anyway": "on", "idempotency_key": "00000000-0000-4000-8000-000000000002"}
    assert clerk.post("/elections/new/", filled(cast, **sure)).status_code == 303


def test_all_or_none_and_what_was_typed_stays(cast, enter, election):
    answer = enter(cast.clerk).post("/elections/new/", filled(cast, basis="一段要留下的话"))

    assert answer.status_code == 422
    assert "东苑居委会已经有一次选举在进行。" in text_of(answer)
    assert "一段要留下的话" in text_of(answer)
    assert Election.objects.get() == election


def test_a_recall_asks_for_its_petition(cast, enter):
    answer = enter(cast.clerk).post("/elections/new/", filled(cast, kind="recall"))

    assert answer.status_code == 422
    for words in ("请选“罢免谁”。", "请写“几人联名”。", "请写“罢免理由”。"):
        assert words in text_of(answer)


def test_a_committee_that_is_not_there_is_a_field_error(cast, enter):
    answer = enter(cast.clerk).post("/elections/new/", filled(cast, committees=["987654"]))

    assert answer.status_code == 422
    assert "有一个居委会不在本街道" in text_of(answer)


# Where it stands


def test_the_desk_says_where_it_stands_and_what_is_missing_with_the_page_that_mends_it(
    cast, enter, election
):
    page = text_of(enter(cast.east_director).get(f"/e/{election.key}/desk/"))

    assert "下一步：选举委员会产生" in page
    assert "选举委员会要 7 到 9 人，现在 0 人" in page
    assert f'href="/e/{election.key}/body/"' in page


def test_the_key_is_read_as_it_is_typed(cast, enter, election):
    assert enter(cast.clerk).get(f"/e/{election.key.lower()}/desk/").status_code == 200


def test_an_open_line_refuses_the_button_with_its_words(cast, enter, election):
    answer = enter(cast.east_director).post(
        f"/e/{election.key}/desk/next/", {"to": "body", "version": election.version}
    )

    assert answer.status_code == 422
    assert "还不能进入“选举委员会产生”" in text_of(answer)


@pytest.mark.parametrize(
    "sent", [{}, {"to": "nowhere", "version": "1"}, {"to": "body", "version": "x"}]
)
def test_a_button_nobody_offered_is_refused(cast, enter, election, sent):
    answer = enter(cast.east_director).post(f"/e/{election.key}/desk/next/", sent)

    assert answer.status_code == 422


def test_the_next_step_is_taken_once_and_an_old_page_sees_where_it_stands(cast, enter, election):
    members = a_body(election)
    members[0].posting = cast.east_director.postings.get()
    members[0].save()
    director = enter(cast.east_director)
    sent = {"to": "body", "version": election.version}

    assert director.post(f"/e/{election.key}/desk/next/", sent).status_code == 303
    answer = director.post(f"/e/{election.key}/desk/next/", sent)

    assert answer.status_code == 409
    assert "现在是“选举委员会产生”" in text_of(answer)


def test_late_steps_stand_in_words(cast, enter):
    election = an_election(cast.east, polling_on=TODAY + timedelta(days=30))

    assert "选举委员会产生，应在" in text_of(
        enter(cast.east_director).get(f"/e/{election.key}/desk/")
    )


def test_a_teller_is_led_to_the_desk_and_sees_no_candidates(cast, enter, election):
    teller = cast.stranger
    Posting.objects.create(user=teller, role="teller", committee=cast.east, since=TODAY)
    browser = enter(teller)

    assert browser.get(f"/e/{election.key}/desk/").status_code == 200
    assert browser.get(f"/e/{election.key}/nominations/").status_code == 404
    assert browser.get("/elections/").status_code == 200


# Rehearsals


def test_every_page_of_a_rehearsal_says_so(cast, enter):
    election = an_election(cast.east, rehearsal=True)
    director = enter(cast.east_director)

    for page in ("desk", "timetable", "notices", "body", "officials", "nominations", "ballot"):
        assert "演练，不是真的选举" in text_of(director.get(f"/e/{election.key}/{page}/")), page


SHEETS = (
    "roll/paper",
    "ballot/sample",
    "roll",
    "objections/changes",
    "stations",
    "proxies",
    "freeze",
)


def test_the_mark_lies_across_everything_of_it_that_is_printed(cast, enter):
    election = an_election(cast.east, rehearsal=True, stage="candidates")
    real = an_election(cast.east, stage="candidates")
    director, mark = enter(cast.east_director), '<div class="rehearsal-mark"'

    for page in SHEETS:
        assert mark in text_of(director.get(f"/e/{election.key}/{page}/")), page
        assert mark not in text_of(director.get(f"/e/{real.key}/{page}/")), page


def drafted_in(cast, **more) -> Notice:
    election = an_election(cast.east, **more)
    facts = facts_of(election, "1")
    return draft_announcement(election, "1", facts, by=cast.east_director, at=NOW).notice


def test_the_mark_lies_across_the_poster_of_its_notices(cast, enter):
    rehearsed, real = drafted_in(cast, rehearsal=True), drafted_in(cast)
    director = enter(cast.east_director)

    for page, mark in (("poster", "sheet-across"), ("", "page-across")):
        whole = f'<p class="{mark}" aria-hidden="true">演练</p>'
        assert whole in text_of(director.get(f"/publish/{rehearsed.pk}/{page}"))
        assert mark not in text_of(director.get(f"/publish/{real.pk}/{page}"))


@pytest.mark.skipif(not pdf_available().ok, reason="no Pango or no Chinese font here")
def test_the_mark_lies_across_the_pdf(cast, enter):
    """Its letters are wider than a title's: more than a quarter of the sheet together."""
    import pypdfium2

    rehearsed = drafted_in(cast, rehearsal=True)
    answer = enter(cast.east_director).get(f"/publish/{rehearsed.pk}/poster.pdf")

    (page,) = pypdfium2.PdfDocument(io.BytesIO(answer.content))
    text = page.get_textpage()
    marks = text.search("演练", match_case=True)
    widths = []
    while (found := marks.get_next()) is not None:
        left, _, right, _ = text.get_charbox(found[0])
        widths.append(right - left)
    assert max(widths) > page.get_width() / 8
    assert len(widths) == 2


@pytest.mark.parametrize("page", ["", "candidates"])
def test_a_rehearsal_is_never_public(cast, page):
    election = an_election(cast.east, rehearsal=True, stage="candidates")

    assert Client().get(f"/e/{election.key}/{page}").status_code == 404
    assert election.key not in text_of(Client().get("/elections/"))


def test_one_act_wipes_a_rehearsal_and_leaves_the_real_one(cast, enter, election):
    rehearsal = an_election(cast.east, rehearsal=True, stage="nomination")
    members = a_body(rehearsal, 7, reserves=1)
    BodyMember.objects.filter(pk=members[7].pk).update(took_over_from=members[1], reserve=False)
    person = cast.stranger
    posting = Posting.objects.create(
        user=person, role="teller", committee=cast.east, since=TODAY - timedelta(days=5)
    )
    Official.objects.create(
        election=rehearsal, duty="teller", name="钱多", user=person, posting=posting, since=TODAY
    )
    candidate = a_candidate(rehearsal, "钱进")
    contest = rehearsal.rounds.get().contests.first()
    OnBallot.objects.create(contest=contest, candidate=candidate, label="钱进", order=1)
    BallotOrder.objects.create(election=rehearsal, settled_by=cast.clerk, settled_on=TODAY)
    draft_announcement(
        rehearsal, "1", facts_of(rehearsal, "1"), by=cast.east_director, at=NOW, ask=True
    )
    clerk = enter(cast.clerk)

    assert "全部清掉" in text_of(clerk.get(f"/e/{rehearsal.key}/wipe/"))
    answer = clerk.post(f"/e/{rehearsal.key}/wipe/")

    assert (answer.status_code, answer["Location"]) == (303, "/street/elections/")
    assert Election.objects.get() == election
    assert not Candidate.objects.exists()
    assert not Notice.objects.exists()
    assert not StoredFile.objects.exists()
    assert Step.objects.filter(election=election).exists()
    posting.refresh_from_db()
    assert posting.until == TODAY - timedelta(days=1)


def test_a_real_election_is_never_wiped(cast, enter, election):
    assert enter(cast.clerk).post(f"/e/{election.key}/wipe/").status_code == 404
    assert Election.objects.exists()


# Public


def test_residents_hear_of_it_with_its_first_notice(cast, election):
    assert Client().get(f"/e/{election.key}/").status_code == 404
    Election.objects.update(stage="registration")

    page = text_of(Client().get(f"/e/{election.key}/"))

    assert "正在登记选民" in page
    assert "021-0000 0001" in page
    assert election.key in text_of(Client().get("/elections/"))


def test_one_that_was_stopped_before_its_first_notice_was_never_announced(cast, election):
    Election.objects.update(stage="called_off", called_off_why="换时间")
    assert Client().get(f"/e/{election.key}/").status_code == 404

    Step.objects.filter(code="first_notice").update(done_on=TODAY)
    assert "原因：换时间" in text_of(Client().get(f"/e/{election.key}/"))


@pytest.mark.parametrize(
    ("stage", "led_to"),
    [
        ("registration", set()),
        ("roll", {"voters"}),
        ("candidates", {"voters", "candidates"}),
        ("counting", {"candidates"}),
    ],
)
def test_residents_are_led_only_to_what_is_there_to_read(cast, election, stage, led_to):
    Election.objects.update(stage=stage)

    page = Client().get(f"/e/{election.key}/").content.decode()

    links = {"voters", "candidates", "results"}
    assert {name for name in links if f'href="/e/{election.key}/{name}"' in page} == led_to


def test_the_deadline_for_objections_stands_there_while_the_roll_hangs(cast, election):
    Election.objects.update(stage="roll")

    assert "有不同意见，请在" in text_of(Client().get(f"/e/{election.key}/"))


def test_candidates_are_public_with_the_formal_list_and_the_rule_of_their_order(cast, election):
    candidate = a_candidate(election, "钱进", state="formal", statement="退休教师")
    contest = Contest.objects.get(round__election=election, post="member")
    OnBallot.objects.create(contest=contest, candidate=candidate, label="钱进", order=1)
    BallotOrder.objects.create(
        election=election, by="strokes", settled_by=cast.clerk, settled_on=TODAY
    )
    Election.objects.update(stage="nomination")
    assert "钱进" not in text_of(Client().get(f"/e/{election.key}/candidates"))

    Election.objects.update(stage="candidates")
    page = text_of(Client().get(f"/e/{election.key}/candidates"))

    assert "退休教师" in page
    assert "按姓氏笔画排列" in page


def test_front_page_and_committee_page_lead_to_a_running_election(cast, election):
    Election.objects.update(stage="registration")

    for page in ("/", "/c/dongyuan/"):
        assert f"/e/{election.key}/" in text_of(Client().get(page)), page
    assert f"/e/{election.key}/" not in text_of(Client().get("/c/xiyuan/"))


# Nominations over HTTP


def nominated(election, **changes):
    people = voters(election, 10)
    a_voter(election, "钱进", "3-502")
    return {
        "post": "member",
        "nominee": "钱进 3号楼502",
        "backers": "\n".join(f"{one.name}" for one in people),
        "on": f"{TODAY:%Y-%m-%d}",
        "idempotency_key": "00000000-0000-4000-8000-000000000003",
        **changes,
    }


def test_a_nomination_is_typed_as_on_paper(cast, enter, election):
    Election.objects.update(stage="nomination")
    director = enter(cast.east_director)
    sent = nominated(election)

    for _ in range(2):
        answer = director.post(f"/e/{election.key}/nominations/new/", sent)

    assert answer.status_code == 303
    assert Candidate.objects.get().backers.count() == 10


def test_a_line_that_names_nobody_is_named_and_everything_typed_stays(cast, enter, election):
    Election.objects.update(stage="nomination")
    a_voter(election, "王桂珍", "1-101")
    a_voter(election, "王桂珍", "2-202")
    sent = nominated(election, backers="没有这个人\n王桂珍\n王桂珍 2-202")

    answer = enter(cast.east_director).post(f"/e/{election.key}/nominations/new/", sent)

    page = text_of(answer)
    assert answer.status_code == 422
    assert "“没有这个人”不在选民名单上。" in page
    assert "“王桂珍”在名单上有 2 个，请加楼号室号。" in page
    assert "没有这个人\n王桂珍" in page.replace("\r", "")


def test_the_street_reads_how_many_signed_and_not_who(cast, enter, election):
    Election.objects.update(stage="nomination")
    enter(cast.east_director).post(f"/e/{election.key}/nominations/new/", nominated(election))
    address = f"/e/{election.key}/nominations/{Candidate.objects.get().pk}/"

    assert "选民3" in text_of(enter(cast.east_director).get(address))
    seen = text_of(enter(cast.clerk).get(address))
    assert "选民3" not in seen
    assert "10 人联名" in seen


def test_the_specimen_has_a_blank_for_another_name_for_every_seat(cast, enter, election):
    page = text_of(enter(cast.east_director).get(f"/e/{election.key}/ballot/sample/"))

    assert page.count('class="name write-in"') == sum(SEATS.values())
    assert "样票" in page


# Queries


def fill(cast, number):
    """`number` committees, each with an election, its body and a nominee."""
    from tests.cast import _committee

    committees = [cast.east, cast.west][:number]
    committees += [
        _committee(cast.street, at, f"小区{at}", f"xiaoqu-{at}") for at in range(3, number + 1)
    ]
    for committee in committees:
        election = an_election(committee, stage="registration")
        a_body(election)
        a_candidate(election, f"{committee.short_name}人")
    return committees


@pytest.mark.parametrize("number", [1, 34])
def test_the_street_sees_all_of_them_with_the_same_queries(
    cast, enter, number, django_assert_num_queries
):
    fill(cast, number)
    clerk = enter(cast.clerk)
    clerk.get("/street/elections/")

    with django_assert_num_queries(11):
        page = text_of(clerk.get("/street/elections/"))

    assert f"{number} 个居委会有选举" in page


@pytest.mark.parametrize("number", [1, 3])
def test_public_lists_take_the_same_queries(cast, number, django_assert_num_queries):
    fill(cast, number)

    with django_assert_num_queries(2):
        Client().get("/elections/")


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("page", "queries"),
    [
        ("desk", 19),
        ("timetable", 8),
        ("notices", 8),
        ("body", 7),
        ("officials", 7),
        ("nominations", 9),
        ("ballot", 11),
    ],
)
def test_pages_of_one_election_take_the_same_queries(
    cast, enter, election, page, queries, rows, django_assert_num_queries
):
    Election.objects.update(stage="nomination")
    a_body(election)
    for at in range(rows):
        a_candidate(election, f"候选{at}")
        Official.objects.create(election=election, duty="teller", name=f"任{at}", since=TODAY)
    for number in ("1", "2", "3")[:rows]:
        draft_announcement(
            election, number, facts_of(election, number), by=cast.east_director, at=NOW
        )
    director = enter(cast.east_director)
    director.get(f"/e/{election.key}/{page}/")

    with django_assert_num_queries(queries):
        director.get(f"/e/{election.key}/{page}/")

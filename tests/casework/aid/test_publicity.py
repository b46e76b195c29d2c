"""救助公示 from a case: the street publishes, masked; the committee posts; it comes down (R32)."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from casework.aid.publicity import whose
from casework.cases.privacy import break_glass
from casework.plans.models import PlanStep
from committees.notices.actions import agree, ask_second_person, withdraw
from committees.notices.correcting import correct
from committees.notices.drafting import Draft, change_draft
from committees.notices.keeping import words_of
from committees.notices.models import Correction, Notice
from committees.notices.rules import Words
from committees.territory.models import Estate
from jiedao.common.errors import Refused
from tests.casework.cases.conftest import NOW
from tests.casework.homes import move_in

pytestmark = pytest.mark.django_db


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def case(cast, opened):
    home = move_in(cast.east, "3-502", "刘桂芳", "刘小明", phone="10000000061")
    Estate.objects.update(address="清和路 760 弄 9 号 502 室")
    return opened("hardship", household=home)


@pytest.fixture
def clerk(cast, enter, case):
    break_glass(case, by=cast.clerk, why="审核救助", at=NOW)
    return enter(cast.clerk)


def filled(page):
    """The form as it comes, to be sent back unchanged."""
    form = page.context["form"]
    return {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}


def sent_back(client, case, **changes):
    values = filled(client.get(f"/cases/{case.pk}/publicity/")) | changes
    values["committee"] = case.committee_id
    values = {key: value for key, value in values.items() if value not in (None, False)}
    return client.post(f"/cases/{case.pk}/publicity/", values)


def test_the_clerk_s_case_page_leads_there_with_one_button(clerk, case):
    page = text(clerk.get(f"/cases/{case.pk}/"))
    assert f'href="/cases/{case.pk}/publicity/"' in page
    assert "写救助公示" in page


def test_a_step_of_the_plan_that_is_publicity_leads_there_too(cast, clerk, case):
    for words in ("街道公示，居委会贴出来", "公示满 5 天，看有没有人提意见", "请本人签收"):
        PlanStep.objects.create(
            case=case, text=words, due_on=timezone.localdate(), added_by=case.owner, added_at=NOW
        )
    page = text(clerk.get(f"/cases/{case.pk}/"))
    plan = page[page.index('id="plan"') : page.index('id="story"')]
    assert plan.count("写救助公示") == 1


def test_the_committee_s_own_page_has_no_such_button(cast, enter, case):
    director = enter(cast.east_director)
    assert "写救助公示" not in text(director.get(f"/cases/{case.pk}/"))
    assert director.get(f"/cases/{case.pk}/publicity/").status_code == 404


def test_the_form_says_a_surname_and_the_lane_and_no_more(clerk, case):
    page = text(clerk.get(f"/cases/{case.pk}/publicity/"))
    assert "刘**" in page
    assert "（清和路760弄）" in page
    for secret in ("刘桂芳", "刘小明", "502", "10000000061"):
        assert secret not in page


def test_the_draft_is_off_the_web_and_comes_down_by_itself(cast, clerk, case):
    answer = sent_back(clerk, case)
    notice = Notice.objects.get()

    assert answer.url == f"/publish/{notice.pk}/preview/"
    assert (notice.kind, notice.committee, notice.on_web) == ("aid", cast.east, False)
    assert notice.expires_at is not None

    ask_second_person(notice, by=cast.clerk)
    agree(Notice.objects.get(), by=cast.leader, at=timezone.now() - timedelta(minutes=1))
    assert clerk.get(f"/n/{notice.key}").status_code == 404


def test_a_whole_name_or_a_number_is_refused(clerk, case):
    named = sent_back(clerk, case, body="刘小明家，拟给予救助。")
    rung = sent_back(clerk, case, body="请打 10000000061。")
    for answer in (named, rung):
        assert answer.status_code == 422
        assert "全名或电话" in text(answer)
    assert not Notice.objects.exists()


def test_case_and_notice_lead_to_each_other(cast, enter, clerk, case):
    sent_back(clerk, case)
    notice = Notice.objects.get()

    for reader in (clerk, enter(cast.east_director)):
        assert f'href="/publish/{notice.pk}/preview/"' in text(reader.get(f"/cases/{case.pk}/"))
        assert f'href="/cases/{case.pk}/"' in text(reader.get(f"/publish/{notice.pk}/preview/"))


def test_there_is_one_notice_until_it_is_taken_down(cast, clerk, case):
    filled_in = filled(clerk.get(f"/cases/{case.pk}/publicity/")) | {"committee": case.committee_id}
    sent_back(clerk, case)
    notice = Notice.objects.get()

    assert clerk.get(f"/cases/{case.pk}/publicity/").url == f"/publish/{notice.pk}/preview/"
    assert "写救助公示" not in text(clerk.get(f"/cases/{case.pk}/"))
    values = {key: value for key, value in filled_in.items() if value not in (None, False)}
    again = clerk.post(f"/cases/{case.pk}/publicity/", values)
    assert again.status_code == 422
    assert "已经有一份救助公示" in text(again)
    assert Notice.objects.count() == 1

    ask_second_person(notice, by=cast.clerk)
    agree(Notice.objects.get(), by=cast.leader, at=timezone.now() - timedelta(minutes=1))
    assert clerk.get(f"/cases/{case.pk}/publicity/").status_code == 303
    withdraw(Notice.objects.get(), by=cast.clerk, at=timezone.now(), why="家里情况变了")
    assert clerk.get(f"/cases/{case.pk}/publicity/").status_code == 200
    assert "写救助公示" in text(clerk.get(f"/cases/{case.pk}/"))


@pytest.mark.parametrize("place", ["title", "body", "place", "happens", "contact_phone"])
def test_a_later_change_is_looked_through_again(cast, clerk, case, place):
    sent_back(clerk, case)
    notice = Notice.objects.get()
    words = {name: getattr(notice, name) for name in vars(words_of(notice))}
    named = Words(**(words | {place: "刘桂芳"}))

    with pytest.raises(Refused, match="全名或电话"):
        change_draft(notice, Draft(named), version=notice.version, by=cast.clerk, at=NOW)
    change_draft(
        notice,
        Draft(Words(**(words | {place: "刘**"}))),
        version=notice.version,
        by=cast.clerk,
        at=NOW,
    )


def test_a_correction_is_looked_through_too(cast, clerk, case):
    sent_back(clerk, case)
    ask_second_person(Notice.objects.get(), by=cast.clerk)
    agree(Notice.objects.get(), by=cast.leader, at=timezone.now() - timedelta(minutes=1))
    notice = Notice.objects.get()
    named = replace(words_of(notice), body="刘小明家，拟给予救助。")

    with pytest.raises(Refused, match="全名或电话"):
        correct(notice, named, version=notice.version, by=cast.clerk, at=timezone.now())
    assert not Correction.objects.exists()


def test_a_child_s_family_has_no_name(opened, cast):
    home = move_in(cast.east, "3-503", "王小宝")
    assert "王" not in whose(opened("hardship", household=home, cares=("child",)))


def test_a_record_that_is_closed_to_the_street_stays_closed(cast, enter, case):
    assert enter(cast.leader).get(f"/cases/{case.pk}/publicity/").status_code == 404

"""People come and go (R18, R19): create, reset, end, a whole committee on one page."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from committees.journal.models import AuditEntry
from committees.people.credentials import issue_code
from committees.people.models import EntryCode, Posting, User
from committees.reach.states import Role
from committees.territory.models import PartnerBody

PASSWORD = "三楼的桂花又开了"
NEW = {
    "name": "卫小平",
    "phone": "10000000077",
    "role": "member",
    "since": "今天",
    "title": "卫生委员",
}


def set_password(phone: str, code: str, password: str = PASSWORD):
    sent = {"phone": phone, "code": code, "password": password, "again": password}
    return Client().post("/sign-in/set-password/", sent)


def code_on_sheet(client: Client, name: str) -> str:
    slips = client.get("/people/slips/").context["slips"]
    return str(next(slip.code for slip in slips if slip.name == name))


# From nothing to the first sign-in


def test_an_administrator_makes_an_account_and_the_person_signs_in_with_the_code(cast, enter):
    admin = enter(cast.admin)

    made = admin.post("/people/new/", {**NEW, "committee": cast.east.pk})
    code = code_on_sheet(admin, "卫小平")
    chosen = set_password("100 0000 0077", code)
    came_in = Client().post("/sign-in/", {"phone": NEW["phone"], "password": PASSWORD})

    assert (made.status_code, made["Location"]) == (303, "/people/slips/")
    assert (chosen.status_code, chosen["Location"]) == (303, "/sign-in/?way=password")
    assert came_in["Location"] == "/today/"
    posting = Posting.objects.get(user__name="卫小平")
    assert (posting.role, posting.committee, posting.title) == ("member", cast.east, "卫生委员")


def test_the_code_is_on_paper_and_never_in_the_table(cast, enter):
    admin = enter(cast.admin)
    admin.post("/people/new/", {**NEW, "committee": cast.east.pk})
    code = code_on_sheet(admin, "卫小平")

    assert code not in str(EntryCode.objects.values())
    assert code not in str(dict(admin.session))
    admin.post("/people/slips/")
    assert code not in admin.get("/people/slips/").content.decode()


def test_a_code_works_once(cast):
    code = issue_code(cast.east_member, by=cast.admin, at=timezone.now())

    first = set_password(cast.east_member.phone, code)
    second = set_password(cast.east_member.phone, code, "楼下的银杏黄透了")

    assert (first.status_code, second.status_code) == (303, 422)


def test_a_code_lives_24_hours(cast):
    now = timezone.now()
    code = issue_code(cast.east_member, by=cast.admin, at=now)

    with time_machine.travel(now + timedelta(hours=24, seconds=1), tick=False):
        assert set_password(cast.east_member.phone, code).status_code == 422
    with time_machine.travel(now + timedelta(hours=23, minutes=59), tick=False):
        assert set_password(cast.east_member.phone, code).status_code == 303


def test_the_fifth_wrong_code_kills_the_right_one(cast):
    code = issue_code(cast.east_member, by=cast.admin, at=timezone.now())
    wrong = "000000" if code != "000000" else "111111"

    for _ in range(5):
        set_password(cast.east_member.phone, wrong)

    assert set_password(cast.east_member.phone, code).status_code == 422


def test_a_new_code_kills_the_one_before(cast):
    old = issue_code(cast.east_member, by=cast.admin, at=timezone.now())
    new = issue_code(cast.east_member, by=cast.admin, at=timezone.now())

    if old != new:
        assert set_password(cast.east_member.phone, old).status_code == 422
    assert set_password(cast.east_member.phone, new).status_code == 303


def test_a_wrong_code_and_an_unknown_number_are_told_the_same(cast):
    issue_code(cast.east_member, by=cast.admin, at=timezone.now())

    wrong = set_password(cast.east_member.phone, "000000").context["form"].non_field_errors()
    unknown = set_password("10000000099", "000000").context["form"].non_field_errors()

    assert wrong == unknown
    assert len(wrong) == 1


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("桂花", "密码至少 8 个字，现在是 2 个。"),
        ("8765432109", "密码不能全是数字，请加几个字或字母。"),
        ("basketball", "这个密码太常见，别人一猜就中，请换一个。"),
        ("wangguizhen8", "密码里不要用自己的手机号、姓名拼音或居委会的名字。"),
        ("我的10000000006", "密码里不要用自己的手机号、姓名拼音或居委会的名字。"),
        ("dongyuan2026", "密码里不要用自己的手机号、姓名拼音或居委会的名字。"),
    ],
)
def test_an_easy_password_is_refused_with_the_reason_and_the_code_stays_good(
    cast, password, reason
):
    person = cast.east_member
    code = issue_code(person, by=cast.admin, at=timezone.now())

    refused = set_password(person.phone, code, password)

    assert reason in refused.context["form"].errors["password"]
    assert set_password(person.phone, code).status_code == 303


# Reset


def test_a_reset_ends_password_pin_and_every_session(cast, enter):
    person = cast.east_member
    issue = issue_code(person, by=cast.admin, at=timezone.now())
    set_password(person.phone, issue)
    there = Client()
    there.post("/sign-in/", {"phone": person.phone, "password": PASSWORD})
    assert there.get("/me/").status_code == 200

    admin = enter(cast.admin)
    answer = admin.post(f"/people/{person.pk}/reset/")

    assert answer["Location"] == "/people/slips/"
    assert there.get("/me/").status_code == 302
    again = Client().post("/sign-in/", {"phone": person.phone, "password": PASSWORD})
    assert again.status_code == 422
    assert set_password(person.phone, code_on_sheet(admin, "王桂珍")).status_code == 303


def test_a_reset_lets_somebody_who_is_locked_out_try_again_at_once(cast, enter):
    person = cast.east_member
    set_password(person.phone, issue_code(person, by=cast.admin, at=timezone.now()))
    client = Client()
    for _ in range(5):
        client.post("/sign-in/", {"phone": person.phone, "password": "不对不对不对不对"})
    admin = enter(cast.admin)
    admin.post(f"/people/{person.pk}/reset/")
    set_password(person.phone, code_on_sheet(admin, "王桂珍"))

    answer = client.post("/sign-in/", {"phone": person.phone, "password": PASSWORD})

    assert answer["Location"] == "/today/"


def test_the_page_of_a_reset_says_what_happens_before_it_happens(cast, enter):
    cast.east_member.set_password(PASSWORD)
    cast.east_member.save()

    page = enter(cast.admin).get(f"/people/{cast.east_member.pk}/reset/").content.decode()

    assert "马上不能用" in page
    assert User.objects.get(pk=cast.east_member.pk).has_usable_password()


# What a director may


def test_a_director_makes_members_of_the_own_committee(cast, enter):
    client = enter(cast.east_director)

    answer = client.post("/people/new/", {**NEW, "committee": cast.east.pk})

    assert answer.status_code == 303
    assert Posting.objects.get(user__name="卫小平").committee == cast.east


@pytest.mark.parametrize("role", ["director", "branch", "clerk", "admin", "auditor"])
def test_a_director_cannot_give_a_larger_role(cast, enter, role):
    client = enter(cast.east_director)

    answer = client.post("/people/new/", {**NEW, "committee": cast.east.pk, "role": role})

    assert answer.status_code == 422
    assert not User.objects.filter(name="卫小平").exists()


def test_a_director_cannot_smuggle_somebody_into_the_other_committee(cast, enter):
    client = enter(cast.east_director)

    answer = client.post("/people/new/", {**NEW, "committee": cast.west.pk})

    assert answer.status_code == 422
    assert "不属于您管的范围" in answer.content.decode()
    assert not User.objects.filter(name="卫小平").exists()


def test_a_director_naming_a_number_known_elsewhere_learns_neither_whose_nor_where(cast, enter):
    sent = {**NEW, "phone": cast.west_member.phone, "committee": cast.east.pk}

    page = enter(cast.east_director).post("/people/new/", sent).content.decode()

    assert "这个手机号已经有账号" in page
    assert "郑月娥" not in page
    assert "西苑" not in page


def test_a_director_resets_a_member_but_nobody_with_a_larger_reach(cast, enter):
    client = enter(cast.east_director)
    assert client.post(f"/people/{cast.east_member.pk}/reset/").status_code == 303

    Posting.objects.create(user=cast.east_second_member, role=Role.CLERK, since="2025-01-01")

    for person in (cast.east_second_member, cast.east_branch, cast.east_director):
        assert client.post(f"/people/{person.pk}/reset/").status_code == 422


# Ending and adding


def test_ending_a_posting_yesterday_ends_access_at_the_next_request(cast, enter):
    there = enter(cast.east_member)
    assert there.get("/me/").status_code == 200
    posting = cast.east_member.postings.get()

    answer = enter(cast.east_director).post(
        f"/people/postings/{posting.pk}/end/", {"until": "昨天"}
    )

    assert answer.status_code == 303
    assert there.get("/me/").status_code == 302


def test_a_posting_cannot_end_before_it_began(cast, enter):
    posting = cast.east_member.postings.get()

    answer = enter(cast.admin).post(f"/people/postings/{posting.pk}/end/", {"until": "2023-12-31"})

    assert answer.status_code == 422
    assert "结束日期不能早于开始日期" in answer.content.decode()


def test_the_last_administrator_cannot_lock_the_office_out(cast, enter):
    posting = cast.admin.postings.get()
    admin = enter(cast.admin)

    alone = admin.post(f"/people/postings/{posting.pk}/end/", {"until": "今天"})
    admin.post("/people/new/", {**NEW, "role": "admin"})
    with_another = admin.post(f"/people/postings/{posting.pk}/end/", {"until": "今天"})

    assert (alone.status_code, with_another.status_code) == (422, 303)


def test_administrator_and_auditor_are_two_people(cast, enter):
    admin = enter(cast.admin)

    answer = admin.post(
        f"/people/{cast.auditor.pk}/postings/new/", {"role": "admin", "since": "今天"}
    )

    assert answer.status_code == 422
    assert "要由不同的人担任" in answer.content.decode()


def test_one_person_may_hold_two_posts_of_the_committee(cast, enter):
    sent = {"role": "branch", "committee": cast.east.pk, "since": "今天"}

    answer = enter(cast.admin).post(f"/people/{cast.east_director.pk}/postings/new/", sent)

    assert answer.status_code == 303
    assert len(User.objects.get(pk=cast.east_director.pk).reach.seats) == 2


def test_the_same_post_twice_is_refused(cast, enter):
    sent = {"role": "member", "committee": cast.east.pk, "since": "今天"}

    answer = enter(cast.admin).post(f"/people/{cast.east_member.pk}/postings/new/", sent)

    assert "已经有这个岗位了" in answer.content.decode()


def test_everything_typed_stands_there_again_when_it_is_refused(cast, enter):
    sent = {**NEW, "committee": cast.east.pk, "phone": "12"}

    page = enter(cast.admin).post("/people/new/", sent).content.decode()

    assert 'value="卫小平"' in page
    assert 'value="12"' in page
    assert 'value="卫生委员"' in page


# A whole committee on one page


def line(role: str, number: int, name: str, phone: str) -> dict[str, str]:
    return {f"{role}-{number}-name": name, f"{role}-{number}-phone": phone}


WHOLE = {
    "since": "今天",
    **line("director", 1, "卫小平", "10000000070"),
    **line("member", 1, "蒋一南", "10000000071"),
    **line("member", 2, "沈二北", "10000000072"),
    **line("branch", 1, "卫小平", "10000000070"),
    "branch-body": "南苑党支部",
    **line("property", 1, "韩三东", "10000000073"),
    "property-body": "东风物业",
}


def test_a_committee_is_ready_after_one_page(cast, enter):
    admin = enter(cast.admin)

    answer = admin.post("/settings/users/onboard/xiyuan/", WHOLE)

    assert answer["Location"] == "/people/slips/"
    given = Posting.objects.filter(user__name__in=["卫小平", "蒋一南", "沈二北", "韩三东"])
    assert sorted((one.user.name, one.role) for one in given) == [
        ("卫小平", "branch"),
        ("卫小平", "director"),
        ("沈二北", "member"),
        ("蒋一南", "member"),
        ("韩三东", "property"),
    ]
    assert PartnerBody.objects.get(name="东风物业").contacts.get().user.name == "韩三东"


def test_the_sheet_has_one_code_for_each_who_signs_in_with_a_password(cast, enter):
    admin = enter(cast.admin)
    admin.post("/settings/users/onboard/xiyuan/", WHOLE)

    slips = admin.get("/people/slips/").context["slips"]

    assert [slip.name for slip in slips] == ["卫小平", "蒋一南", "沈二北"]


def test_sending_the_page_again_adds_nothing(cast, enter):
    admin = enter(cast.admin)
    admin.post("/settings/users/onboard/xiyuan/", WHOLE)
    before = (User.objects.count(), Posting.objects.count(), PartnerBody.objects.count())

    admin.post("/settings/users/onboard/xiyuan/", WHOLE)

    assert (User.objects.count(), Posting.objects.count(), PartnerBody.objects.count()) == before


def test_one_wrong_line_and_nobody_is_written(cast, enter):
    known = line("member", 3, "另一个人", cast.east_member.phone)

    answer = enter(cast.admin).post("/settings/users/onboard/xiyuan/", {**WHOLE, **known})

    assert answer.status_code == 422
    assert "登记的是王桂珍" in answer.content.decode()
    assert not User.objects.filter(name="卫小平").exists()
    assert not PartnerBody.objects.filter(name="东风物业").exists()


def test_a_name_without_a_number_is_asked_for(cast, enter):
    sent = {"since": "今天", "member-2-name": "沈二北"}

    page = enter(cast.admin).post("/settings/users/onboard/xiyuan/", sent)

    assert page.context["form"].errors == {"member-2-phone": ["请写“委员 2手机号”。"]}


# Lists


def found(client: Client, path: str) -> list[str]:
    return [row.name for row in client.get(path).context["page"].rows]


def test_people_are_found_by_name_pinyin_and_initials(cast, enter):
    admin = enter(cast.admin)

    for query in ("王桂", "wangguizhen", "wgz"):
        assert found(admin, f"/settings/users/?q={query}") == ["王桂珍"]


def test_who_left_is_shown_only_when_asked_for(cast, enter):
    admin = enter(cast.admin)

    assert "钱多" not in found(admin, "/settings/users/")
    assert "钱多" in found(admin, "/settings/users/?former=on")


def test_a_director_sees_the_own_colleagues_only(cast, enter):
    names = found(enter(cast.east_director), "/people/?former=on")

    assert "王桂珍" in names
    assert "郑月娥" not in names


@pytest.mark.parametrize("path", ["/settings/users/", "/settings/users/review/"])
def test_the_lists_need_as_many_queries_for_many_as_for_few(
    cast, enter, path, django_assert_num_queries
):
    admin = enter(cast.admin)
    literal = {"/settings/users/": 7, "/settings/users/review/": 5}[path]
    with django_assert_num_queries(literal):
        admin.get(path)
    for number in range(3):
        person = User.objects.create(name=f"新来的{number}", phone=f"100000003{number:02d}")
        Posting.objects.create(user=person, role="member", committee=cast.east, since="2025-01-01")
    with django_assert_num_queries(literal):
        admin.get(path)


def test_numbers_are_masked_until_somebody_asks_and_the_journal_knows(cast, enter):
    client, path = enter(cast.east_director), f"/people/{cast.east_member.pk}/"
    assert cast.east_member.phone not in client.get(path).content.decode()

    shown = client.post(f"{path}phone/", follow=True).content.decode()

    assert cast.east_member.phone in shown
    row = AuditEntry.objects.get(act="people.reveal")
    assert (row.by, row.object_id) == (cast.east_director, str(cast.east_member.pk))
    assert cast.east_member.phone not in client.get(path).content.decode()


def test_the_yearly_list_names_every_right_in_force(cast, enter):
    page = enter(cast.admin).get("/settings/users/review/").content.decode()

    assert "周桂英" in page
    assert "袁静" in page
    assert "钱多" not in page


# Every act stands in the journal


def test_every_step_of_an_account_is_one_row_in_the_journal(cast, enter):
    admin = enter(cast.admin)
    admin.post("/people/new/", {**NEW, "committee": cast.east.pk})
    person = User.objects.get(name="卫小平")
    set_password(person.phone, code_on_sheet(admin, "卫小平"))
    admin.post(f"/people/{person.pk}/edit/", {"name": "卫晓平", "phone": person.phone})
    admin.post(f"/people/{person.pk}/reset/")
    admin.post(f"/people/postings/{person.postings.get().pk}/end/", {"until": "今天"})

    assert list(AuditEntry.objects.order_by("pk").values_list("act", flat=True)) == [
        "people.create",
        "people.post",
        "people.issue-code",
        "people.set-password",
        "people.rename",
        "people.reset",
        "people.issue-code",
        "people.end-posting",
    ]


def test_a_changed_password_ends_the_other_sessions_and_not_this_one(cast):
    person = cast.east_member
    set_password(person.phone, issue_code(person, by=cast.admin, at=timezone.now()))
    here, there = Client(), Client()
    for client in (here, there):
        client.post("/sign-in/", {"phone": person.phone, "password": PASSWORD})
    sent = {"old": PASSWORD, "password": "楼下的银杏黄透了", "again": "楼下的银杏黄透了"}

    assert here.post("/me/password/", sent)["Location"] == "/me/"

    assert here.get("/me/").status_code == 200
    assert there.get("/me/").status_code == 302


def test_guessing_the_old_password_counts_like_guessing_at_the_door(cast):
    person = cast.east_member
    set_password(person.phone, issue_code(person, by=cast.admin, at=timezone.now()))
    client = Client()
    client.post("/sign-in/", {"phone": person.phone, "password": PASSWORD})
    wrong = {
        "old": "猜一个猜一个猜一个",
        "password": "楼下的银杏黄透了",
        "again": "楼下的银杏黄透了",
    }

    for _ in range(5):
        client.post("/me/password/", wrong)

    assert (
        "试错太多次了" in client.post("/me/password/", {**wrong, "old": PASSWORD}).content.decode()
    )

"""`manage.py setup_office` on the real directory."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from committees.calendar.models import SpecialDay
from committees.journal.models import AuditEntry
from committees.people.models import EntryCode, Posting, User
from committees.territory.models import Committee, PublicNumber, Street

pytestmark = pytest.mark.django_db
REAL = settings.BASE_DIR / "data" / "committees.csv"
PEOPLE: dict[str, Any] = {
    "admin_name": "许明",
    "admin_phone": "10000000001",
    "clerk_name": "李敏",
    "clerk_phone": "10000000002",
}


def set_up(path: Path = REAL, street: str = "友好街道", **options: Any) -> str:
    out = StringIO()
    call_command("setup_office", street=street, committees=path, stdout=out, **options)
    return out.getvalue()


def rows() -> list[int]:
    return [
        model._default_manager.count()
        for model in (Street, Committee, User, Posting, EntryCode, AuditEntry)
    ]


def test_the_real_directory_becomes_34_committees_in_the_order_of_the_file():
    said = set_up()

    assert "新建 34 个居委会" in said
    committees = list(Committee.objects.in_street_order())
    assert len(committees) == 34
    assert [c.order for c in committees] == list(range(1, 35))
    first, last = committees[0], committees[-1]
    assert (first.name, first.short_name, first.slug) == ("宝钢一村居委会", "宝钢一村", "baogang-1")
    assert (last.slug, last.code) == ("baiyulan-huayuan", "310113003045")
    assert {c.slug for c in committees} >= {"baogang-11", "huaneng-chengshi-huayuan"}
    assert (first.pinyin, first.initials) == ("baogangyicun", "bgyc")


def test_nothing_is_invented():
    set_up()

    assert not Committee.objects.exclude(phone="", address="", hours="", households=None).exists()
    assert not PublicNumber.objects.exists()
    assert not User.objects.exists()
    assert SpecialDay.objects.filter(day__year=2026).exists()


def test_an_administrator_and_a_clerk_get_a_code_that_is_shown_once_and_not_stored():
    said = set_up(**PEOPLE)

    code = said.split("系统管理员 许明：一次性设置码 ")[1].split("（")[0]
    assert {posting.role for posting in Posting.objects.all()} == {"admin", "clerk"}
    assert not any(user.has_usable_password() for user in User.objects.all())
    assert EntryCode.objects.count() == 2
    assert len(code) >= 6
    assert not EntryCode.objects.filter(digest__contains=code).exists()


def test_a_second_run_says_so_and_changes_nothing():
    set_up(**PEOPLE)
    before = rows()

    said = set_up(**PEOPLE)

    assert "已经设好了，有 34 个居委会，没有改动" in said
    assert said.count("账号已经有了，没有改动") == 2
    assert rows() == before


def test_a_lost_code_is_replaced_and_the_old_one_ends():
    set_up(**PEOPLE)

    said = set_up(**PEOPLE, new_code=True)

    assert "一次性设置码" in said
    old, new = EntryCode.objects.filter(user__name="许明").order_by("pk")
    assert old.used_at is not None
    assert new.used_at is None
    assert timezone.now() < new.expires_at


CODE = "310113003001"
HEAD = "code,name\n"


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        (f"{HEAD}31011300300,甲居委会\n{CODE},\n", ["第 2 行：代码要 12 位", "第 3 行：请写"]),
        (f"{HEAD}{CODE},甲居委会\n{CODE},乙居委会\n", ["第 3 行：代码", "和第 2 行重复"]),
        (f"{HEAD}{CODE},甲居委会\n310113003002,甲居委会\n", ["第 3 行：名称“甲居委会”和第 2 行"]),
        (f"{HEAD}3.10113E+11,甲居委会\n", ["科学记数"]),
        (f"{HEAD}{CODE},=HYPERLINK(1)\n", ["“名称”不能用 = 开头"]),
        (f"代码\n{CODE}\n", ["“名称”这一列"]),
        ("", ["空的"]),
        (HEAD, ["没有居委会"]),
    ],
)
def test_a_bad_file_is_refused_with_a_reason_for_each_line_and_nothing_is_written(
    tmp_path, text, reasons
):
    path = tmp_path / "bad.csv"
    path.write_text(text)

    with pytest.raises(CommandError) as refused:
        set_up(path, **PEOPLE)

    assert all(reason in str(refused.value) for reason in reasons)
    assert rows() == [0, 0, 0, 0, 0, 0]


def test_another_street_or_another_list_is_refused(tmp_path):
    set_up()
    other = tmp_path / "other.csv"
    other.write_text("code,name\n310113003999,新村居委会\n")

    with pytest.raises(CommandError, match="这里已经是友好街道"):
        set_up(street="清和街道")
    with pytest.raises(CommandError, match="已经有 34 个居委会"):
        set_up(other)

    assert Committee.objects.count() == 34


def test_a_bad_phone_number_leaves_no_half_office():
    with pytest.raises(CommandError, match="11 位"):
        set_up(admin_name="许明", admin_phone="1380000")

    assert rows() == [0, 0, 0, 0, 0, 0]

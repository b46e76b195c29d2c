"""Keeping the directory."""

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from committees.journal.models import AuditEntry
from committees.territory.models import (
    Committee,
    Department,
    Estate,
    PartnerBody,
    PublicNumber,
)

pytestmark = pytest.mark.django_db
HEAD = "代码,名称,地址,电话,办公时间,户数\n"


def entry(committee: Committee, **changes: Any) -> dict[str, Any]:
    """What the form of this committee sends."""
    names = "name short_name address phone hours households zone order version".split()
    return {name: getattr(committee, name) for name in names} | changes


def acts() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("act", flat=True))


@pytest.mark.parametrize("who", ["clerk", "admin"])
def test_clerk_and_administrator_change_an_entry_and_the_journal_knows(cast, enter, who):
    client = enter(getattr(cast, who))
    path = "/settings/committees/dongyuan/edit/"
    assert client.get(path).status_code == 200

    answer = client.post(path, entry(cast.east, phone="０２１－0000 1234", households="1300"))

    assert (answer.status_code, answer.url) == (303, "/settings/committees/dongyuan/")
    cast.east.refresh_from_db()
    assert (cast.east.phone, cast.east.households, cast.east.version) == ("021-0000 1234", 1300, 2)
    assert acts() == ["territory.edit"]
    assert "保存好了" in client.get(answer.url).content.decode()


def test_a_new_name_keeps_the_web_address_and_changes_the_spelling(cast, enter):
    data = entry(cast.east, name="桂花苑居委会", short_name="桂花苑")
    enter(cast.clerk).post("/settings/committees/dongyuan/edit/", data)

    cast.east.refresh_from_db()
    assert (cast.east.slug, cast.east.initials) == ("dongyuan", "ghy")


def test_the_second_saver_sees_both_texts_and_may_then_save_hers(cast, enter):
    path = "/settings/committees/dongyuan/edit/"
    enter(cast.admin).post(path, entry(cast.east, address="新路 1 号"))
    client = enter(cast.clerk)

    answer = client.post(path, entry(cast.east, address="新路 2 号"))

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "许明刚才也改了，请看两边" in text
    assert "新路 1 号" in text
    assert "新路 2 号" in text
    assert client.post(path, entry(cast.east, address="新路 2 号", version=2)).status_code == 303
    cast.east.refresh_from_db()
    assert cast.east.address == "新路 2 号"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"name": ""}, "请写“名称”"),
        ({"name": "西苑居委会"}, "已经有一个居委会叫"),
        ({"phone": "没有"}, "电话只能写数字"),
        ({"households": "99999999999"}, "户数"),
        ({"order": "0"}, "街道顺序"),
        ({"version": "99999999999999"}, ""),
    ],
)
def test_a_refused_entry_shows_everything_typed_and_writes_nothing(cast, enter, changes, reason):
    data = entry(cast.east, address="我刚写的地址", **changes)

    answer = enter(cast.clerk).post("/settings/committees/dongyuan/edit/", data)

    assert answer.status_code == 422
    assert "我刚写的地址" in answer.content.decode()
    assert reason in answer.content.decode()
    assert acts() == []


def test_more_fields_than_the_form_has_change_nothing(cast, enter):
    data = entry(cast.east, slug="evil", code="1", street="99", pk="99")

    assert enter(cast.clerk).post("/settings/committees/dongyuan/edit/", data).status_code == 303

    cast.east.refresh_from_db()
    assert (cast.east.slug, cast.east.code) == ("dongyuan", "990101001901")


def test_a_double_click_saves_once(cast, enter):
    client, data = enter(cast.clerk), {"name": "一号小区", "address": ""}
    key = {"idempotency_key": str(uuid.uuid4())}

    first = client.post("/settings/committees/dongyuan/estates/new/", data | key)
    second = client.post("/settings/committees/dongyuan/estates/new/", data | key)

    assert first.url == second.url
    assert Estate.objects.count() == 1
    assert acts() == ["territory.estate"]


def test_an_estate_is_added_renamed_and_not_doubled(cast, enter):
    client = enter(cast.clerk)
    path = "/settings/committees/dongyuan/estates/new/"
    client.post(path, {"name": "一号小区"})
    estate = Estate.objects.get()

    assert client.post(path, {"name": "一号小区"}).status_code == 422
    client.post(f"/settings/estates/{estate.pk}/edit/", {"name": "桂花里", "address": "桂花路"})

    estate.refresh_from_db()
    assert (estate.name, estate.order) == ("桂花里", 1)


def test_a_partner_body_is_added_and_changed(cast, enter):
    client = enter(cast.clerk)
    data = {"kind": "property", "name": "有宜物业", "phone": "", "night_phone": "021-0000 9999"}

    assert client.post("/settings/committees/dongyuan/bodies/new/", data).status_code == 303
    body = PartnerBody.objects.get(name="有宜物业")
    client.post(f"/settings/bodies/{body.pk}/edit/", data | {"phone": "021-0000 8888"})

    body.refresh_from_db()
    assert (body.committee, body.phone, body.night_phone) == (
        cast.east,
        "021-0000 8888",
        "021-0000 9999",
    )


def street_form(client: Any) -> dict[str, str]:
    form = client.get("/settings/street/").context["form"]
    return {name: str(form.initial.get(name, "")) for name in form.fields}


def test_the_street_keeps_its_sections_and_the_numbers_for_the_night(cast, enter):
    client = enter(cast.clerk)
    lines = {"departments": "社区科 021-0000 0001\n民政科", "numbers": "供水热线 021-0000 0002"}

    client.post("/settings/street/", street_form(client) | lines)
    client.post("/settings/street/", street_form(client) | {"departments": "民政科\n城管科"})

    assert list(Department.objects.values_list("name", "phone", "order")) == [
        ("民政科", "", 1),
        ("城管科", "", 2),
    ]
    assert list(PublicNumber.objects.values_list("name", "phone")) == [
        ("供水热线", "021-0000 0002")
    ]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ({"numbers": "供水热线"}, "第 1 行少了电话"),
        ({"numbers": "供水热线 很多"}, "第 1 行的电话没看懂"),
        ({"departments": "民政科\n民政科"}, "写了两次"),
        ({"departments": "长" * 41}, "太长"),
    ],
)
def test_a_bad_line_of_the_street_is_named_and_kept(cast, enter, lines, reason):
    client = enter(cast.clerk)

    answer = client.post("/settings/street/", street_form(client) | lines)

    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert next(iter(lines.values())).split()[0] in answer.content.decode()
    assert not Department.objects.exists()


def test_two_people_on_the_street_s_page_see_both_texts(cast, enter):
    first, second = enter(cast.clerk), enter(cast.admin)
    old = street_form(second)
    first.post("/settings/street/", street_form(first) | {"numbers": "供水热线 021-0000 0002"})

    answer = second.post("/settings/street/", old | {"numbers": "燃气抢修 021-0000 0003"})

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "供水热线" in text
    assert "燃气抢修" in text
    assert [row.name for row in PublicNumber.objects.all()] == ["供水热线"]


def send(client: Any, content: bytes, **data: str) -> Any:
    file = SimpleUploadedFile("名录.csv", content, content_type="text/csv")
    return client.post("/settings/committees/import/", {"file": file, **data})


def test_a_file_is_looked_at_first_and_then_imported(cast, enter):
    client = enter(cast.clerk)
    content = (
        f"{HEAD}990101001901,东苑居委会,清和路 188 弄,,,\n990101001903,南苑居委会,,,,900\n"
    ).encode("gb18030")

    looked = send(client, content)

    assert looked.status_code == 200
    text = looked.content.decode()
    assert "新添 1 个" in text
    assert "原来“清和路 100 弄”，现在“清和路 188 弄”" in text
    assert Committee.objects.count() == 2

    table = looked.context["again"].initial["table"]
    done = client.post("/settings/committees/import/", {"table": table, "step": "import"})

    assert done.status_code == 303
    south = Committee.objects.get(slug="nanyuan")
    assert (south.order, south.households, south.short_name) == (3, 900, "南苑")
    cast.east.refresh_from_db()
    assert (cast.east.address, cast.east.phone) == ("清和路 188 弄", "021-0000 0001")
    assert acts() == ["territory.import", "territory.add"]


def test_importing_the_same_file_again_changes_nothing(cast, enter):
    client = enter(cast.clerk)
    exported = client.get("/settings/committees/import/template.csv").content

    looked = send(client, exported)
    table = looked.context["again"].initial["table"]
    done = client.post(
        "/settings/committees/import/", {"table": table, "step": "import"}, follow=True
    )

    assert "另外 2 个没有变化" in looked.content.decode()
    assert "没有改动" in done.content.decode()
    assert acts() == []


def test_one_bad_line_keeps_the_whole_file_out(cast, enter):
    client = enter(cast.clerk)
    content = f"{HEAD}990101001903,南苑居委会,,,,\n99,北苑居委会,,,,\n".encode()

    answer = send(client, content, step="import")

    assert answer.status_code == 422
    assert "有 1 处要改，现在一行都没有导入" in answer.content.decode()
    assert "第 3 行：代码要 12 位数字" in answer.content.decode()
    assert Committee.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "空"),
        (b"PK\x03\x04xxxx", "另存为"),
        (f"{HEAD}9901,\0,,,,\n".encode(), "看不懂的字符"),
        (f'{HEAD}990101001903,"南苑,,,,\n'.encode(), "引号不成对"),
        (f"{HEAD}990101001901,=cmd|x,,,,\n".encode(), "不能用 = 开头"),
        (f"{HEAD}990101001901,西苑居委会,,,,\n".encode(), "已经有了"),
    ],
)
def test_a_hostile_file_gets_a_sentence(cast, enter, content, reason):
    answer = send(enter(cast.clerk), content)

    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert acts() == []


def test_two_committees_may_swap_their_names_in_one_file(cast, enter):
    client = enter(cast.clerk)
    content = f"{HEAD}990101001901,西苑居委会,,,,\n990101001902,东苑居委会,,,,\n".encode()

    table = send(client, content).context["again"].initial["table"]
    client.post("/settings/committees/import/", {"table": table, "step": "import"})

    names = Committee.objects.in_street_order().values_list("slug", "name", "short_name")
    assert list(names) == [("dongyuan", "西苑居委会", "西苑"), ("xiyuan", "东苑居委会", "东苑")]


@pytest.mark.parametrize(
    "path",
    [
        "/settings/committees/",
        "/settings/committees/import/",
        "/settings/committees/import/template.csv",
        "/settings/committees/dongyuan/",
        "/settings/committees/dongyuan/edit/",
        "/settings/street/",
        "/settings/periods/",
        "/settings/start/",
    ],
)
def test_only_clerk_and_administrator_open_the_settings_of_the_directory(client, cast, enter, path):
    assert enter(cast.clerk).get(path).status_code == 200
    assert enter(cast.admin).get(path).status_code == 200
    for person in (cast.east_director, cast.leader, cast.auditor, cast.east_property):
        assert enter(person).get(path).status_code == 404
    assert client.get(path).status_code == 302


def test_the_list_takes_the_same_queries_for_two_committees_and_for_four(
    cast, enter, django_assert_num_queries
):
    client = enter(cast.clerk)
    with django_assert_num_queries(5):
        client.get("/settings/committees/")
    send(client, f"{HEAD}990101001903,南苑居委会,,,,\n".encode(), step="import")
    client.get("/settings/committees/")  # reads the message of the import
    with django_assert_num_queries(5):
        client.get("/settings/committees/")

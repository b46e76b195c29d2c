"""Standard texts and the letter to a resident."""

import pytest

from casework.cases import closing
from casework.replies.models import StandardText
from casework.replies.rules import filled, fits
from casework.replies.seed import standard_texts
from tests.casework.cases.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{称呼}：办好了。", ""),
        ("{姓名}：办好了。", "不认识“{姓名}”"),
        ("我们高度重视。", "“高度重视”居民听着生分"),
        ("长" * 61, "有一句太长了"),
    ],
)
def test_a_text_for_a_neighbour(text, sentence):
    assert sentence in fits(text).reason
    assert bool(fits(text)) is (sentence == "")


def test_every_kind_and_state_has_a_text_that_fits_itself():
    texts = standard_texts()
    assert len(texts) == StandardText.objects.count() == 25
    assert [one["text"] for one in texts if not fits(one["text"])] == []
    assert filled("{称呼}{谁}", {"称呼": "张阿姨您好"}) == "张阿姨您好{谁}"


def test_the_letter_is_filled_in_and_asks_the_resident(cast, enter, opened):
    case = opened(title="楼道灯不亮", who="张慧芳", source="hotline")
    closing.settle_case(case, by=cast.east_director, at=NOW, outcome="换了灯泡")
    page = enter(cast.east_director).get(f"/cases/{case.pk}/letter/").content.decode()
    assert f"张慧芳您好：您反映的“楼道灯不亮”（{case}），办好了。结果是：换了灯泡。" in page
    assert "12345 工单答复单" in page
    assert "打电话的人是谁，不能让物业" in page


def test_the_clerk_changes_a_text_against_the_version_she_saw(cast, enter):
    text, clerk = StandardText.objects.get(kind="advice", state="new"), enter(cast.clerk)
    form = {"text": "{称呼}：记下了。", "version": "1"}
    assert clerk.post(f"/settings/replies/{text.pk}/", form).status_code == 303
    assert clerk.post(f"/settings/replies/{text.pk}/", form).status_code == 409
    wrong = clerk.post(f"/settings/replies/{text.pk}/", {"text": "{谁}", "version": "2"})
    assert wrong.status_code == 422

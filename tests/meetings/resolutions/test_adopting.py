import pytest

from committees.regulations.states import VersionState
from jiedao.common.errors import Refused
from meetings.resolutions.adopting import adopt
from meetings.resolutions.models import Adoption
from tests.committees.regulations.makers import own_draft
from tests.gatherings import an_outcome


@pytest.fixture
def draft(cast):
    return own_draft(cast.east_director, cast.east)


def test_an_outcome_brings_a_regulation_into_force_and_says_by_which_meeting(
    topic, draft, cast, now
):
    resolution = an_outcome(topic)

    made = adopt(resolution, draft, by=cast.east_director, at=now)

    draft.refresh_from_db()
    assert (made.resolution, draft.state) == (resolution, VersionState.IN_FORCE)
    assert draft.adopted_on == resolution.made_on
    assert "十一月联席会议，协商一致。" in draft.adopted_words
    assert resolution.words in draft.adopted_words


def test_one_outcome_adopts_one_regulation(topic, draft, cast, now):
    resolution = an_outcome(topic)
    adopt(resolution, draft, by=cast.east_director, at=now)
    other = own_draft(cast.east_director, cast.east, "xuexi-zhidu")

    with pytest.raises(Refused, match="已经通过了一份制度"):
        adopt(resolution, other, by=cast.east_director, at=now)
    with pytest.raises(Refused, match="已经施行"):
        adopt(an_outcome(topic), draft, by=cast.east_director, at=now)


def test_a_foreign_draft_and_a_stranger_adopt_nothing(topic, draft, cast, now):
    west = own_draft(cast.west_director, cast.west)

    with pytest.raises(Refused, match="不属于本居委会"):
        adopt(an_outcome(topic), west, by=cast.east_director, at=now)
    with pytest.raises(Refused, match="主任或委员"):
        adopt(an_outcome(topic), draft, by=cast.east_branch, at=now)
    assert not Adoption.objects.exists()


def test_it_is_registered_on_the_page_of_the_outcome(topic, draft, cast, enter):
    resolution, director = an_outcome(topic), enter(cast.east_director)

    answer = director.post(f"/resolutions/{resolution.pk}/adopt/", {"version": draft.pk})

    assert answer.status_code == 303
    page = director.get(f"/resolutions/{resolution.pk}/").content.decode()
    assert str(draft.regulation) in page
    west = own_draft(cast.west_director, cast.west)
    foreign = director.post(f"/resolutions/{resolution.pk}/adopt/", {"version": west.pk})
    assert foreign.status_code == 422
    assert "不是本居委会的草稿" in foreign.content.decode()

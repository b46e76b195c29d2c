from datetime import UTC, datetime, timedelta

import pytest
from django.db import models
from django.test.utils import isolate_apps

from jiedao.common.bases import Recyclable, RecyclableQuerySet, Versioned
from jiedao.common.errors import Conflict

NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture
def sheet():
    with isolate_apps():

        class Sheet(Versioned, Recyclable):
            objects = RecyclableQuerySet.as_manager()

            class Meta:
                app_label = "committees"

        yield Sheet


def test_the_version_shown_is_claimed_once(sheet):
    row = sheet(version=3, removed_by_id=None)
    row.expect(3)
    assert row.version == 4
    with pytest.raises(Conflict) as conflict:
        row.expect(3)
    assert conflict.value.current is row


def test_a_row_is_kept_until_it_is_removed(sheet):
    assert sheet(removed_by_id=None).is_kept
    assert not sheet(removed_at=NOW, removed_by_id=None).is_kept


def test_the_bin_holds_thirty_days(sheet):
    where = sheet.objects.all().in_bin(NOW).query.where.children[0]
    assert (where.lookup_name, where.rhs) == ("gt", NOW - timedelta(days=30))


def test_who_removed_a_row_cannot_be_deleted(sheet):
    remover = sheet._meta.get_field("removed_by")
    assert remover.remote_field.on_delete is models.PROTECT
    assert remover.remote_field.related_name == "+"

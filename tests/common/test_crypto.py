import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection, models
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from jiedao.common.crypto import (
    EncryptedTextField,
    Unreadable,
    blind_index,
    keyed_digest,
    seal,
    unseal,
)


@pytest.fixture(autouse=True)
def keys(settings):
    settings.FIELD_KEYS = ["now", "before"]
    settings.INDEX_KEY = "index"


@pytest.fixture
def person():
    with isolate_apps():

        class Person(models.Model):
            phone = EncryptedTextField(blank=True, null=True)

            class Meta:
                app_label = "committees"

        yield Person


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_what_is_sealed_opens_again(text):
    assert unseal(seal(text)) == text


def test_a_seal_hides_and_differs_each_time():
    assert "13800001234" not in seal("13800001234")
    assert seal("13800001234") != seal("13800001234")
    assert seal("") == ""


def test_an_older_key_still_opens(settings):
    settings.FIELD_KEYS = ["before"]
    token = seal("13800001234")
    settings.FIELD_KEYS = ["now", "before"]
    assert unseal(token) == "13800001234"


def test_a_lost_key_is_told(settings):
    token = seal("13800001234")
    settings.FIELD_KEYS = ["other"]
    with pytest.raises(Unreadable):
        unseal(token)


def test_a_missing_key_never_seals_with_nothing(settings):
    settings.FIELD_KEYS = [""]
    with pytest.raises(ImproperlyConfigured):
        seal("x")
    settings.INDEX_KEY = ""
    with pytest.raises(ImproperlyConfigured):
        blind_index("phone", "x")


def test_the_blind_index_finds_equal_values_of_one_purpose_only(settings):
    one = blind_index("phone", "13800001234")
    assert one == blind_index("phone", "13800001234")
    assert len(one) == 32
    assert one != blind_index("other", "13800001234")
    assert blind_index("phone", "") == ""
    settings.INDEX_KEY = "another"
    assert one != blind_index("phone", "13800001234")


def test_a_keyed_digest_has_64_characters():
    assert len(keyed_digest("token")) == 64


def test_the_column_holds_a_token_and_python_the_text(person):
    field = person._meta.get_field("phone")
    stored = field.get_db_prep_save("13800001234", connection)
    assert stored.startswith("gAAAA")
    assert field.from_db_value(stored, None, connection) == "13800001234"
    assert field.get_db_prep_save("", connection) == ""
    assert field.get_db_prep_save(None, connection) is None
    assert field.from_db_value(None, None, connection) is None


@pytest.mark.parametrize(
    "lookup", [{"phone": "1"}, {"phone__icontains": "1"}, {"phone__in": ["1"]}, {"phone__gt": ""}]
)
def test_a_sealed_column_cannot_be_searched(person, lookup):
    with pytest.raises(FieldError):
        str(person.objects.filter(**lookup).query)


@pytest.mark.parametrize("lookup", [{"phone": ""}, {"phone__isnull": True}])
def test_the_empty_ones_can_be_found(person, lookup):
    assert "phone" in str(person.objects.filter(**lookup).query)


def test_a_migration_can_write_the_field(person):
    name, path, args, kwargs = person._meta.get_field("phone").deconstruct()
    assert (name, path, args) == ("phone", "jiedao.common.crypto.EncryptedTextField", [])
    assert kwargs == {"blank": True, "null": True}

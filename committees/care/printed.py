"""What is kept of care about a resident, on the paper she takes home (PIPL arts. 17, 44, 45)."""

from datetime import datetime
from itertools import chain

from committees.care.models import CareLabel, Consent, EmergencyContact
from committees.care.shown import OfPerson, of_person
from committees.people.models import User
from committees.residents.models import Resident
from committees.residents.printout import Printed, Row
from committees.residents.shown import day_words
from jiedao.common.masks import mask_phone


def printed_care(person: Resident, reader: User, at: datetime) -> Printed | None:
    """Every kind with its ground, what she answered when, and whom we would ring.

    None for who does not work in the committee. The queries of `of_person`.
    """
    kept = of_person(person, reader, at)
    if kept is None:
        return None
    return Printed("关爱和紧急联系人", list(_rows(kept)))


def _rows(kept: OfPerson) -> list[Row]:
    return list(
        chain(
            (_label(label) for label in [*kept.labels, *kept.past]),
            (_answer(answer) for answer in kept.answers),
            (_contact(contact) for contact in kept.contacts),
        )
    )


def _label(label: CareLabel) -> Row:
    said = [f"{day_words(label.since)}起"]
    if label.until:
        said.append(f"{day_words(label.until)}结束")
    else:
        said.append(f"下次核对 {day_words(label.review_on)}")
    if label.source:
        said.append(f"来自{label.source}")
    words = "，".join(filter(None, [label.kind.name, label.detail, *said]))
    ground = "，".join(filter(None, [label.get_ground_display(), label.kind.source]))
    return Row("关爱类别", words, ground)


def _answer(answer: Consent) -> Row:
    by = f"（{answer.given_by}）" if answer.given_by else ""
    words = f"{answer.get_answer_display()}{by}，{day_words(answer.on)}"
    if answer.withdrawn_on:
        words = f"{words}，{day_words(answer.withdrawn_on)}撤回"
    return Row(f"您的答复：{answer.get_purpose_display()}", words)


def _contact(contact: EmergencyContact) -> Row:
    key = "，有钥匙" if contact.has_key else ""
    return Row("紧急联系人", f"{contact}，{mask_phone(contact.phone)}{key}")

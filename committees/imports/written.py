"""A person as the cells of a sheet: what `read_person` reads as the same person again. Pure."""

from committees.imports.columns import COLUMNS
from committees.imports.labels import Kinds, label_words
from committees.imports.persons import Person
from committees.imports.values import SAME_DOOR
from committees.residents.states import IdKind, Kinship, Sex
from committees.tenure.states import HukouPlace

HEAD = [column.title for column in COLUMNS]


def cells_of(person: Person, kinds: Kinds) -> list[str]:
    """One cell for each of COLUMNS, in their order; what nobody knows is empty."""
    relation = Kinship(person.kinship).label if person.kinship else ""
    words = {
        "estate": person.estate,
        "building": person.building,
        "room": person.room,
        "name": person.name,
        "kinship": "户主" if person.is_head else str(relation),
        "sex": str(Sex(person.sex).label) if person.sex else "",
        "born_on": person.born_on.isoformat() if person.born_on else "",
        "id_kind": _paper(person),
        "id_number": person.id_number,
        "phone": person.phone,
        "place": _place(person),
        "address": person.address,
        "labels": "、".join(label_words(kinds.by_pk[label.kind], label) for label in person.labels),
        "guardian": person.guardian,
        "note": person.note,
    }
    return [words[column.key] for column in COLUMNS]


def _place(person: Person) -> str:
    if person.same_door:
        return SAME_DOOR
    return str(HukouPlace(person.place).label) if person.place else ""


def _paper(person: Person) -> str:
    unknown = person.id_kind in ("", IdKind.UNKNOWN)
    return "" if unknown else str(IdKind(person.id_kind).label)

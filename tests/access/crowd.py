"""Everything there is, in both committees at once: what the lists have to choose from."""

from django.db import transaction

from tests.access.policy import PUBLIC_SUBJECTS
from tests.access.stage import MARKUP, WEST, Stage
from tests.access.subjects import SEEDS, SUBJECTS


def gather(stage: Stage) -> None:
    """One of each subject: West's says its secret word, East's carries markup.

    What everybody may read is made for East alone: it may stand on anybody's page.
    """
    for number, (name, make) in enumerate(SUBJECTS.items()):
        with transaction.atomic():
            make(stage.cast, stage.cast.east, f"{MARKUP}{number}")
            if name not in PUBLIC_SUBJECTS:
                make(stage.cast, stage.cast.west, f"{WEST}{name[:12]}")
    for seed in SEEDS:
        seed(stage.cast, stage.cast.east, MARKUP)
        seed(stage.cast, stage.cast.west, WEST)

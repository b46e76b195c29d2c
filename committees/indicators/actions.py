"""Changing an indicator."""

from typing import Any

from django.db import transaction

from committees.indicators.models import Indicator
from committees.indicators.policies import may_edit_indicators
from committees.indicators.rules import sensible
from committees.journal.actions import digest, record
from committees.people.models import User
from jiedao.common.errors import Refused

EDITABLE = ("name", "definition", "watch", "alarm", "judged_from", "order", "enabled")


def edit_indicator(
    indicator: Indicator, *, by: User, values: dict[str, Any], version: int
) -> Indicator:
    """Change name, thresholds or definition; every page computes with them from now on.

    Refused for anybody but the clerk, and when 需要联系帮助 is not further out than 留意;
    `Conflict` when somebody else saved it since the page was made.
    """
    with transaction.atomic():
        may_edit_indicators(by).require()
        indicator = Indicator.objects.select_for_update().get(pk=indicator.pk)
        indicator.expect(version)
        before = digest(indicator)
        for name in EDITABLE:
            if name in values:
                setattr(indicator, name, values[name])
        if not sensible(indicator.limits):
            raise Refused("“需要联系帮助”要比“留意”更远，请再看一下两个数。")
        indicator.save()
        record("indicator.edit", indicator, by=by, before=before, label=indicator.name)
    return indicator

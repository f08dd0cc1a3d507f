"""What hangs on a row of a register, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ventanilla.core.kit.registers import MOST_COUNTED, Tie


def words_of(ties: Iterable[Tie]) -> list[str]:
    """«12 people», «3 services», and the rest as other things."""
    counted: Counter[str] = Counter()
    for tie in ties:
        counted[tie.model] = max(counted[tie.model], tie.count)  # the same row may point twice
    known = [_counted(model, count) for model, count in counted.items()]
    others = sum(count for model, count in counted.items() if not _counted(model, count))
    rest = ngettext("%(count)s other thing", "%(count)s other things", others) % {"count": others}
    return [words for words in known if words] + ([rest] if others else [])


def _counted(model: str, count: int) -> str:
    if count > MOST_COUNTED:
        named = _counted(model, MOST_COUNTED)
        return _("more than %(things)s") % {"things": named} if named else ""
    values = {"count": count}
    match model:
        case "people.person":
            return ngettext("%(count)s person", "%(count)s people", count) % values
        case "people.teammember":
            return ngettext("%(count)s member", "%(count)s members", count) % values
        case "people.department":
            return ngettext("%(count)s department", "%(count)s departments", count) % values
        case "people.team":
            return ngettext("%(count)s team", "%(count)s teams", count) % values
        case "people.location":
            return ngettext("%(count)s place", "%(count)s places", count) % values
        case "access.roleassignment":
            return ngettext("%(count)s role", "%(count)s roles", count) % values
        case "catalog.service":
            return ngettext("%(count)s service", "%(count)s services", count) % values
        case "catalog.category":
            return ngettext("%(count)s category", "%(count)s categories", count) % values
        case "tickets.ticket":
            return ngettext("%(count)s request", "%(count)s requests", count) % values
        case "knowledge.article":
            return ngettext("%(count)s article", "%(count)s articles", count) % values
        case "assets.assetmodel":
            return ngettext("%(count)s equipment model", "%(count)s equipment models", count) % values
        case "assets.asset":
            return ngettext("%(count)s piece or seat", "%(count)s pieces or seats", count) % values
        case "budgets.costcentre":
            return ngettext("%(count)s cost centre", "%(count)s cost centres", count) % values
        case "budgets.budget":
            return ngettext("%(count)s budget", "%(count)s budgets", count) % values
        case "sla.clock":
            return ngettext("%(count)s deadline", "%(count)s deadlines", count) % values
    return ""

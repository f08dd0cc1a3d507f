"""A service that asks for another one is judged by that one's live form before it is published."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.translation import override

from tests import factories
from ventanilla.cli.packages import _asked_first
from ventanilla.engines.workflow.linting import findings, judge
from ventanilla.records.catalog.actions import publish
from ventanilla.records.catalog.flaws import PackageRefused

pytestmark = pytest.mark.django_db

FORM = [
    {
        "section": {"id": "all", "title": {"en": "All"}},
        "questions": [{"id": "size", "type": "number", "label": {"en": "Size"}, "required": True, "max": 9}],
    }
]


def asking(**answers: Any) -> Any:
    block = {"create_ticket": {"id": "child", "service": "desk", "answers": answers}}
    return factories.package(service="move", workflow=[block])


def desk(**more: Any) -> Any:
    return factories.service(**{"service": "desk", "form": FORM, **more})


def test_publishing_is_refused_for_what_the_other_service_refuses_for_certain() -> None:
    desk()
    with override("en"), pytest.raises(PackageRefused) as refused:
        publish(actor=None, package=asking(size=10))
    assert list(refused.value.fields) == ["workflow[0].create_ticket.answers.size"]
    assert "Size" in str(refused.value.fields)
    assert publish(actor=None, package=asking(size=9)).number == 1


def test_a_service_that_comes_later_is_no_reason_to_refuse_and_is_told() -> None:
    factories.department()
    package = asking(size=3)
    assert judge(package) == []
    assert [each.code for each in findings(package) if each.code == "other_unknown"] == ["other_unknown"]
    desk()
    assert "other_unknown" not in {each.code for each in findings(package)}


def test_whoever_changes_the_other_service_is_told_who_asks_for_it(
    django_assert_max_num_queries: Any,
) -> None:
    desk()
    publish(actor=None, package=asking(size=3))
    stricter = [{**FORM[0], "questions": [{**FORM[0]["questions"][0], "max": 2}]}]  # type: ignore[dict-item]
    changed = factories.package(service="desk", form=stricter)
    with django_assert_max_num_queries(16):
        told = [each for each in findings(changed) if each.code == "breaks_other"]
    assert len(told) == 1
    beside = [asking(size=1)]
    assert not [each for each in findings(changed, beside) if each.code == "breaks_other"]


def test_services_in_files_come_in_after_those_that_they_ask_for(tmp_path: Any) -> None:
    written = {
        "a.yaml": "service: move\nworkflow:\n  - create_ticket: {id: c, service: desk}\n",
        "b.yaml": "service: desk\nworkflow:\n  - create_ticket: {id: c, service: lamp}\n",
        "c.yaml": "service: lamp\n",
    }
    for name, text in written.items():
        (tmp_path / name).write_text(text)
    paths = sorted(tmp_path.iterdir())
    assert [path.name for path in _asked_first(paths)] == ["c.yaml", "b.yaml", "a.yaml"]
    (tmp_path / "c.yaml").write_text("service: lamp\nworkflow:\n  - create_ticket: {id: c, service: move}\n")
    assert _asked_first(paths) == paths

"""People and what is known about them: for administrators of the portal, and HR for what it keeps."""

from __future__ import annotations

from tests.isolation.acme import EVERYBODY, Acme
from tests.isolation.rows import ADMINISTRATOR, NO_SUCH_METHOD, Row, api, gives
from ventanilla.core.directory.attributes import save_attribute
from ventanilla.core.people.choices import AttributeType
from ventanilla.core.people.models import Department

KEEPERS = {"rosa", "hugo", "admin"}
SAVED = gives(302, {"admin"}, others=403)
NEW = {"given_name": "Nadia", "email": "nadia@acme.example", "organization": "acme"}
FREE = {"label_en": "Badge", "type": "text", "seen_by": "keepers"}


def kept(world: Acme) -> dict[str, object]:
    """HR keeps something about people; the page of one of them."""
    hr = Department.objects.get(slug="hr")
    save_attribute(actor=None, key="grade", label={"en": "Grade"}, type=AttributeType.NUMBER, keeper=hr)
    return {"pk": world.people["marta"].pk, "key": "grade"}


def outside(world: Acme) -> dict[str, object]:
    return {**kept(world), "pk": world.people["clara"].pk}


def rows() -> list[Row]:
    one = "designer/people/<int:pk>/"
    return [
        Row("designer/people/", gives(200, KEEPERS, others=403), fill=kept, query="?q=a&state=all"),
        Row("designer/people/new/", ADMINISTRATOR, SAVED, data=NEW),
        Row(
            one,
            gives(200, KEEPERS, others=403),
            gives(302, KEEPERS, others=403),
            kept,
            {"attribute_grade": "7", "was_grade": ""},
        ),
        Row(
            one,
            {**gives(200, {"admin"}, others=403), "rosa": 404, "hugo": 404},
            {**gives(302, {"admin"}, others=403), "rosa": 404, "hugo": 404},
            outside,
            {"attribute_grade": "7", "was_grade": ""},
            about="of a customer",
        ),
        Row(f"{one}profile/", NO_SUCH_METHOD, SAVED, kept, {"given_name": "M", "email": "m@acme.example"}),
        Row(f"{one}active/", NO_SUCH_METHOD, SAVED, kept, {"active": "1"}),
        Row(f"{one}team/", NO_SUCH_METHOD, SAVED, kept, {"team": "nobody"}),
        Row(f"{one}role/", NO_SUCH_METHOD, SAVED, kept, {"role": "agent", "department": "hr"}),
        Row("designer/attributes/", ADMINISTRATOR, fill=kept),
        Row("designer/attributes/new/", ADMINISTRATOR, SAVED, data=FREE),
        Row("designer/attributes/<slug:key>/", ADMINISTRATOR, SAVED, kept, FREE),
        Row("designer/attributes/<slug:key>/removal/", NO_SUCH_METHOD, SAVED, kept),
        Row(
            "api/v1/attributes",
            api(200, KEEPERS | {"marta"}),
            api(200, {"admin"}, others=403),  # about oneself
            kept,
            '{"values": {"grade": 7}}',
            query="?person=marta@acme.example",
        ),
        Row("profile/attributes/", NO_SUCH_METHOD, gives(302, EVERYBODY)),
    ]


ROWS = rows()

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ventanilla.core.people.choices import AttributeSight, AttributeSubject, AttributeType
from ventanilla.core.people.models.department import Department

KEY = RegexValidator(r"\A[a-z][a-z0-9_]{0,39}\Z", _("Small letters, digits and _, a letter first."))


class AttributeDefinition(models.Model):
    """A typed attribute of its own that an administrator has declared, usable as a fact in rules.

    `options`: of a choice, [{"value", "label"}]. `keeper`: the department whose agents see and change it (None: only
    administrators of the portal). `seen_by`: who sees it besides; `own`: the person may change it themself.
    """

    subject = models.CharField(max_length=16, choices=AttributeSubject.choices)
    key = models.SlugField(validators=[KEY])
    label = models.JSONField(default=dict)
    type = models.CharField(max_length=16, choices=AttributeType.choices)
    options = models.JSONField(default=list, blank=True)
    keeper = models.ForeignKey(Department, models.SET_NULL, null=True, blank=True, related_name="+")
    seen_by = models.CharField(max_length=16, choices=AttributeSight.choices, default=AttributeSight.KEEPERS)
    own = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "key"], name="attribute_key_once")]

    def __str__(self) -> str:
        return f"{self.subject}.{self.key}"

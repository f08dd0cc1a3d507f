from __future__ import annotations

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from ventanilla.core.access.choices import Role
from ventanilla.core.access.models import Audience, AudienceMember
from ventanilla.core.access.queries import departments_where
from ventanilla.core.people.models import Department, Person
from ventanilla.core.timeline.models import Stream
from ventanilla.records.catalog.models import Service
from ventanilla.records.status.choices import ENDED, Health, OutageKind, Stage, ToldOf, Wants


class ComponentQuerySet(models.QuerySet["Component"]):
    def visible_to(self, person: Person | None) -> ComponentQuerySet:
        """Those whose audience `person` is in, and those that their department keeps; for nobody in particular
        (None) those that are public."""
        if person is None:
            return self.filter(public=True)
        members = AudienceMember.objects.filter(person=person, audience=OuterRef("audience"))
        kept = departments_where(person, Role.AGENT, Role.DEPARTMENT_ADMINISTRATOR, Role.DESIGNER)
        return self.filter(Exists(members) | Q(department__in=kept))


class Component(models.Model):
    """A part of the house whose health people know by name: «E-mail», «VPN», «The lifts»."""

    slug = models.SlugField(unique=True)
    name = models.JSONField(default=dict)
    description = models.JSONField(default=dict, blank=True)
    department = models.ForeignKey(Department, models.PROTECT, related_name="components")
    services = models.ManyToManyField(Service, through="ComponentService", related_name="components")
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="+")
    public = models.BooleanField(
        default=False, help_text="Shown to people who aren't signed in, if the portal does"
    )
    position = models.PositiveIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = ComponentQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.slug


class ComponentService(models.Model):
    """A service that stands on a component: who asks for it is told of its outages."""

    component = models.ForeignKey(Component, models.CASCADE, related_name="service_ties")
    service = models.ForeignKey(Service, models.CASCADE, related_name="component_ties")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["component", "service"], name="component_service_once")
        ]

    def __str__(self) -> str:
        return f"{self.component_id} of {self.service_id}"


class OutageQuerySet(models.QuerySet["Outage"]):
    def visible_to(self, person: Person | None) -> OutageQuerySet:
        """Those that touch a component which `person` may see (None: which is public)."""
        shown = Component.objects.visible_to(person)
        return self.filter(Exists(OutageComponent.objects.filter(outage=OuterRef("pk"), component__in=shown)))

    def concerning(self, person: Person | int) -> OutageQuerySet:
        """Those that touch what `person` uses, whatever their department keeps: for the line above every page."""
        members = AudienceMember.objects.filter(person=person).values("audience")
        touches = OutageComponent.objects.filter(outage=OuterRef("pk"), component__audience__in=members)
        return self.filter(Exists(touches))

    def current(self) -> OutageQuerySet:
        """Those that aren't over, called off or still to come."""
        return self.exclude(state__in=[*ENDED, Stage.SCHEDULED])


class Outage(models.Model):
    """Something that doesn't work, or will not for a while because of planned work.

    `started_at` is when it began (or will), `ends_at` when planned work is to end. Its row is the lock of
    everything that happens to it.
    """

    kind = models.CharField(max_length=16, choices=OutageKind.choices, default=OutageKind.OUTAGE)
    title = models.JSONField(default=dict)
    state = models.CharField(max_length=16, choices=Stage.choices)
    components = models.ManyToManyField(Component, through="OutageComponent", related_name="outages")
    started_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    over_at = models.DateTimeField(null=True, blank=True)
    next_update_at = models.DateTimeField(null=True, blank=True, help_text="When people expect to hear more")
    reminded_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    stream = models.OneToOneField(Stream, models.PROTECT, related_name="+")

    objects = OutageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(over_at__isnull=True)
                | Q(over_at__gte=F("started_at"))
                | Q(kind=OutageKind.PLANNED),
                name="outage_ends_after_it_began",
            )
        ]
        indexes = [
            models.Index(
                fields=["started_at"], name="outage_open", condition=~Q(state__in=["over", "cancelled"])
            ),
            models.Index(fields=["-started_at", "-id"], name="outage_recent"),
        ]

    def __str__(self) -> str:
        return f"outage {self.pk}"

    @property
    def ended(self) -> bool:
        return self.state in ENDED

    @property
    def planned(self) -> bool:
        return self.kind == OutageKind.PLANNED


class OutageComponent(models.Model):
    """What an outage touches, and how badly."""

    outage = models.ForeignKey(Outage, models.CASCADE, related_name="touches")
    component = models.ForeignKey(Component, models.PROTECT, related_name="touched_by")
    health = models.CharField(max_length=16, choices=Health.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outage", "component"], name="outage_component_once")]

    def __str__(self) -> str:
        return f"{self.component_id}: {self.health}"


class OutageUpdate(models.Model):
    """What was said about an outage, to everybody whom it concerns."""

    outage = models.ForeignKey(Outage, models.CASCADE, related_name="updates")
    state = models.CharField(max_length=16, choices=Stage.choices)
    text = models.JSONField(default=dict)
    author = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.state} of {self.outage_id}"


class Follow(models.Model):
    """Somebody who is `affected` by an outage, and what they want to hear of it."""

    outage = models.ForeignKey(Outage, models.CASCADE, related_name="follows")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    affected = models.BooleanField(default=False)
    wants = models.CharField(max_length=16, choices=Wants.choices, default=Wants.END)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outage", "person"], name="follow_once")]

    def __str__(self) -> str:
        return f"{self.person_id} follows {self.outage_id}"


class ComponentFollow(models.Model):
    """Somebody who wants to hear of every outage of a component."""

    component = models.ForeignKey(Component, models.CASCADE, related_name="follows")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["component", "person"], name="component_follow_once")]

    def __str__(self) -> str:
        return f"{self.person_id} follows {self.component_id}"


class Told(models.Model):
    """Somebody has been told of something about an outage: they are not told again, whatever happens twice."""

    outage = models.ForeignKey(Outage, models.CASCADE, related_name="told")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    what = models.CharField(max_length=16, choices=ToldOf.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outage", "person", "what"], name="told_once")]

    def __str__(self) -> str:
        return f"{self.person_id} knows of {self.outage_id}: {self.what}"

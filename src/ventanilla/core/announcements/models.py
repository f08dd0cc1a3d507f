from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from ventanilla.core.access.models import Audience, AudienceMember
from ventanilla.core.announcements.choices import Tone
from ventanilla.core.people.models import Department, Person


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    def visible_to(self, person: Person | int) -> AnnouncementQuerySet:
        """Those that are for everybody, and those whose audience `person` is in."""
        members = AudienceMember.objects.filter(person=person, audience=OuterRef("audience"))
        return self.filter(Q(audience=None) | Exists(members))

    def live(self, at: datetime) -> AnnouncementQuerySet:
        """Those that have begun and aren't over at `at`."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=at), starts_at__lte=at)

    def not_dismissed_by(self, person: Person | int) -> AnnouncementQuerySet:
        return self.exclude(
            Exists(Dismissal.objects.filter(person=person, announcement=OuterRef("pk"))), dismissible=True
        )


class Announcement(models.Model):
    """What people should know, for whom, and until when. Without an audience it is for everybody who signs in."""

    title = models.JSONField(default=dict)
    text = models.JSONField(default=dict, blank=True)
    tone = models.CharField(max_length=16, choices=Tone.choices, default=Tone.INFO)
    link = models.CharField(max_length=500, blank=True, help_text="A path of the portal, or a whole address")
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", help_text="On whose behalf"
    )
    reach = models.JSONField(
        default=dict, blank=True, help_text="A Reach (reach.py): what the audience was made of"
    )
    audience = models.ForeignKey(Audience, models.PROTECT, null=True, blank=True, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    pinned = models.BooleanField(default=False, help_text="On every page, until it is over or dismissed")
    dismissible = models.BooleanField(default=True)
    tells = models.BooleanField(
        default=False, help_text="Also as a notification, and by e-mail for who wants it"
    )
    told_up_to = models.BigIntegerField(default=0, help_text="The last person who was told")
    told_at = models.DateTimeField(null=True, blank=True, help_text="When everybody was")
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")), name="announcement_ends_after"
            )
        ]
        indexes = [models.Index(fields=["ends_at"], name="announcement_ends_at")]

    def __str__(self) -> str:
        return f"announcement {self.pk}"


class Dismissal(models.Model):
    """Somebody has read it and doesn't want to see it any more."""

    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="dismissals")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "announcement"], name="announcement_dismissed_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.announcement_id}"

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ventanilla.core.access.choices import Role
from ventanilla.core.access.models import Audience, AudienceMember
from ventanilla.core.access.policies import is_portal_admin
from ventanilla.core.access.queries import departments_where
from ventanilla.core.people.choices import OrganizationKind
from ventanilla.core.people.models import Department, Person, Team
from ventanilla.core.timeline.models import Stream
from ventanilla.records.catalog.models import Category
from ventanilla.records.knowledge.choices import Kind, State

WRITERS = (Role.AGENT, Role.DEPARTMENT_ADMINISTRATOR)
"""Who writes the articles of their department."""


class ArticleQuerySet(models.QuerySet["Article"]):
    def visible_to(self, person: Person) -> ArticleQuerySet:
        """What `person` may read: published, and meant for them or written in their department. An article without
        an audience is for the people of the organisation that runs the portal."""
        if not person.is_active:
            return self.none()
        mine = AudienceMember.objects.filter(person=person).values("audience")
        meant = Q(audience__in=mine)
        if person.organization.kind == OrganizationKind.INTERNAL:
            meant |= Q(audience=None)
        if is_portal_admin(person):
            return self.filter(state=State.LIVE)
        departments = departments_where(person, *WRITERS)
        if departments:
            meant |= Q(department__in=departments)
        return self.filter(meant, state=State.LIVE)

    def kept_by(self, person: Person) -> ArticleQuerySet:
        """What `person` may write, in whatever state."""
        if is_portal_admin(person):
            return self.all()
        return self.filter(department__in=departments_where(person, *WRITERS))


class Article(models.Model):
    """Something worth knowing, with its texts in `translations`. A published one changes for its readers only when
    it is published again: what is being written waits as a revision."""

    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=16, choices=Kind.choices, default=Kind.ARTICLE)
    state = models.CharField(max_length=16, choices=State.choices, default=State.DRAFT)
    language = models.CharField(
        max_length=5, help_text="That of the original; the others are translations of it"
    )
    department = models.ForeignKey(Department, models.PROTECT, related_name="articles")
    category = models.ForeignKey(Category, models.PROTECT, related_name="articles")
    owner = models.ForeignKey(Person, models.PROTECT, related_name="owned_articles")
    owner_team = models.ForeignKey(Team, models.PROTECT, related_name="owned_articles")
    proposed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    audience = models.ForeignKey(
        Audience,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        help_text="Empty: the people of the organisation that runs the portal",
    )
    review_on = models.DateField(null=True, blank=True)
    edition = models.PositiveIntegerField(default=1, help_text="Grows when anything but the text changes")
    helpful = models.PositiveIntegerField(default=0)
    unhelpful = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField(help_text="When an author last changed anything")
    published_at = models.DateTimeField(null=True, blank=True, help_text="When it was last published")
    stream = models.OneToOneField(Stream, models.PROTECT, related_name="+")

    objects = ArticleQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "category", "-published_at"], name="article_state_category"),
            models.Index(fields=["department", "-updated_at", "-id"], name="article_department_recent"),
            models.Index(fields=["review_on"], name="article_review", condition=Q(state="live")),
        ]

    def __str__(self) -> str:
        return self.slug

from __future__ import annotations

from django.urls import include, path

from ventanilla.surfaces.designer import views
from ventanilla.surfaces.designer.announcements import views as announcements
from ventanilla.surfaces.designer.attributes import views as attributes
from ventanilla.surfaces.designer.brand import views as brand
from ventanilla.surfaces.designer.components import views as components
from ventanilla.surfaces.designer.connections import views as connections
from ventanilla.surfaces.designer.figures import listing as all_figures
from ventanilla.surfaces.designer.figures import page as service_figures
from ventanilla.surfaces.designer.organisation import parts
from ventanilla.surfaces.designer.organisation import views as organisation
from ventanilla.surfaces.designer.people import listing as people
from ventanilla.surfaces.designer.people import views as one_person
from ventanilla.surfaces.designer.searches import gaps, synonyms
from ventanilla.surfaces.designer.services import (
    audience,
    checking,
    moving,
    overview,
    preview,
    replaying,
    shelf,
    versions,
    way,
)
from ventanilla.surfaces.designer.subscriptions import deliveries
from ventanilla.surfaces.designer.subscriptions import views as subscriptions

app_name = "designer"

urlpatterns = [
    path("", shelf.shelf, name="home"),
    path("services/<slug:slug>/", overview.overview, name="service"),
    path("services/<slug:slug>/figures/", service_figures.figures, name="service_figures"),
    path("services/<slug:slug>/form/", preview.preview, name="service_form"),
    path("services/<slug:slug>/form/state/", preview.preview_state, name="service_form_state"),
    path("services/<slug:slug>/workflow/", way.way, name="service_way"),
    path("services/<slug:slug>/audience/", audience.audience, name="service_audience"),
    path("services/<slug:slug>/check/", checking.checking, name="service_check"),
    path("services/<slug:slug>/versions/<int:number>/replay/", replaying.replaying, name="service_replay"),
    path("services/<slug:slug>/versions/<int:number>/moving/", moving.moving, name="service_moving"),
    path("services/<slug:slug>/versions/", versions.versions, name="service_versions"),
    path("services/<slug:slug>/versions/<int:number>/", versions.one_version, name="service_version"),
    path("figures/", all_figures.figures, name="figures"),
    path("figures/export/", all_figures.export, name="figures_export"),
    path("announcements/", announcements.announcements, name="announcements"),
    path("announcements/new/", announcements.announcement, name="announcement_new"),
    path("announcements/preview/", announcements.preview, name="announcement_preview"),
    path("announcements/<int:pk>/", announcements.announcement, name="announcement"),
    path("announcements/<int:pk>/end/", announcements.end, name="announcement_end"),
    path("attributes/", attributes.attributes, name="attributes"),
    path("attributes/new/", attributes.new, name="attribute_new"),
    path("attributes/<slug:key>/", attributes.attribute, name="attribute"),
    path("attributes/<slug:key>/removal/", attributes.removal, name="attribute_removal"),
    path("brand/", brand.brand, name="brand"),
    path("brand/check/", brand.check, name="brand_check"),
    path("brand/history/", brand.history, name="brand_history"),
    path("brand/history/<int:version>/", brand.restore, name="brand_restore"),
    path("components/", components.components, name="components"),
    path("components/new/", components.new, name="component_new"),
    path("components/<slug:slug>/", components.component, name="component"),
    path("components/<slug:slug>/place/", components.place, name="component_place"),
    path("connections/", connections.connections, name="connections"),
    path("connections/new/", connections.new, name="connection_new"),
    path("connections/<slug:slug>/", connections.connection, name="connection"),
    path("connections/<slug:slug>/trial/", connections.trial, name="connection_trial"),
    path("subscriptions/", subscriptions.subscriptions, name="subscriptions"),
    path("subscriptions/new/", subscriptions.new, name="subscription_new"),
    path("subscriptions/<int:pk>/", subscriptions.subscription, name="subscription"),
    path("subscriptions/<int:pk>/secret/", subscriptions.secret, name="subscription_secret"),
    path("subscriptions/<int:pk>/renewal/", subscriptions.renewal, name="subscription_renewal"),
    path("subscriptions/<int:pk>/trial/", subscriptions.trial, name="subscription_trial"),
    path("subscriptions/<int:pk>/mode/", subscriptions.mode, name="subscription_mode"),
    path("subscriptions/<int:pk>/removal/", subscriptions.removal, name="subscription_removal"),
    path("subscriptions/<int:pk>/deliveries/", deliveries.deliveries, name="subscription_deliveries"),
    path(
        "subscriptions/<int:pk>/deliveries/<int:delivery>/again/",
        deliveries.again,
        name="subscription_again",
    ),
    path("organisation/", organisation.organisation, name="organisation"),
    path("organisation/teams/<int:pk>/members/", parts.members, name="team_members"),
    path("organisation/calendars/<int:pk>/days/", parts.days, name="calendar_days"),
    path("organisation/calendars/<int:pk>/default/", parts.default, name="calendar_default"),
    path("organisation/<slug:register>/", organisation.register, name="register"),
    path("organisation/<slug:register>/new/", organisation.new, name="register_new"),
    path("organisation/<slug:register>/<int:pk>/", organisation.row, name="register_row"),
    path("organisation/<slug:register>/<int:pk>/use/", organisation.use, name="register_use"),
    path("organisation/<slug:register>/<int:pk>/removal/", organisation.removal, name="register_removal"),
    path("people/", people.people, name="people"),
    path("people/new/", one_person.new, name="person_new"),
    path("people/<int:pk>/", one_person.person, name="person"),
    path("people/<int:pk>/profile/", one_person.profile, name="person_profile"),
    path("people/<int:pk>/active/", one_person.active, name="person_active"),
    path("people/<int:pk>/team/", one_person.team, name="person_team"),
    path("people/<int:pk>/role/", one_person.role, name="person_role"),
    path("searches/", gaps.searches, name="searches"),
    path("searches/<int:pk>/", gaps.gap, name="gap"),
    path("searches/<int:pk>/check/", gaps.check, name="gap_check"),
    path("searches/<int:pk>/taking/", gaps.taking, name="gap_taking"),
    path("searches/<int:pk>/ending/", gaps.ending, name="gap_ending"),
    path("synonyms/", synonyms.synonyms, name="synonyms"),
    path("synonyms/trial/", synonyms.trial, name="synonym_trial"),
    path("synonyms/<int:pk>/", synonyms.synonym, name="synonym"),
    path("synonyms/<int:pk>/removal/", synonyms.removal, name="synonym_removal"),
    path("outbox/", views.outbox_page, name="outbox"),
    path("outbox/<int:pk>/", views.message_page, name="message"),
    path("outbox/<int:pk>/letter/", views.letter, name="letter"),
    path("jobs/", views.jobs_page, name="jobs"),
    path("", include("ventanilla.surfaces.designer.mail.urls")),
]

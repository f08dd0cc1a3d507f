from __future__ import annotations

from django.urls import include, path

from ventanilla.surfaces.portal import accesses, announcements, home, notices, things
from ventanilla.surfaces.portal.approvals import absences, history, inbox
from ventanilla.surfaces.portal.approvals import views as approvals
from ventanilla.surfaces.portal.articles import views as articles
from ventanilla.surfaces.portal.asking import following, order
from ventanilla.surfaces.portal.asking import views as asking
from ventanilla.surfaces.portal.catalogue import resource, whom
from ventanilla.surfaces.portal.catalogue import views as catalogue
from ventanilla.surfaces.portal.people import views as people
from ventanilla.surfaces.portal.requests import amending, identity, outsiders, rating, secrets, sharing, tasks
from ventanilla.surfaces.portal.requests import history as whole_history
from ventanilla.surfaces.portal.requests import views as requests
from ventanilla.surfaces.portal.searching import beside, solutions
from ventanilla.surfaces.portal.searching import views as searching
from ventanilla.surfaces.portal.status import views as status

app_name = "portal"

urlpatterns = [
    path("", home.home, name="home"),
    path("services/", catalogue.catalogue, name="catalogue"),
    path("services/<slug:slug>/", catalogue.service, name="service"),
    path("services/<slug:slug>/open/", resource.opening, name="open"),
    path("services/<slug:slug>/ask/", asking.ask, name="ask"),
    path("services/<slug:slug>/ask/state/", asking.ask_state, name="ask_state"),
    path("services/<slug:slug>/ask/draft/", asking.draft, name="draft"),
    path("services/<slug:slug>/ask/draft/removal/", asking.draft_removal, name="draft_removal"),
    path("services/<slug:slug>/ask/people/", whom.people, name="ask_people"),
    path("services/<slug:slug>/ask/beside/", beside.beside, name="beside"),
    path("search/", searching.search, name="search"),
    path("search/suggestions/", searching.suggestions, name="suggestions"),
    path("search/missing/", searching.missing, name="search_missing"),
    path("search/missing/noted/", searching.missed, name="search_missed"),
    path("solutions/", solutions.solutions, name="solutions"),
    path("solutions/solved/", solutions.solved, name="solved"),
    path("solutions/help/", solutions.not_solved, name="not_solved"),
    path("articles/", articles.articles, name="articles"),
    path("articles/pictures/<uuid:key>/", articles.picture, name="picture"),
    path("articles/<slug:slug>/", articles.article, name="article"),
    path("articles/<slug:slug>/text/", beside.article_text, name="article_text"),
    path("articles/<slug:slug>/vote/", articles.vote, name="article_vote"),
    path("answer/<str:token>/", outsiders.answer, name="answer"),
    path("requests/", requests.requests, name="requests"),
    path("requests/<slug:number>/", requests.request_page, name="request"),
    path("requests/<slug:number>/history/", whole_history.history, name="history"),
    path("requests/<slug:number>/live/", requests.live, name="live"),
    path("order/", order.order, name="order"),
    path("order/services/", order.services, name="order_services"),
    path("order/sending/", order.sending, name="order_sending"),
    path("orders/<int:pk>/", order.sent_order, name="sent_order"),
    path("orders/<int:pk>/withdrawal/", order.withdrawal, name="order_withdrawal"),
    path("requests/<slug:number>/followed/", following.followed_page, name="followed"),
    path("requests/<slug:number>/followed/end/", following.end, name="follow_end"),
    path("requests/<slug:number>/answers/", amending.amendment, name="amendment"),
    path("requests/<slug:number>/answers/state/", amending.amendment_state, name="amendment_state"),
    path("requests/<slug:number>/left-out/", order.left_out, name="left_out"),
    path("requests/<slug:number>/sent/", asking.sent, name="sent"),
    path("requests/<slug:number>/comments/", requests.comments, name="comments"),
    path("requests/<slug:number>/cancellation/", requests.cancellation, name="cancellation"),
    path("requests/<slug:number>/rating/", rating.rating, name="rating"),
    path("requests/<slug:number>/still-failing/", requests.still_failing, name="still_failing"),
    path("requests/<slug:number>/participants/", requests.participants, name="participants"),
    path("requests/<slug:number>/participants/<int:pk>/removal/", sharing.removal, name="removal"),
    path("requests/<slug:number>/part/", sharing.part, name="part"),
    path("requests/<slug:number>/sharing/", sharing.sharing, name="sharing"),
    path("requests/<slug:number>/files/<uuid:key>/", requests.file, name="file"),
    path("requests/<slug:number>/code/", identity.code, name="code"),
    path("requests/<slug:number>/once/<int:pk>/", identity.once, name="once"),
    path("requests/<slug:number>/secrets/<slug:question>/", secrets.secret, name="secret"),
    path("requests/<slug:number>/tasks/<int:pk>/", tasks.task, name="task"),
    path(
        "requests/<slug:number>/tasks/<int:pk>/secrets/<slug:question>/", secrets.given, name="given_secret"
    ),
    path("requests/<slug:number>/tasks/<int:pk>/state/", tasks.task_state, name="task_state"),
    path("approvals/", inbox.approvals, name="approvals"),
    path("approvals/history/", history.history, name="approval_history"),
    path("approvals/decisions/", inbox.decisions, name="decisions"),
    path("approvals/<int:pk>/", approvals.approval, name="approval"),
    path("approvals/<int:pk>/left-out/<slug:number>/", approvals.leave_out, name="approval_leave_out"),
    path("approvals/<int:pk>/decision/", approvals.decision, name="decision"),
    path("approvals/<int:pk>/question/", approvals.question, name="enquiry"),
    path("things/", things.things, name="things"),
    path("accesses/", accesses.accesses, name="accesses"),
    path("accesses/<int:pk>/end/", accesses.access_end, name="access_end"),
    path("announcements/", announcements.announcements, name="announcements"),
    path("announcements/<int:pk>/dismissal/", announcements.dismissal, name="dismissal"),
    path("notifications/", notices.notifications, name="notifications"),
    path("notifications/reading/", notices.reading, name="reading"),
    path("status/", status.status, name="status"),
    path("status/<int:pk>/", status.outage, name="outage"),
    path("status/<int:pk>/following/", status.outage_following, name="outage_following"),
    path("status/components/<slug:slug>/following/", status.component_following, name="component_following"),
    path("profile/", people.profile, name="profile"),
    path("profile/attributes/", people.own_attributes, name="own_attributes"),
    path("profile/absences/", absences.absences, name="absences"),
    path("profile/absences/of/<int:pk>/", absences.absences_of_person, name="absences_of"),
    path("profile/absences/<int:pk>/end/", absences.absence_end, name="absence_end"),
    path("", include("ventanilla.surfaces.portal.hearing.urls")),
]

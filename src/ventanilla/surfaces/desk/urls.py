from __future__ import annotations

from django.urls import path

from ventanilla.surfaces.desk import accesses, budgets, handing, queue, stock, tasks, tickets, work
from ventanilla.surfaces.desk.articles import editor, history, listing, proposing
from ventanilla.surfaces.desk.articles import figures as article_figures
from ventanilla.surfaces.desk.outages import tickets as outage_ties
from ventanilla.surfaces.desk.outages import views as outages

app_name = "desk"

urlpatterns = [
    path("", work.home, name="home"),
    path("queue/", queue.queue_page, name="queue"),
    path("stock/", stock.shelves, name="stock"),
    path("stock/<slug:slug>/", stock.shelf, name="shelf"),
    path("stock/<slug:slug>/return/<int:pk>/", stock.give_back, name="give_back"),
    path("stock/<slug:slug>/retire/<int:pk>/", stock.retire, name="retire"),
    path("articles/", listing.articles, name="articles"),
    path("articles/new/", editor.new, name="article_new"),
    path("articles/preview/", editor.preview, name="article_preview"),
    path("articles/<slug:slug>/", editor.article, name="article"),
    path("articles/<slug:slug>/figures/", article_figures.figures, name="article_figures"),
    path("articles/<slug:slug>/archive/", editor.archive, name="article_archive"),
    path("articles/<slug:slug>/review/", editor.review, name="article_review"),
    path("articles/<slug:slug>/history/<slug:code>/", history.history, name="article_history"),
    path("articles/<slug:slug>/history/<slug:code>/<int:number>/", history.revision, name="article_revision"),
    path(
        "articles/<slug:slug>/history/<slug:code>/<int:number>/back/",
        history.take_back,
        name="article_take_back",
    ),
    path("tickets/<slug:number>/article/", proposing.propose, name="article_from_ticket"),
    path("accesses/", accesses.accesses, name="accesses"),
    path("accesses/<int:pk>/end/", accesses.access_end, name="access_end"),
    path("accesses/<int:pk>/keep/", accesses.access_keep, name="access_keep"),
    path("budgets/", budgets.overview, name="budgets"),
    path("budgets/<str:code>/", budgets.centre, name="budget"),
    path("tickets/<slug:number>/", tickets.show, name="ticket"),
    path("tickets/<slug:number>/comments/", tickets.comment, name="comment"),
    path("tickets/<slug:number>/assignment/", tickets.assign, name="assignment"),
    path("tickets/<slug:number>/status/", tickets.set_status, name="status"),
    path("tickets/<slug:number>/correction/", tickets.correction, name="correction"),
    path("tickets/<slug:number>/resolution/", tickets.resolve, name="resolution"),
    path("tickets/<slug:number>/outage/", outage_ties.ticket_outage, name="ticket_outage"),
    path("queue/outage/", outage_ties.queue_outage, name="queue_outage"),
    path("outages/", outages.outages, name="outages"),
    path("outages/new/", outages.new, name="outage_new"),
    path("outages/<int:pk>/", outages.outage, name="outage"),
    path("outages/<int:pk>/updates/", outages.updates, name="outage_updates"),
    path("outages/<int:pk>/cancellation/", outages.cancellation, name="outage_cancellation"),
    path("tickets/<slug:number>/priority/", tickets.set_priority, name="priority"),
    path("tasks/<int:pk>/", tasks.show, name="task"),
    path("tasks/<int:pk>/state/", tasks.task_state, name="task_state"),
    path("tasks/<int:pk>/claim/", tasks.claim, name="claim"),
    path("tasks/<int:pk>/link/", tasks.send_again, name="send_again"),
    path("tasks/<int:pk>/take-over/", tasks.take_over, name="take_over"),
    path("tasks/<int:pk>/hand-on/", handing.hand_on, name="hand_on"),
    path("tasks/<int:pk>/put-back/", tasks.put_back, name="put_back"),
]

from __future__ import annotations

from django.urls import path

from ventanilla.surfaces.desk import queue, stock, tasks, tickets, work

app_name = "desk"

urlpatterns = [
    path("", work.home, name="home"),
    path("queue/", queue.queue_page, name="queue"),
    path("stock/", stock.shelves, name="stock"),
    path("stock/<slug:slug>/", stock.shelf, name="shelf"),
    path("stock/<slug:slug>/return/<int:pk>/", stock.give_back, name="give_back"),
    path("tickets/<slug:number>/", tickets.show, name="ticket"),
    path("tickets/<slug:number>/comments/", tickets.comment, name="comment"),
    path("tickets/<slug:number>/assignment/", tickets.assign, name="assignment"),
    path("tickets/<slug:number>/status/", tickets.set_status, name="status"),
    path("tickets/<slug:number>/resolution/", tickets.resolve, name="resolution"),
    path("tickets/<slug:number>/priority/", tickets.set_priority, name="priority"),
    path("tasks/<int:pk>/", tasks.show, name="task"),
    path("tasks/<int:pk>/state/", tasks.task_state, name="task_state"),
    path("tasks/<int:pk>/claim/", tasks.claim, name="claim"),
]

"""The portal as the web server loads it: all of it before the first visitor, and out of the collector's way."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

COLLECT_EVERY = 20_000  # new objects; one page makes some thousands, and most are gone by themselves

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ventanilla.config.settings")
gc.disable()  # what is loaded is no garbage
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018  (reading them loads every page)
gc.freeze()  # and need not be looked through again: half a million objects, while somebody waits
gc.set_threshold(COLLECT_EVERY)
gc.enable()

"""Databases full of what looks like years of use.

A small world is made by the actions: the demo with its stories, in which every kind of ticket goes its whole way.
It is then multiplied: people by branches of the company, articles by their words, tickets by a plan that says
which ticket of the small world happens again, in which branch and when. The plan goes in by COPY; PostgreSQL copies
the rows of all tables that hang on a ticket. Only the chains of the streams don't hold: `verify` would say so.
"""

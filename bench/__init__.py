"""How fast the portal is: `make bench`. Part of the project, not of what is installed.

    load    people, articles and tickets in databases of their own, as many as asked for
    serve   the web server as `ventanilla serve` starts it, and a bare Django list beside it
    drive   signed-in people who open pages, one and eight at a time
    report  the table, and how it grows

docs/performance.md tells what is measured and what came out.
"""

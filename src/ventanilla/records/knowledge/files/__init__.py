"""Articles as files: `<slug>.<language>.md`, Markdown below a head of names and values between lines of three dashes.

The file of the original says what surrounds the text; the others hold the words alone:

    ---
    title: Conectarse desde casa
    summary: La VPN en cinco minutos
    keywords: [vpn, teletrabajo]
    kind: guide
    department: it
    category: access
    owner: luis@acme.example
    team: it-support
    services: [vpn-access]
    related: [wifi]
    review_on: 2027-03-01
    ---
    ## Antes de empezar
"""

from __future__ import annotations

from ventanilla.records.knowledge.files.faults import ArticleRefused
from ventanilla.records.knowledge.files.reading import ArticleFile, gather, read_file
from ventanilla.records.knowledge.files.references import about_of
from ventanilla.records.knowledge.files.writing import export_article

__all__ = ["ArticleFile", "ArticleRefused", "about_of", "export_article", "gather", "read_file"]

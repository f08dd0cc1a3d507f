from ventanilla.records.knowledge.models.article import Article
from ventanilla.records.knowledge.models.links import ArticleService, Picture, RelatedArticle
from ventanilla.records.knowledge.models.texts import Revision, Translation
from ventanilla.records.knowledge.models.vote import Vote

__all__ = [
    "Article",
    "ArticleService",
    "Picture",
    "RelatedArticle",
    "Revision",
    "Translation",
    "Vote",
]

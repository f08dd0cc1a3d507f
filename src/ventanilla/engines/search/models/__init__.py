from ventanilla.engines.search.models.documents import Document, Word
from ventanilla.engines.search.models.mending import Gap, Synonym
from ventanilla.engines.search.models.needs import Miss, Need, Opening

__all__ = ["Document", "Gap", "Miss", "Need", "Opening", "Synonym", "Word"]

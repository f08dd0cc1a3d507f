from ventanilla.engines.search.actions.synonyms import load_starter, remove_synonym, save_synonym

__all__ = ["load_starter", "remove_synonym", "save_synonym"]

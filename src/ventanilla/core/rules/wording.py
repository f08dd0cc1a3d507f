"""Every sentence of the language in Spanish and English. Pure: this package knows no Django."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any

from ventanilla.core.rules.fault_sentences import FAULTS, WANTED, Words

OPERATORS: Words = {
    "es": {
        "is": "es",
        "is_not": "no es",
        "in": "es uno de",
        "not_in": "no es ninguno de",
        "contains": "contiene",
        "not_contains": "no contiene",
        "starts_with": "empieza por",
        "ends_with": "termina en",
        "matches": "sigue el modelo",
        "gt": "es mayor que",
        "gte": "es mayor o igual que",
        "lt": "es menor que",
        "lte": "es menor o igual que",
        "between": "está entre",
        "before": "es anterior a",
        "after": "es posterior a",
        "on_or_before": "es, como tarde,",
        "on_or_after": "es, como pronto,",
        "any_of": "incluye alguno de",
        "all_of": "incluye todos:",
        "within": "está dentro de",
        "is_empty": "está vacío",
        "is_not_empty": "no está vacío",
    },
    "en": {
        "is": "is",
        "is_not": "is not",
        "in": "is one of",
        "not_in": "is none of",
        "contains": "contains",
        "not_contains": "does not contain",
        "starts_with": "starts with",
        "ends_with": "ends with",
        "matches": "follows the pattern",
        "gt": "is more than",
        "gte": "is at least",
        "lt": "is less than",
        "lte": "is at most",
        "between": "is between",
        "before": "is before",
        "after": "is after",
        "on_or_before": "is on or before",
        "on_or_after": "is on or after",
        "any_of": "includes any of",
        "all_of": "includes all of",
        "within": "is within",
        "is_empty": "is empty",
        "is_not_empty": "is not empty",
    },
}

PHRASES: Words = {
    "es": {
        "all": "Se cumplen todas:",
        "all_failed": "No se cumplen todas:",
        "any": "Se cumple al menos una:",
        "any_failed": "No se cumple ninguna:",
        "not": "No se cumple lo siguiente, como debe ser:",
        "not_failed": "Se cumple lo siguiente, y no debería:",
        "always": "Se cumple siempre",
        "never": "No se cumple nunca",
        "fact": "«{name}» {operator}",
        "actual": " (es {value})",
        "actual_empty": " (está vacío)",
        "fault": " (no se puede calcular: {fault})",
        "and": "y",
        "true": "sí",
        "false": "no",
        "unanswered": "sin respuesta",
        "unknown": "sin dato",
        "row": "una fila",
    },
    "en": {
        "all": "All of these hold:",
        "all_failed": "Not all of these hold:",
        "any": "At least one of these holds:",
        "any_failed": "None of these holds:",
        "not": "This does not hold, as it should be:",
        "not_failed": "This holds and should not:",
        "always": "It always holds",
        "never": "It never holds",
        "fact": "“{name}” {operator}",
        "actual": " (it is {value})",
        "actual_empty": " (it is empty)",
        "fault": " (it can't be worked out: {fault})",
        "and": "and",
        "true": "yes",
        "false": "no",
        "unanswered": "no answer",
        "unknown": "not known",
        "row": "a row",
    },
}

SAYING: Words = {
    "es": {
        "all": "Todas estas:",
        "any": "Al menos una de estas:",
        "not": "Lo contrario de esto:",
        "always": "Siempre",
        "never": "Nunca",
        "or": "o",
        "computed": "un valor calculado",
        "name": "«{name}»",
    },
    "en": {
        "all": "All of these:",
        "any": "At least one of these:",
        "not": "The opposite of this:",
        "always": "Always",
        "never": "Never",
        "or": "or",
        "computed": "a calculated value",
        "name": "“{name}”",
    },
}

FINDINGS: Words = {
    "es": {
        "unknown_fact": "«{given}» no existe aquí{hint}",
        "unknown_column": "«{given}» no es una columna de «{fact}»{hint}",
        "unsuited_operator": "«{operator}» no sirve para «{fact}» ({type}); usa: {known}",
        "wrong_value": "«{fact}» se compara con otra clase de valor ({type})",
        "wrong_argument": "«{function}» no sabe qué hacer con esto ({type})",
        "never_holds": "esto no se cumple nunca: {why}",
        "not_rows": "«{fact}» no tiene filas",
    },
    "en": {
        "unknown_fact": "“{given}” does not exist here{hint}",
        "unknown_column": "“{given}” is not a column of “{fact}”{hint}",
        "unsuited_operator": "“{operator}” does not suit “{fact}” ({type}); use: {known}",
        "wrong_value": "“{fact}” is compared with another kind of value ({type})",
        "wrong_argument": "“{function}” can't do anything with this ({type})",
        "never_holds": "this can never hold: {why}",
        "not_rows": "“{fact}” has no rows",
    },
}

REASONS: Words = {
    "es": {
        "option": "«{given}» no está entre las opciones",
        "empty_value": "nada es igual a vacío; usa is_empty",
        "empty_list": "la lista está vacía",
        "backwards": "el primer valor es mayor que el segundo",
    },
    "en": {
        "option": "“{given}” is not among the options",
        "empty_value": "nothing equals empty; use is_empty",
        "empty_list": "the list is empty",
        "backwards": "the first value is more than the second",
    },
}

TYPES: Words = {
    "es": {
        "text": "texto",
        "number": "número",
        "money": "dinero",
        "date": "fecha",
        "instant": "fecha y hora",
        "time": "hora",
        "boolean": "sí o no",
        "choice": "una opción",
        "choices": "varias opciones",
        "person": "persona",
        "location": "lugar",
        "file": "archivo",
        "rows": "filas",
        "row": "fila",
        "list": "lista",
        "nothing": "nada",
    },
    "en": {
        "text": "text",
        "number": "number",
        "money": "money",
        "date": "date",
        "instant": "date and time",
        "time": "time of the day",
        "boolean": "yes or no",
        "choice": "one choice",
        "choices": "several choices",
        "person": "person",
        "location": "place",
        "file": "file",
        "rows": "rows",
        "row": "row",
        "list": "list",
        "nothing": "nothing",
    },
}

HINTS = {"es": "; ¿querías decir «{near}»?", "en": "; did you mean “{near}”?"}


def spoken(language: str) -> str:
    """ "es" for any Spanish ("es-mx"), "en" for everything else."""
    return "es" if language.split("-")[0].split("_")[0] == "es" else "en"


def fault_words(code: str, language: str, details: Mapping[str, str]) -> str:
    """One sentence for a fault."""
    return _filled(FAULTS, code, spoken(language), details)


def finding_words(code: str, language: str, details: Mapping[str, str]) -> str:
    """One sentence for a finding."""
    return _filled(FINDINGS, code, spoken(language), details)


def nearest(given: Any, known: Iterable[str]) -> dict[str, str]:
    """Details for a name that isn't known: what was given and, when one is near, what was meant."""
    found = difflib.get_close_matches(str(given), list(known), n=1)
    return {"given": str(given), "near": found[0] if found else ""}


def _filled(table: Words, code: str, language: str, details: Mapping[str, str]) -> str:
    words = dict(details)
    words["hint"] = HINTS[language].format(near=words["near"]) if words.get("near") else ""
    if "wanted" in words:
        words["wanted"] = WANTED[language][words["wanted"]]
    if "type" in words:
        words["type"] = TYPES[language][words["type"]]
    if "why" in words:
        words["why"] = REASONS[language][words["why"]].format_map(words)
    if "operator" in words:
        words["operator"] = OPERATORS[language][words["operator"]].rstrip(":,")
    return table[language][code].format_map(words)

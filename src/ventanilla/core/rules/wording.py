"""Every sentence of the language in Spanish and English. Pure: this package knows no Django."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any

Words = Mapping[str, Mapping[str, str]]

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
        "nothing": "nada",
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
        "nothing": "nothing",
        "row": "a row",
    },
}

FAULTS: Words = {
    "es": {
        "not_a_rule": "esto no es una regla; usa all, any, not o una prueba con fact, op y value",
        "not_a_list": "aquí va una lista",
        "not_one": "«{operator}» compara con un solo valor; para varios usa in o any_of",
        "not_two": "aquí van dos valores: desde y hasta",
        "not_text": "aquí va un texto",
        "not_money": "el dinero lleva amount (un número) y currency (un texto como EUR)",
        "not_rows": 'aquí va {{"rows": …}} con el nombre de un dato que tenga filas',
        "not_places": "aquí va un número entero de decimales, de 0 a {most}",
        "not_rounding": "el redondeo es uno de: {known}",
        "not_a_value": "esto no es un valor; usa texto, número, sí o no, una lista o un objeto",
        "not_a_path": "el nombre de un dato lleva palabras separadas por puntos, como answers.model",
        "unknown_operator": "«{given}» no es un operador{hint}",
        "unknown_function": "«{given}» no es una función{hint}",
        "several_functions": "hay varias funciones en un objeto ({known}); deja una",
        "unknown_key": "«{key}» sobra aquí; se admite: {known}",
        "missing": "falta «{key}»",
        "wrong_count": "aquí va una lista de {least} a {most} valores",
        "too_deep": "hay más de {most} niveles; divide la regla",
        "too_many": "hay más de {most} elementos; divide la regla o usa una lista",
        "text_too_long": "el texto pasa de {most} letras",
        "number_too_large": "el número es demasiado grande; escríbelo entre comillas",
        "pattern": "el modelo no se entiende en la posición {at} («{sign}»)",
        "pattern_too_long": "el modelo es demasiado largo o complicado; simplifícalo",
        "wrong_type": "se esperaba otra clase de valor ({wanted})",
        "mixed_types": "se mezclan valores que no se pueden comparar",
        "currencies": "se mezclan monedas, o dinero y números",
        "money_by_money": "no se puede multiplicar dinero por dinero",
        "division_by_zero": "no se puede dividir entre cero",
        "too_large": "el resultado es demasiado grande",
        "out_of_range": "los días o la fecha quedan demasiado lejos",
        "no_calendar": "aquí no hay un calendario laboral con que contar",
        "cycle": "las preguntas se esperan unas a otras: {path}",
    },
    "en": {
        "not_a_rule": "this is not a rule; use all, any, not, or a test with fact, op and value",
        "not_a_list": "a list goes here",
        "not_one": "“{operator}” compares with one value; for several use in or any_of",
        "not_two": "two values go here: from and to",
        "not_text": "a text goes here",
        "not_money": "money has an amount (a number) and a currency (a text such as EUR)",
        "not_rows": '{{"rows": …}} goes here, with the name of a fact that has rows',
        "not_places": "a whole number of decimals goes here, 0 to {most}",
        "not_rounding": "rounding is one of: {known}",
        "not_a_value": "this is not a value; use text, a number, true or false, a list or an object",
        "not_a_path": "the name of a fact is words joined by dots, such as answers.model",
        "unknown_operator": "“{given}” is not an operator{hint}",
        "unknown_function": "“{given}” is not a function{hint}",
        "several_functions": "one object names several functions ({known}); keep one",
        "unknown_key": "“{key}” does not belong here; known are: {known}",
        "missing": "“{key}” is missing",
        "wrong_count": "a list of {least} to {most} values goes here",
        "too_deep": "there are more than {most} levels; divide the rule",
        "too_many": "there are more than {most} items; divide the rule or use a list",
        "text_too_long": "the text is longer than {most} letters",
        "number_too_large": "the number is too large; write it as text",
        "pattern": "the pattern is not understood at position {at} (“{sign}”)",
        "pattern_too_long": "the pattern is too long or too complicated; simplify it",
        "wrong_type": "another kind of value was expected ({wanted})",
        "mixed_types": "values that can't be compared are mixed",
        "currencies": "currencies are mixed, or money and numbers",
        "money_by_money": "money can't be multiplied by money",
        "division_by_zero": "nothing can be divided by zero",
        "too_large": "the result is too large",
        "out_of_range": "the days or the date are too far away",
        "no_calendar": "there is no working calendar here to count with",
        "cycle": "the questions wait for each other: {path}",
    },
}

WANTED: Words = {
    "es": {
        "amount": "un número o dinero",
        "comparable": "un número, dinero o una fecha",
        "whole": "un número entero",
        "date": "una fecha",
        "row": "una fila",
        "rows": "filas",
        "text": "algo que se pueda escribir",
    },
    "en": {
        "amount": "a number or money",
        "comparable": "a number, money or a date",
        "whole": "a whole number",
        "date": "a date",
        "row": "a row",
        "rows": "rows",
        "text": "something that can be written",
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

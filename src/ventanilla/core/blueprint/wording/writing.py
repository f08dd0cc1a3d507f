"""What is wrong with how something is written, wherever it stands."""

from __future__ import annotations

from typing import Final

OF_WRITING: Final[dict[str, dict[str, str]]] = {
    "invalid": {"en": "{detail}.", "es": "{detail}."},
    "missing": {"en": "“{key}” is missing here: add it.", "es": "Aquí falta «{key}»: añádelo."},
    "unknown_key": {
        "en": "“{key}” is not known here. {hint_en}",
        "es": "Aquí no se conoce «{key}». {hint_es}",
    },
    "not_text": {"en": "Write a text here.", "es": "Escribe aquí un texto."},
    "not_list": {"en": "Write a list here.", "es": "Escribe aquí una lista."},
    "not_mapping": {
        "en": "Write names and values here, as in {{title: …}}.",
        "es": "Escribe aquí nombres y valores, como en {{title: …}}.",
    },
    "not_boolean": {"en": "Write true or false here.", "es": "Escribe aquí true o false."},
    "not_number": {"en": "Write a number here.", "es": "Escribe aquí un número."},
    "not_date": {
        "en": "Write a date here, as in 2027-03-31.",
        "es": "Escribe aquí una fecha, como 2027-03-31.",
    },
    "too_low": {"en": "This must be at least {ge}.", "es": "Debe ser al menos {ge}."},
    "too_high": {"en": "This must be at most {le}.", "es": "Debe ser como máximo {le}."},
    "too_few": {"en": "This needs at least {min_length}.", "es": "Aquí hace falta al menos {min_length}."},
    "too_long": {"en": "This takes at most {max_length}.", "es": "Aquí caben como máximo {max_length}."},
    "not_one_of": {"en": "Choose one of: {expected}.", "es": "Elige entre: {expected}."},
    "bad_id": {
        "en": "Write an id: small letters, digits, - and _, beginning with a letter, at most 60.",
        "es": "Escribe un identificador: minúsculas, cifras, - y _, empezando por una letra, 60 como máximo.",
    },
    "bad_email": {
        "en": "“{value}” is not an e-mail address.",
        "es": "«{value}» no es una dirección de correo.",
    },
    "bad_link": {
        "en": "“{value}” is not a web address: begin it with https://, http:// or /.",
        "es": "«{value}» no es una dirección web: empiézala por https://, http:// o /.",
    },
    "no_text": {
        "en": "Write the text in at least one language, as in {{es: …, en: …}}.",
        "es": "Escribe el texto al menos en un idioma, como en {{es: …, en: …}}.",
    },
    "not_localized": {
        "en": "Say which language the text is in, as in {{en: {value}}}.",
        "es": "Di en qué idioma está el texto, como en {{es: {value}}}.",
    },
    "bad_language": {
        "en": "“{value}” is not a language: write es, en, pt-br…",
        "es": "«{value}» no es un idioma: escribe es, en, pt-br…",
    },
    "empty_text": {
        "en": "The text in “{language}” is empty: write it or leave the language out.",
        "es": "El texto en «{language}» está vacío: escríbelo o quita el idioma.",
    },
    "bad_duration": {
        "en": "“{value}” is not a length of time: write “30 minutes”, “4 business hours”, “5 business days”, "
        "“1 month”, or {{business_days: 5}}.",
        "es": "«{value}» no es una duración: escribe “30 minutes”, “4 business hours”, “5 business days”, "
        "“1 month” o {{business_days: 5}}.",
    },
    "bad_regex": {
        "en": "This pattern cannot be read ({detail}).",
        "es": "Este patrón no se entiende ({detail}).",
    },
    "bad_currency": {
        "en": "Write a currency of three letters, as in EUR.",
        "es": "Escribe una moneda de tres letras, como EUR.",
    },
    "one_kind": {
        "en": "Write exactly one kind here, as in “- {example}: {{id: …}}”. Known kinds: {known}.",
        "es": "Escribe aquí exactamente un tipo, como en «- {example}: {{id: …}}». Tipos que hay: {known}.",
    },
    "unknown_kind": {
        "en": "“{value}” is not a kind that exists here. Known kinds: {known}.",
        "es": "Aquí no existe el tipo «{value}». Tipos que hay: {known}.",
    },
    "one_of_fields": {
        "en": "Write exactly one of {names} here.",
        "es": "Escribe aquí exactamente uno de: {names}.",
    },
    "low_over_high": {
        "en": "{low} is more than {high}: no answer could fit. Change one of them.",
        "es": "{low} es mayor que {high}: ninguna respuesta cabría. Cambia uno de los dos.",
    },
    "bad_time": {
        "en": '“{value}” is not a time of the day: write it in quotes with hours and minutes, as in "08:30".',
        "es": '«{value}» no es una hora: escríbela entre comillas con horas y minutos, como "08:30".',
    },
    "bad_level": {
        "en": "Write low, medium or high, or a value.",
        "es": "Escribe low, medium o high, o un valor.",
    },
    "unknown_fact": {
        "en": "Nothing here is called “{fact}”. {hint_en}",
        "es": "Aquí nada se llama «{fact}». {hint_es}",
    },
    "rule": {"en": "{en}", "es": "{es}"},
    "bad_answer_path": {
        "en": "“{value}” is not a place in an answer: write it like data.items[0].id.",
        "es": "«{value}» no es un lugar de una respuesta: escríbelo como data.items[0].id.",
    },
    "rows_have_columns": {
        "en": "Rows need “columns”, and nothing else has them: columns: [{{id: name, from: displayName}}].",
        "es": "Las filas (rows) necesitan “columns”, y nada más las lleva: columns: [{{id: name, from: displayName}}].",
    },
    "column_twice": {
        "en": "The column “{value}” stands there twice. Give one of them another id.",
        "es": "La columna «{value}» está dos veces. Ponle otro id a una.",
    },
    "result_twice": {
        "en": "The result “{value}” stands there twice. Give one of them another id.",
        "es": "El resultado «{value}» está dos veces. Ponle otro id a uno.",
    },
    "comma_in_text": {
        "en": "“{value}” is taken for the name of a language, because of the comma before it. Put the whole text "
        "in quotes.",
        "es": "«{value}» se toma por el nombre de un idioma, por la coma que lleva delante. Pon el texto entero "
        "entre comillas.",
    },
    "bad_but": {
        "en": "Write requester, requested_for, service.owner, an e-mail address or {{fact: …}}.",
        "es": "Escribe requester, requested_for, service.owner, una dirección de correo o {{fact: …}}.",
    },
    "bad_told": {
        "en": "Write team, assignee, lead, owner, a team or an e-mail address.",
        "es": "Escribe team, assignee, lead, owner, un equipo o una dirección de correo.",
    },
    "bad_somebody": {
        "en": "Write requester, requested_for or an e-mail address.",
        "es": "Escribe requester, requested_for o una dirección de correo.",
    },
    "bad_placeholder": {
        "en": "“{placeholder}” cannot be read: write {{{{ outputs.delivery.date | date }}}}.",
        "es": "«{placeholder}» no se entiende: escribe {{{{ outputs.delivery.date | date }}}}.",
    },
    "placeholder_here": {
        "en": "“{placeholder}” isn't filled in here: people would read the braces. Use it in a message or in "
        "instructions; where a value stands, write {{fact: {fact}}}.",
        "es": "Aquí no se rellena «{placeholder}»: la gente leería las llaves. Úsalo en un mensaje o en las "
        "instrucciones; donde va un valor, escribe {{fact: {fact}}}.",
    },
    "unknown_format": {
        "en": "There is no format “{format}”. Known formats: {known}.",
        "es": "No existe el formato «{format}». Formatos que hay: {known}.",
    },
}

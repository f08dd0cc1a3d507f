"""The words of every problem that a package can have. `{names}` come from the problem's parameters."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "invalid": {"en": "{detail}.", "es": "{detail}."},
    "missing": {"en": "This is needed: add it.", "es": "Esto hace falta: añádelo."},
    "unknown_key": {
        "en": "“{key}” is not known here. {hint_en}",
        "es": "Aquí no se conoce «{key}». {hint_es}",
    },
    "same_as_what": {
        "en": "There is no question “{id}” whose answers can be compared. These can: {known}.",
        "es": "No hay ninguna pregunta «{id}» cuyas respuestas se puedan comparar. Se puede con: {known}.",
    },
    "same_as_confidential": {
        "en": "This service is confidential: nobody may learn that others asked the same. Write “among: mine”.",
        "es": "Este servicio es confidencial: nadie debe saber que otros han pedido lo mismo. Escribe «among: mine».",
    },
    "several_for_self": {
        "en": "Several people can be named only where one may ask for others: write “requested_for: anyone”.",
        "es": "Solo se puede nombrar a varias personas donde se puede pedir para otros: "
        "escribe «requested_for: anyone».",
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
        "or {{business_days: 5}}.",
        "es": "«{value}» no es una duración: escribe “30 minutes”, “4 business hours”, “5 business days” "
        "o {{business_days: 5}}.",
    },
    "bad_threshold": {
        "en": "“{value}” is no moment of a deadline: write “50 %”, “2 hours before”, “due” or “1 day after”.",
        "es": "«{value}» no es un momento de un plazo: escribe “50 %”, “2 hours before”, “due” o “1 day after”.",
    },
    "idle_threshold": {
        "en": "Nothing happens at this moment: say whom to notify, an urgency, or a team.",
        "es": "En este momento no pasa nada: di a quién avisar, una urgencia o un equipo.",
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
    "unknown_outcome": {
        "en": "A block of kind {kind} never ends with “{outcome}”. {allowed_en}",
        "es": "Un bloque de tipo {kind} nunca termina con «{outcome}». {allowed_es}",
    },
    "which_seat": {
        "en": "Say who sits here, in one way: from, person, people, group, lead_of, managers_of, cost_centre, "
        "holder_of, holder or any_of.",
        "es": "Di quién ocupa este puesto, de una sola manera: from, person, people, group, lead_of, managers_of, "
        "cost_centre, holder_of, holder o any_of.",
    },
    "seats_too_deep": {
        "en": "A seat inside any_of can't hold another any_of. Write its seats here, or make them a group.",
        "es": "Un puesto dentro de any_of no puede llevar otro any_of. Escribe aquí sus puestos o haz con ellos un "
        "grupo.",
    },
    "bad_need": {
        "en": "“{value}” doesn't say how many have to approve: write a number from 1 to 100, all, any, or a share "
        "such as 50%.",
        "es": "«{value}» no dice cuántos tienen que aprobar: escribe un número del 1 al 100, all (todos), any (uno) o "
        "una parte como 50%.",
    },
    "how_far": {
        "en": "Say how far up it goes: levels: 2, or until: a rule over person.*, as in "
        "{{fact: person.attributes.grade, op: gte, value: 7}}.",
        "es": "Di hasta dónde sube: levels: 2, o until: una regla sobre person.*, como "
        "{{fact: person.attributes.grade, op: gte, value: 7}}.",
    },
    "expiry_without_time": {
        "en": "if_expired says what happens when time runs out: say also after how long, as in "
        "expire_after: 5 business days.",
        "es": "if_expired dice qué pasa cuando se acaba el plazo: di también cuánto dura, como "
        "expire_after: 5 business days.",
    },
    "expiry_twice": {
        "en": "With if_expired: {outcome} this never ends as expired: take out on: expired, or if_expired.",
        "es": "Con if_expired: {outcome} esto nunca termina como expired: quita on: expired o if_expired.",
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
    "levels_without_parent": {
        "en": "The rows of this list are no tree yet: say in “parent” which column holds the key of the row above.",
        "es": "Las filas de esta lista aún no forman un árbol: di en «parent» qué columna tiene la clave de la fila "
        "superior.",
    },
    "nobody_answers": {
        "en": "Nobody types this answer, so it can’t have “{name}”: take it out.",
        "es": "Esta respuesta no la escribe nadie, así que no puede llevar «{name}»: quítalo.",
    },
    "hidden_nowhere": {
        "en": "This would never have a value: write a “default”, or “from_address: true”.",
        "es": "Esto nunca tendría un valor: escribe un «default», o «from_address: true».",
    },
    "check_nowhere": {
        "en": "There is no question “{id}” in this form to say this at. {hint_en}",
        "es": "En este formulario no hay ninguna pregunta «{id}» donde decir esto. {hint_es}",
    },
    "secret_named": {
        "en": "“{fact}” is a secret: no rule, value or message may read it. Take it out.",
        "es": "«{fact}» es un secreto: ninguna regla, valor o mensaje puede leerlo. Quítalo.",
    },
    "secret_place": {
        "en": "A secret can be asked only in the form of the service, outside of rows: move it there.",
        "es": "Un secreto solo se puede pedir en el formulario del servicio, fuera de las líneas: muévelo allí.",
    },
    "no_default": {
        "en": "This has to be answered by the person: take “default” out.",
        "es": "Esto lo tiene que responder la persona: quita «default».",
    },
    "calculated_type": {
        "en": "This comes to {given}, but the question holds “{holds}”: change one of them.",
        "es": "Esto da {given}, pero la pregunta contiene «{holds}»: cambia uno de los dos.",
    },
    "unknown_source": {
        "en": "There is no source “{id}”. {hint_en}",
        "es": "No existe la fuente «{id}». {hint_es}",
    },
    "bad_level": {
        "en": "Write low, medium or high, or a value.",
        "es": "Escribe low, medium o high, o un valor.",
    },
    "seats_short": {
        "en": "{need} seats have to approve, but there are only {count}.",
        "es": "Tienen que aprobar {need} puestos, pero solo hay {count}.",
    },
    "join_short": {
        "en": "The join waits for {need} branches, but there are only {count}.",
        "es": "La unión espera a {need} ramas, pero solo hay {count}.",
    },
    "duplicate_question": {
        "en": "There is another question “{id}” at {other}: give each its own id.",
        "es": "Hay otra pregunta «{id}» en {other}: da a cada una su propio identificador.",
    },
    "duplicate_section": {
        "en": "There is another section “{id}” at {other}: give each its own id.",
        "es": "Hay otra sección «{id}» en {other}: da a cada una su propio identificador.",
    },
    "duplicate_block": {
        "en": "There is another block “{id}” at {other}: give each its own id.",
        "es": "Hay otro bloque «{id}» en {other}: da a cada uno su propio identificador.",
    },
    "duplicate_schedule": {
        "en": "There is another schedule “{id}” at {other}: give each its own id.",
        "es": "Hay otro calendario de repetición «{id}» en {other}: da a cada uno su propio identificador.",
    },
    "duplicate_option": {
        "en": "The option “{id}” is there twice: give each its own value.",
        "es": "La opción «{id}» está dos veces: da a cada una su propio valor.",
    },
    "unknown_fact": {
        "en": "Nothing here is called “{fact}”. {hint_en}",
        "es": "Aquí nada se llama «{fact}». {hint_es}",
    },
    "rule": {"en": "{en}", "es": "{es}"},
    "cycle": {
        "en": "These questions wait for each other: {names}. Take one of the references out.",
        "es": "Estas preguntas se esperan unas a otras: {names}. Quita una de las referencias.",
    },
    "go_back_nowhere": {
        "en": "There is no block “{to}” to go back to. {hint_en}",
        "es": "No hay ningún bloque «{to}» al que volver. {hint_es}",
    },
    "go_back_forward": {
        "en": "“{to}” does not come before this block: go back to an earlier one ({allowed}).",
        "es": "«{to}» no está antes de este bloque: vuelve a uno anterior ({allowed}).",
    },
    "go_back_across": {
        "en": "“{to}” is outside these parallel branches or this for_each: going back there would leave the "
        "others hanging. Go back to a block of this branch ({allowed}).",
        "es": "«{to}» está fuera de estas ramas en paralelo o de este for_each: volver allí dejaría las demás "
        "colgadas. Vuelve a un bloque de esta rama ({allowed}).",
    },
    "shows_nothing": {
        "en": "There is no question “{id}” to show, and no named output of a block before it.",
        "es": "No hay ninguna pregunta «{id}» que mostrar, ni un resultado con nombre de un bloque anterior.",
    },
    "time_without_day": {
        "en": "“at”, “before” and “after” need the day: write “until” too.",
        "es": "«at», «before» y «after» necesitan el día: escribe también «until».",
    },
    "no_such_question": {
        "en": "The form has no question “{id}” that could be answered.",
        "es": "El formulario no tiene ninguna pregunta «{id}» que se pueda responder.",
    },
    "window_of_list": {
        "en": "Windows from a list need “list” and the columns “first” and “last”, and nothing else.",
        "es": "Los periodos de una lista necesitan «list» y las columnas «first» y «last», y nada más.",
    },
    "window_of_days": {
        "en": "Write “from”, “until” or both, as in {{from: 2027-03-01, until: 2027-03-31}}.",
        "es": "Escribe «from», «until» o ambos, como en {{from: 2027-03-01, until: 2027-03-31}}.",
    },
    "not_for_outside": {
        "en": "“{id}” can’t be asked of somebody without an account: leave out files, people and what is looked up.",
        "es": "«{id}» no se puede preguntar a alguien sin cuenta: quita archivos, personas y lo que se consulta.",
    },
    "timeless": {
        "en": "A block of kind {kind} takes no time, so it can’t be late: take the deadline out.",
        "es": "Un bloque de tipo {kind} no dura nada, así que no puede retrasarse: quita «deadline».",
    },
    "offset_without_day": {
        "en": "“before” and “after” move a day: write “by” too.",
        "es": "«before» y «after» mueven un día: escribe también «by».",
    },
    "ends_with_then": {
        "en": "With “ends” the block is over: write what follows under on: expired.",
        "es": "Con «ends» el bloque termina: escribe lo que sigue en on: expired.",
    },
    "where_without_list": {
        "en": "“where” chooses rows of a list: write “list” too.",
        "es": "«where» elige filas de una lista: escribe también «list».",
    },
    "key_without_rows": {
        "en": "“key” tells rows apart: it goes with “rows”.",
        "es": "«key» distingue las líneas: va con «rows».",
    },
    "takes_without_message": {
        "en": "Only a message brings something: write “message” too.",
        "es": "Solo un mensaje trae algo: escribe también «message».",
    },
    "not_items": {
        "en": "“{fact}” holds no rows and no several choices, so there is nothing to go through one by one.",
        "es": "«{fact}» no tiene líneas ni varias opciones, así que no hay nada que recorrer una a una.",
    },
    "duplicate_message": {
        "en": "Another block waits for the message “{id}” too ({other}): give each its own name.",
        "es": "Otro bloque espera también el mensaje «{id}» ({other}): da a cada uno su propio nombre.",
    },
    "outside_undeclared": {
        "en": "This writes to an address that was typed into the form. Say so in the head: outside_mail: true.",
        "es": "Esto escribe a una dirección tecleada en el formulario. Dilo en la cabecera: outside_mail: true.",
    },
    "outside_not_email": {
        "en": "“{fact}” is neither a question of type email nor a column of a list: a message can’t be sent there.",
        "es": "«{fact}» no es una pregunta de tipo email ni una columna de una lista: ahí no se puede escribir.",
    },
    "unknown_column": {
        "en": "The rows have no column “{id}”. {hint_en}",
        "es": "Las líneas no tienen ninguna columna «{id}». {hint_es}",
    },
    "settles_nothing": {
        "en": "“{of}” is not a block that reserves budget.",
        "es": "«{of}» no es un bloque que reserve presupuesto.",
    },
    "too_deep": {
        "en": "These inputs are nested more than {most} levels deep: hand over something flatter.",
        "es": "Estas entradas se anidan en más de {most} niveles: entrega algo más plano.",
    },
    "bad_answer_path": {
        "en": "“{value}” is not a place in an answer: write it like data.items[0].id.",
        "es": "«{value}» no es un lugar de una respuesta: escríbelo como data.items[0].id.",
    },
    "remind_without_end": {
        "en": "“remind_before” needs an end: write “for” or “until” too.",
        "es": "«remind_before» necesita un fin: escribe también «for» o «until».",
    },
    "nothing_at_end": {
        "en": "Say what takes the access back, under on: ended: a task or a connector.",
        "es": "Di qué retira el acceso, en on: ended: una tarea o un conector.",
    },
    "ends_nothing": {
        "en": "“{of}” is not a block before this one that gives access.",
        "es": "«{of}» no es un bloque anterior que conceda un acceso.",
    },
    "reserves_nothing": {
        "en": "“{of}” is not a block before this one that puts an asset aside (reserve_asset).",
        "es": "«{of}» no es un bloque anterior que reserve un equipo (reserve_asset).",
    },
    "identity_typed": {
        "en": "“{fact}” was typed by whoever asks, so it proves nothing: take an address that is on file, such as "
        "requested_for.attributes.private_email.",
        "es": "«{fact}» lo ha tecleado quien pide, así que no demuestra nada: usa una dirección registrada, como "
        "requested_for.attributes.private_email.",
    },
    "bad_placeholder": {
        "en": "“{placeholder}” cannot be read: write {{{{ outputs.delivery.date | date }}}}.",
        "es": "«{placeholder}» no se entiende: escribe {{{{ outputs.delivery.date | date }}}}.",
    },
    "unknown_format": {
        "en": "There is no format “{format}”. Known formats: {known}.",
        "es": "No existe el formato «{format}». Formatos que hay: {known}.",
    },
}

# pydantic's own error types, in our words
PYDANTIC_CODES: Final[dict[str, str]] = {
    "string_type": "not_text",
    "list_type": "not_list",
    "tuple_type": "not_list",
    "iterable_type": "not_list",
    "dict_type": "not_mapping",
    "model_type": "not_mapping",
    "model_attributes_type": "not_mapping",
    "bool_type": "not_boolean",
    "bool_parsing": "not_boolean",
    "int_type": "not_number",
    "int_parsing": "not_number",
    "int_from_float": "not_number",
    "decimal_type": "not_number",
    "decimal_parsing": "not_number",
    "date_type": "not_date",
    "date_parsing": "not_date",
    "date_from_datetime_parsing": "not_date",
    "date_from_datetime_inexact": "not_date",
    "greater_than_equal": "too_low",
    "less_than_equal": "too_high",
    "too_short": "too_few",
    "string_too_short": "too_few",
    "string_too_long": "too_long",
    "too_long": "too_long",
    "literal_error": "not_one_of",
    "string_pattern_mismatch": "bad_id",
}

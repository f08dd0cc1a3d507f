"""What is wrong with a form."""

from __future__ import annotations

from typing import Final

OF_ASKING: Final[dict[str, dict[str, str]]] = {
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
    "levels_without_parent": {
        "en": "The rows of this list are no tree yet: say in “parent” which column holds the key of the row above.",
        "es": "Las filas de esta lista aún no forman un árbol: di en «parent» qué columna tiene la clave de la fila "
        "superior.",
    },
    "hidden_nowhere": {
        "en": "This would never have a value: write a “default”, or “from_address: true”.",
        "es": "Esto nunca tendría un valor: escribe un «default», o «from_address: true».",
    },
    "apart_no_days": {
        "en": "“apart” names a column of type date_range, or two of type date: the first and the last day, as in "
        "[from_on, until]. There is no such column here: {names}.",
        "es": "«apart» nombra una columna de tipo date_range, o dos de tipo date: el primer y el último día, como "
        "[from_on, until]. Aquí no hay ninguna así: {names}.",
    },
    "check_nowhere_in_line": {
        "en": "A check of lines says with “at” at which of its questions it is said. {hint_en}",
        "es": "Una comprobación de las líneas dice con «at» en cuál de sus preguntas se avisa. {hint_es}",
    },
    "hangs_on_nothing": {
        "en": "“hangs_on” names questions of the form. “{id}” isn't one.",
        "es": "«hangs_on» nombra preguntas del formulario. «{id}» no lo es.",
    },
    "marks_nothing": {
        "en": "“mark” names questions of the form, in a question with “amend: true”. “{id}” isn't one.",
        "es": "«mark» nombra preguntas del formulario, en una pregunta con «amend: true». «{id}» no lo es.",
    },
    "shared_here": {
        "en": "This answer can't be asked once for a whole order: take “shared” out.",
        "es": "Esta respuesta no se puede pedir una sola vez para todo un pedido: quita «shared».",
    },
    "checks_nothing": {
        "en": "This compares answers to “asks”, and nothing is asked here: write “asks” too. (What a correction opens "
        "again has the checks of its sections.)",
        "es": "Esto compara respuestas a «asks» y aquí no se pregunta nada: escribe también «asks». (Lo que una "
        "corrección vuelve a abrir tiene las comprobaciones de sus secciones.)",
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
        "en": "A secret can't be asked in rows: ask it beside them.",
        "es": "Un secreto no se puede pedir dentro de las líneas: pídelo fuera de ellas.",
    },
    "secret_reader": {
        "en": "What a task hands over is for one person, who sees it once: write shown_to: [requested_for] or "
        "[requester].",
        "es": "Lo que entrega una tarea es para una persona, que lo ve una vez: escribe shown_to: [requested_for] o "
        "[requester].",
    },
    "sealed_endless": {
        "en": "Sealed answers are opened at a deadline: write “deadline: {{by: …, ends: true}}” in this question.",
        "es": "Las respuestas selladas se abren en un plazo: escribe «deadline: {{by: …, ends: true}}» en esta "
        "pregunta.",
    },
    "sealed_alone": {
        "en": "Only in a for_each that asks all of them at once can it wait until all have answered: write "
        "“sealed_until: deadline”.",
        "es": "Solo en un for_each que pregunta a todos a la vez se puede esperar a que respondan todos: escribe "
        "«sealed_until: deadline».",
    },
    "sealed_correction": {
        "en": "A correction of the form can't be sealed: take “sealed_until” or “amend” out.",
        "es": "Una corrección del formulario no se puede sellar: quita «sealed_until» o «amend».",
    },
    "sealed_file": {
        "en": "A file can't be sealed: ask for it in another question, after the answers are opened.",
        "es": "Un archivo no se puede sellar: pídelo en otra pregunta, cuando las respuestas estén abiertas.",
    },
    "no_default": {
        "en": "This has to be answered by the person: take “default” out.",
        "es": "Esto lo tiene que responder la persona: quita «default».",
    },
    "calculated_type": {
        "en": "This comes to {given}, but the question holds “{holds}”: change one of them.",
        "es": "Esto da {given}, pero la pregunta contiene «{holds}»: cambia uno de los dos.",
    },
    "limit_type": {
        "en": "This limit comes to {given_en}, and {wanted_en} is needed: name a fact or a column of that kind.",
        "es": "Este límite da {given_es} y hace falta {wanted_es}: nombra un dato o una columna de esa clase.",
    },
    "limit_currency": {
        "en": "This limit is in {given}, and the question asks for {wanted}: write both in one currency.",
        "es": "Este límite está en {given} y la pregunta pide {wanted}: escribe los dos en la misma moneda.",
    },
    "unknown_source": {
        "en": "There is no source “{id}”. {hint_en}",
        "es": "No existe la fuente «{id}». {hint_es}",
    },
    "duplicate_question": {
        "en": "There is another question “{id}” at {other}: give each its own id.",
        "es": "Hay otra pregunta «{id}» en {other}: da a cada una su propio identificador.",
    },
    "duplicate_section": {
        "en": "There is another section “{id}” at {other}: give each its own id.",
        "es": "Hay otra sección «{id}» en {other}: da a cada una su propio identificador.",
    },
    "duplicate_option": {
        "en": "The option “{id}” is there twice: give each its own value.",
        "es": "La opción «{id}» está dos veces: da a cada una su propio valor.",
    },
    "cycle": {
        "en": "These questions wait for each other: {names}. Take one of the references out.",
        "es": "Estas preguntas se esperan unas a otras: {names}. Quita una de las referencias.",
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
    "schedule_lacks": {
        "en": "Nobody is there to answer “{id}”, which always has to be answered: write its answer here.",
        "es": "No hay nadie que responda «{id}», que siempre hay que responder: escribe aquí su respuesta.",
    },
    "schedule_by_hand": {
        "en": "Only a person can give “{id}” (a file, a secret or a consent): a service that asks for itself "
        "can't need it.",
        "es": "Solo una persona puede dar «{id}» (un archivo, un secreto o un consentimiento): un servicio que se pide "
        "solo no puede necesitarlo.",
    },
    "schedule_by_itself": {
        "en": "“{id}” is worked out by the portal: take it out.",
        "es": "«{id}» lo calcula el portal: quítalo.",
    },
    "schedule_no_lines": {
        "en": "“{id}” takes one answer, and these are lines: write a value.",
        "es": "«{id}» lleva una sola respuesta y esto son líneas: escribe un valor.",
    },
    "schedule_lines": {
        "en": "“{id}” holds lines: write a list of them, each with its questions, as in [{{item: …, units: 2}}].",
        "es": "«{id}» lleva líneas: escribe una lista, cada una con sus preguntas, como en [{{item: …, units: 2}}].",
    },
    "schedule_no_stretch": {
        "en": "“{id}” isn't a stretch of days: write a value instead of “from” and “to”.",
        "es": "«{id}» no es un periodo: escribe un valor en lugar de «from» y «to».",
    },
    "schedule_ends": {
        "en": "“{id}” is a stretch of days: write {{from: …, to: …}}.",
        "es": "«{id}» es un periodo: escribe {{from: …, to: …}}.",
    },
    "schedule_one": {
        "en": "“{id}” takes one answer: write it without the list.",
        "es": "«{id}» lleva una sola respuesta: escríbela sin lista.",
    },
    "schedule_kind": {
        "en": "This comes to {given_en}, and the question takes {wanted_en}: name another fact or column.",
        "es": "Esto da {given_es} y la pregunta lleva {wanted_es}: nombra otro dato u otra columna.",
    },
    "where_without_list": {
        "en": "“where” chooses rows of a list: write “list” too.",
        "es": "«where» elige filas de una lista: escribe también «list».",
    },
    "key_without_rows": {
        "en": "“key” tells rows apart: it goes with “rows”.",
        "es": "«key» distingue las líneas: va con «rows».",
    },
    "outside_undeclared": {
        "en": "This writes to an address that was typed into the form. Say so in the head: outside_mail: true.",
        "es": "Esto escribe a una dirección tecleada en el formulario. Dilo en la cabecera: outside_mail: true.",
    },
    "unknown_column": {
        "en": "The rows have no column “{id}”. {hint_en}",
        "es": "Las líneas no tienen ninguna columna «{id}». {hint_es}",
    },
    "identity_typed": {
        "en": "“{fact}” was typed by whoever asks, so it proves nothing: take an address that is on file, such as "
        "requested_for.attributes.private_email.",
        "es": "«{fact}» lo ha tecleado quien pide, así que no demuestra nada: usa una dirección registrada, como "
        "requested_for.attributes.private_email.",
    },
}

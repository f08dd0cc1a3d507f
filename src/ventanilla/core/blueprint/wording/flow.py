"""What is wrong with a workflow, its approvals and its times."""

from __future__ import annotations

from typing import Final

OF_FLOW: Final[dict[str, dict[str, str]]] = {
    "bad_threshold": {
        "en": "“{value}” is no moment of a deadline: write “50 %”, “2 hours before”, “due” or “1 day after”.",
        "es": "«{value}» no es un momento de un plazo: escribe “50 %”, “2 hours before”, “due” o “1 day after”.",
    },
    "idle_threshold": {
        "en": "Nothing happens at this moment: say whom to notify, an urgency, or a team.",
        "es": "En este momento no pasa nada: di a quién avisar, una urgencia o un equipo.",
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
    "nobody_answers": {
        "en": "Nobody types this answer, so it can’t have “{name}”: take it out.",
        "es": "Esta respuesta no la escribe nadie, así que no puede llevar «{name}»: quítalo.",
    },
    "seats_short": {
        "en": "{need} seats have to approve, but there are only {count}.",
        "es": "Tienen que aprobar {need} puestos, pero solo hay {count}.",
    },
    "join_short": {
        "en": "The join waits for {need} branches, but there are only {count}.",
        "es": "La unión espera a {need} ramas, pero solo hay {count}.",
    },
    "duplicate_block": {
        "en": "There is another block “{id}” at {other}: give each its own id.",
        "es": "Hay otro bloque «{id}» en {other}: da a cada uno su propio identificador.",
    },
    "duplicate_schedule": {
        "en": "There is another schedule “{id}” at {other}: give each its own id.",
        "es": "Hay otro calendario de repetición «{id}» en {other}: da a cada uno su propio identificador.",
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
    "window_of_list": {
        "en": "Windows from a list need “list” and the columns “first” and “last”, and nothing else.",
        "es": "Los periodos de una lista necesitan «list» y las columnas «first» y «last», y nada más.",
    },
    "window_of_days": {
        "en": "Write “from”, “until” or both, as in {{from: 2027-03-01, until: 2027-03-31}}.",
        "es": "Escribe «from», «until» o ambos, como en {{from: 2027-03-01, until: 2027-03-31}}.",
    },
    "window_of_month": {
        "en": "Write the first day, the last or both, from 1 to 31 or counted from the month’s end from -1 to -31, the "
        "first before the last, as in {{from: 1, until: 5, working_days: true}}.",
        "es": "Escribe el primer día, el último o ambos, de 1 a 31 o contados desde el final del mes de -1 a -31, el "
        "primero antes que el último, como en {{from: 1, until: 5, working_days: true}}.",
    },
    "not_days": {
        "en": "The column “{id}” doesn’t hold days: name one of type date. {hint_en}",
        "es": "La columna «{id}» no tiene días: nombra una de tipo date. {hint_es}",
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
    "no_day": {
        "en": "This comes to {given_en}, but a deadline ends on a day or at a moment: name a question that asks for a "
        "date, or a step that leaves one behind.",
        "es": "Esto da {given_es}, pero un plazo termina un día o en un momento: nombra una pregunta que pida una "
        "fecha, o un paso que deje una.",
    },
    "ends_with_then": {
        "en": "With “ends” the block is over: write what follows under on: expired.",
        "es": "Con «ends» el bloque termina: escribe lo que sigue en on: expired.",
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
    "outside_not_email": {
        "en": "“{fact}” is neither a person of the portal, nor a question of type email, nor a column of a list: "
        "nothing can be sent there.",
        "es": "«{fact}» no es una persona del portal, ni una pregunta de tipo email, ni una columna de una lista: "
        "ahí no se puede escribir.",
    },
    "settles_nothing": {
        "en": "“{of}” is not a block that reserves budget.",
        "es": "«{of}» no es un bloque que reserve presupuesto.",
    },
    "too_deep": {
        "en": "These inputs are nested more than {most} levels deep: hand over something flatter.",
        "es": "Estas entradas se anidan en más de {most} niveles: entrega algo más plano.",
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
    "where_without_rows": {
        "en": "“where” chooses rows: write “list” or “rows” too.",
        "es": "«where» elige filas: escribe también «list» o «rows».",
    },
    "assign_among_team": {
        "en": "“assign” chooses among the people of a team: write “team” too, and no “person” or “holder”.",
        "es": "«assign» elige entre las personas de un equipo: escribe también «team», y ni «person» ni «holder».",
    },
    "own_output": {
        "en": "“{fact}” is still empty while these questions are answered. Write “{instead}”.",
        "es": "«{fact}» aún está vacío mientras se responde a estas preguntas. Escribe «{instead}».",
    },
    "reserves_nothing": {
        "en": "“{of}” is not a block before this one that puts an asset aside (reserve_asset).",
        "es": "«{of}» no es un bloque anterior que reserve un equipo (reserve_asset).",
    },
    "kept_from_doer": {
        "en": "Who asks has to see this: it is for them to do, or tells them something. Take “seen_by: team” out, or "
        "address it to somebody else.",
        "es": "Quien pide tiene que ver esto: lo tiene que hacer, o le dice algo. Quita «seen_by: team», o dirígelo a "
        "otra persona.",
    },
    "kept_yet_theirs": {
        "en": "This step is kept from who asks, but the other request would be theirs. Write asked_by: service.owner, "
        "and in requested_for somebody of the house.",
        "es": "Este paso no se enseña a quien pide, pero la otra solicitud sería suya. Escribe asked_by: "
        "service.owner, y en requested_for a alguien de la casa.",
    },
}

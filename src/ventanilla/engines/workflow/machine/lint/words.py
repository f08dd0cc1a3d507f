"""Every sentence of the linter, in English and Spanish. Pure: this package knows no Django."""

from __future__ import annotations

from collections.abc import Mapping

from ventanilla.engines.workflow.machine.lint.words_of_others import OF_OTHERS
from ventanilla.engines.workflow.machine.lint.words_of_steps import OF_STEPS

Words = Mapping[str, Mapping[str, str]]

PLACES: Words = {
    "service": {"en": "The service", "es": "El servicio"},
    "block": {"en": "Step “{name}”", "es": "Paso «{name}»"},
    "question": {"en": "Question “{name}”", "es": "Pregunta «{name}»"},
    "section": {"en": "Section “{name}”", "es": "Sección «{name}»"},
    "routing": {"en": "Routing, line {name}", "es": "Reparto, línea {name}"},
    "audience": {"en": "Audience", "es": "Público"},
    "for_whom": {"en": "Whom it may be asked for", "es": "Para quién se puede pedir"},
    "deadlines": {"en": "Deadlines", "es": "Plazos"},
}

LENGTHS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "minutes": {"en": ("minute", "minutes"), "es": ("minuto", "minutos")},
    "hours": {"en": ("hour", "hours"), "es": ("hora", "horas")},
    "days": {"en": ("day", "days"), "es": ("día", "días")},
    "months": {"en": ("month", "months"), "es": ("mes", "meses")},
    "business_minutes": {
        "en": ("working minute", "working minutes"),
        "es": ("minuto laborable", "minutos laborables"),
    },
    "business_hours": {"en": ("working hour", "working hours"), "es": ("hora laborable", "horas laborables")},
    "business_days": {"en": ("working day", "working days"), "es": ("día laborable", "días laborables")},
}

WORDS: Words = {
    **OF_STEPS,
    **OF_OTHERS,
    "unreachable": {
        "en": "Nobody ever gets here: “{before}” always ends before. Put this step in front of it, or delete it.",
        "es": "Nadie llega nunca hasta aquí: «{before}» siempre acaba antes. Pon este paso delante, o quítalo.",
    },
    "case_never": {
        "en": "The way “{way}” is never taken: its rule can never hold. Correct the rule, or delete the way.",
        "es": "El camino «{way}» no se toma nunca: su regla no se puede cumplir. Corrige la regla, o quita el camino.",
    },
    "case_taken": {
        "en": "The way “{way}” is never taken: the ways before it take everything. Put it in front of them, "
        "or delete it.",
        "es": "El camino «{way}» no se toma nunca: los anteriores se lo llevan todo. Ponlo delante, o quítalo.",
    },
    "otherwise_never": {
        "en": "“Otherwise” is never taken: one of the ways before it always fits. Delete it, or narrow their rules.",
        "es": "«En otro caso» no se toma nunca: siempre encaja alguno de los caminos anteriores. Quítalo, o ajusta "
        "sus reglas.",
    },
    "outcome_never": {
        "en": "It never ends as “{outcome}”, so what follows that is never done: {todo}",
        "es": "Nunca termina como «{outcome}», así que lo que le sigue no se hace nunca: {todo}",
    },
    "rule_never": {
        "en": "The rule “{part}” can never hold: its conditions contradict each other. Correct it, or take it away.",
        "es": "La regla «{part}» no se puede cumplir nunca: sus condiciones se contradicen. Corrígela, o quítala.",
    },
    "rule_always": {
        "en": "The rule “{part}” always holds, so it decides nothing. Take it away, or say what it should tell apart.",
        "es": "La regla «{part}» se cumple siempre, así que no decide nada. Quítala, o di qué debe distinguir.",
    },
    "part_never": {
        "en": "A part of the rule “{part}” can never hold, so it adds nothing. Correct that part, or take it away.",
        "es": "Una parte de la regla «{part}» no se puede cumplir nunca, así que no aporta nada. Corrígela, o quítala.",
    },
    "part_always": {
        "en": "A part of the rule “{part}” always holds, so it changes nothing. Correct that part, or take it away.",
        "es": "Una parte de la regla «{part}» se cumple siempre, así que no cambia nada. Corrígela, o quítala.",
    },
    "question_never": {
        "en": "Nobody ever sees this question: its rule can never hold. Correct the rule, or delete the question.",
        "es": "Nadie ve nunca esta pregunta: su regla no se puede cumplir. Corrige la regla, o quita la pregunta.",
    },
    "option_never": {
        "en": "The option “{option}” is never offered: its rule can never hold. Correct the rule, or delete it.",
        "es": "La opción «{option}» no se ofrece nunca: su regla no se puede cumplir. Corrige la regla, o quítala.",
    },
    "nothing_offered": {
        "en": "There is never anything to choose here: no option can be offered. Correct the rules of the options.",
        "es": "Aquí nunca hay nada que elegir: no se puede ofrecer ninguna opción. Corrige las reglas de las opciones.",
    },
    "nobody_sees": {
        "en": "Nobody can see this service: the rule can never hold. Correct it.",
        "es": "Nadie puede ver este servicio: la regla no se puede cumplir. Corrígela.",
    },
    "waits_forever": {
        "en": "It would wait for ever: its rule can never hold. Correct the rule, or wait for a length of time.",
        "es": "Esperaría para siempre: su regla no se puede cumplir. Corrige la regla, o espera un tiempo fijo.",
    },
    "route_taken": {
        "en": "Nothing ever gets here: the lines above take everything. Move it up, or delete it.",
        "es": "Aquí no llega nunca nada: las líneas de arriba se lo llevan todo. Súbela, o quítala.",
    },
    "promise_taken": {
        "en": "Line {line} of the deadline “{name}” never counts: the lines above take everything. Move it up, or "
        "delete it.",
        "es": "La línea {line} del plazo «{name}» no cuenta nunca: las de arriba se lo llevan todo. Súbela, o quítala.",
    },
    "not_yet": {
        "en": "It uses “{fact}”, which “{step}” leaves behind, and that can't have been done by then. Move that step "
        "in front of this one, or use something else.",
        "es": "Usa «{fact}», que lo deja «{step}», y ese paso no puede estar hecho para entonces. Ponlo delante de "
        "este, o usa otra cosa.",
    },
    "maybe_empty_step": {
        "en": "“{fact}” may be missing in this text: “{step}” is not always done before. Send the text only after it, "
        "or leave the placeholder out.",
        "es": "«{fact}» puede faltar en este texto: «{step}» no siempre se hace antes. Envía el texto solo después, o "
        "quita el hueco.",
    },
    "maybe_late_step": {
        "en": "“{fact}” may be missing in this text: “{step}” may end because its time is over, without an answer. Say "
        "under “on: expired” what happens then, or leave the placeholder out.",
        "es": "«{fact}» puede faltar en este texto: «{step}» puede acabar porque vence su plazo, sin respuesta. Di en "
        "«on: expired» qué pasa entonces, o quita el hueco.",
    },
    "maybe_empty_answer": {
        "en": "“{fact}” may be missing in this text: the question “{question}” need not be answered. Make it "
        "required, or write the sentence so that it reads well without.",
        "es": "«{fact}» puede faltar en este texto: la pregunta «{question}» puede quedar sin responder. Hazla "
        "obligatoria, o escribe la frase de modo que se lea bien sin ella.",
    },
    "secret_told": {
        "en": "This text would show the secret “{fact}”, and messages can be read by others. Take the placeholder out "
        "and say where the secret can be seen.",
        "es": "Este texto enseñaría el secreto «{fact}», y los mensajes los pueden leer otros. Quita el hueco y di "
        "dónde se puede ver el secreto.",
    },
    "looks_secret": {
        "en": "This text shows “{question}”, which sounds like a secret. Make it a question of type “secret”, and take "
        "it out of the text.",
        "es": "Este texto muestra «{question}», que suena a secreto. Haz que sea una pregunta de tipo «secret», y "
        "quítala del texto.",
    },
    "literal_secret": {
        "en": "A password or key seems to be written into this text: “{shown}”. Take it out: everybody who gets the "
        "message reads it.",
        "es": "Parece que hay una contraseña o clave escrita en este texto: «{shown}». Quítala: la lee todo el que "
        "recibe el mensaje.",
    },
    "message_unseen": {
        "en": "The message would not reach “{name}”: nothing in the service lets them see the request. Give them a "
        "task or an approval in it, or write to somebody who has one.",
        "es": "El mensaje no llegaría a «{name}»: nada en el servicio le deja ver la solicitud. Dale una tarea o una "
        "aprobación en ella, o escribe a alguien que la tenga.",
    },
    "no_reminder": {
        "en": "Nobody is reminded, and it never ends by itself: it may lie for months. Add “remind_after”, such as "
        "1 business day.",
        "es": "No se recuerda a nadie, y nunca acaba por sí sola: puede pasar meses parada. Añade «remind_after», por "
        "ejemplo 1 business day.",
    },
    "outside_unanswered": {
        "en": "Whoever has no account may never answer; after 30 days that only lands with the service's owner. Add a "
        "“deadline” with “ends: true”, and say under “on: expired” what happens then.",
        "es": "Quien no tiene cuenta puede no contestar nunca; a los 30 días eso solo le cae a quien responde del "
        "servicio. Añade un «deadline» con «ends: true», y di en «on: expired» qué pasa entonces.",
    },
    "message_never": {
        "en": "The message may never come, and nobody would notice. Add a “deadline” with “ends: true”, and say under "
        "“on: expired” what happens then.",
        "es": "El mensaje puede no llegar nunca, y nadie se daría cuenta. Añade un «deadline» con «ends: true», y di "
        "en «on: expired» qué pasa entonces.",
    },
    "rule_maybe_never": {
        "en": "The rule may never come true, and nobody would notice. Add a “deadline” with “ends: true”, and say "
        "under “on: expired” what happens then.",
        "es": "La regla puede no cumplirse nunca, y nadie se daría cuenta. Añade un «deadline» con «ends: true», y di "
        "en «on: expired» qué pasa entonces.",
    },
    "return_never": {
        "en": "It may never come back: who has it is asked, and nobody else is told. Add a “deadline” that ends it "
        "(“ends: true”), or whose “then” gives somebody a task.",
        "es": "Puede no volver nunca: se le pide a quien lo tiene, y nadie más se entera. Añade un «deadline» que lo "
        "termine («ends: true»), o cuyo «then» dé una tarea a alguien.",
    },
    "deadline_maybe_none": {
        "en": "The deadline hangs on “{fact}”, which may be empty: then there is none, and the step may lie for ever. "
        "Make that answer required, or count the deadline “within” a time.",
        "es": "El plazo depende de «{fact}», que puede quedar vacío: entonces no hay plazo, y el paso puede quedarse "
        "parado para siempre. Haz obligatoria esa respuesta, o cuenta el plazo con «within».",
    },
    "reminder_late": {
        "en": "The reminder after {first} comes when it has already expired, after {second}. Remind earlier, or let "
        "it expire later.",
        "es": "El recordatorio a los {first} llega cuando ya ha caducado, a los {second}. Recuerda antes, o haz que "
        "caduque después.",
    },
    "escalation_late": {
        "en": "It goes to the managers after {first}, when it has already expired, after {second}. Escalate earlier, "
        "or let it expire later.",
        "es": "Pasa a sus responsables a los {first}, cuando ya ha caducado, a los {second}. Pásala antes, o haz que "
        "caduque después.",
    },
    "holder_maybe_nobody": {
        "en": "Who decides comes from “{fact}”, which may be empty: then it falls to the head of the department, "
        "without anybody having meant it. Make that answer required, or add another seat.",
        "es": "Quién decide sale de «{fact}», que puede quedar vacío: entonces recae en la dirección del área, sin que "
        "nadie lo haya querido así. Haz obligatoria esa respuesta, o añade otro puesto.",
    },
    "group_too_small": {
        "en": "{need} of the group “{group}” have to decide, but it has {count} active members. Add people to the "
        "group, or ask for fewer.",
        "es": "Tienen que decidir {need} del grupo «{group}», pero tiene {count} personas activas. Añade gente al "
        "grupo, o pide menos.",
    },
    "group_small_without": {
        "en": "{need} of the group “{group}” have to decide, and without those whom “but” leaves out too few of its "
        "{count} active members may be left: then somebody else decides. Add people to the group.",
        "es": "Tienen que decidir {need} del grupo «{group}», y sin quienes «but» deja fuera pueden quedar demasiado "
        "pocas de sus {count} personas activas: entonces decide otra persona. Añade gente al grupo.",
    },
    "team_without_lead": {
        "en": "The team “{team}” has no lead, so somebody else will be asked. Give the team a lead, or name a person.",
        "es": "El equipo «{team}» no tiene responsable, así que se preguntará a otra persona. Ponle responsable al "
        "equipo, o nombra a alguien.",
    },
    "no_last_resort": {
        "en": "When {owner} asks for this, or is away, nobody may be left to decide: the team “{team}” has no lead. "
        "Give the team a lead.",
        "es": "Si lo pide {owner}, o no está, puede no quedar nadie para decidir: el equipo «{team}» no tiene "
        "responsable. Ponle responsable al equipo.",
    },
    "team_empty": {
        "en": "Nobody active is in the team “{team}”, so the work would lie there. Add somebody, or name another team.",
        "es": "En el equipo «{team}» no hay nadie activo, así que el trabajo se quedaría ahí. Añade a "
        "alguien, o nombra "
        "otro equipo.",
    },
    "loop_without_wait": {
        "en": "It goes back to “{target}”, and nobody does anything in between: it would go round {max} times at once "
        "and then stop with a fault. Put a question, a task or a wait between the two.",
        "es": "Vuelve a «{target}», y nadie hace nada entre medias: daría {max} vueltas seguidas y se pararía con un "
        "fallo. Pon una pregunta, una tarea o una espera entre los dos.",
    },
    "list_empty": {
        "en": "The list “{list}” has no rows, so there is nothing to choose. Bring its rows in, or name another list.",
        "es": "La lista «{list}» no tiene filas, así que no hay nada que elegir. Importa sus filas, o nombra otra.",
    },
    "list_none_fits": {
        "en": "No row of the list “{list}” fits the rule “where”, so there is nothing to choose. Correct the rule, or "
        "the rows.",
        "es": "Ninguna fila de la lista «{list}» cumple la regla «where», así que no hay nada que elegir. Corrige la "
        "regla, o las filas.",
    },
    "field_unused": {
        "en": "“{field}” says nothing in a resource: it is about requests, and nobody makes one here. Take it out.",
        "es": "«{field}» no dice nada en un recurso: trata de solicitudes, y aquí nadie hace ninguna. Quítalo.",
    },
    "text_missing": {
        "en": "The text “{text}” is missing in {language}. Add it: people who read that language see another one.",
        "es": "Falta el texto «{text}» en {language}. Añádelo: quien lee en ese idioma ve otro.",
    },
    "lead_time_backwards": {
        "en": "It is told to take from {first} to {second}, which is less. Put the shorter time first.",
        "es": "Se dice que tarda de {first} a {second}, que es menos. Pon primero el tiempo más corto.",
    },
    "answer_after_end": {
        "en": "The first answer may take {first}, longer than the whole resolution, {second}. Shorten the one, or "
        "lengthen the other.",
        "es": "La primera respuesta puede tardar {first}, más que la resolución entera, {second}. Acorta la una, o "
        "alarga la otra.",
    },
    "promise_beyond_told": {
        "en": "People are told it takes {second}, and the team may take {first}. Tell them the longer time, or promise "
        "the shorter one.",
        "es": "A la gente se le dice que tarda {second}, y el equipo puede tardar {first}. Di el tiempo más largo, o "
        "compromete el más corto.",
    },
    "step_beyond_promise": {
        "en": "This step may take {first}, longer than the whole request is promised to take, {second}. Shorten it, or "
        "promise more time.",
        "es": "Este paso puede tardar {first}, más de lo que se promete para toda la solicitud, {second}. Acórtalo, o "
        "promete más tiempo.",
    },
    "step_beyond_stage": {
        "en": "This step may take {first}, longer than the stage “{stage}” around it, {second}. Shorten it, "
        "or give the "
        "stage more time.",
        "es": "Este paso puede tardar {first}, más que la fase «{stage}» que lo contiene, {second}. Acórtalo, o da más "
        "tiempo a la fase.",
    },
    "threshold_beyond": {
        "en": "The warning {first} before the end comes before the beginning: the whole target is {second}. Warn "
        "later, or give the target more time.",
        "es": "El aviso {first} antes del final llega antes del principio: el plazo entero es de {second}. Avisa más "
        "tarde, o da más plazo.",
    },
}

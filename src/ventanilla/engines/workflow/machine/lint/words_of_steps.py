"""What the linter says about loops, lengths of time, and what names nobody or nothing."""

from __future__ import annotations

from collections.abc import Mapping

OF_STEPS: Mapping[str, Mapping[str, str]] = {
    "reminder_behind": {
        "en": "Those above may decide too after {second}, before anybody is reminded, after {first}. Remind earlier.",
        "es": "Quienes están por encima pueden decidir también a los {second}, antes de recordárselo a nadie, a los "
        "{first}. Recuerda antes.",
    },
    "no_target_without_day": {
        "en": "This target ends by “{question}”, which may be left without an answer: then nothing is promised, and "
        "nobody is warned. Write a line without “by” after it, or make the question required.",
        "es": "Este compromiso termina según «{question}», que puede quedar sin responder: entonces no se compromete "
        "nada, y no se avisa a nadie. Escribe después una línea sin «by», o haz obligatoria la pregunta.",
    },
    "turns_without_wait": {
        "en": "Nobody does anything in “{target}” that could make its rule hold: it would be done {max} times at "
        "once. Put a question, a task or a wait into it.",
        "es": "En «{target}» nadie hace nada que pueda hacer que se cumpla su regla: se haría {max} veces seguidas."
        " Pon dentro una pregunta, una tarea o una espera.",
    },
    "check_never": {
        "en": "What is asked for with “{part}” can never hold, so nobody could send the form. Correct its rule.",
        "es": "Lo que se pide con «{part}» no se puede cumplir nunca, así que nadie podría enviar el formulario. "
        "Corrige su regla.",
    },
    "named_maybe_nobody": {
        "en": "Who does this comes from “{fact}”, which may be empty: then the step stops and the owner is asked. "
        "Make that answer required, or ask about it in a branch before.",
        "es": "Quién hace esto sale de «{fact}», que puede quedar vacío: entonces el paso se para y se pregunta a "
        "quien responde del servicio. Haz obligatoria esa respuesta, o compruébala antes en una bifurcación.",
    },
    "team_too_small": {
        "en": "{need} of the team “{team}” have to decide, but it has {count} active members. Add people to the "
        "team, or ask for fewer.",
        "es": "Tienen que decidir {need} del equipo «{team}», pero tiene {count} personas activas. Añade gente al "
        "equipo, o pide menos.",
    },
    "limits_cross": {
        "en": "Nothing can be answered here: “{low}” is more than “{high}”. Correct one of the two.",
        "es": "Aquí no se puede responder nada: «{low}» es más que «{high}». Corrige uno de los dos.",
    },
    "too_few_options": {
        "en": "{least} have to be chosen, and there are only {count} options. Ask for fewer, or add options.",
        "es": "Hay que elegir {least}, y solo hay {count} opciones. Pide menos, o añade opciones.",
    },
    "default_out": {
        "en": "What is filled in beforehand (“default”) doesn’t keep “{limit}”, so everybody has to change it before "
        "they can go on. Correct the one or the other.",
        "es": "Lo que viene ya puesto («default») no cumple «{limit}», así que todo el mundo tiene que cambiarlo antes "
        "de seguir. Corrige lo uno o lo otro.",
    },
    "steps_beyond_promise": {
        "en": "One after the other, {steps} may take {first}, longer than is promised for the whole request, {second}. "
        "Shorten them, do some side by side, or promise more time.",
        "es": "Uno tras otro, {steps} pueden tardar {first}, más de lo que se promete para toda la solicitud, {second}."
        " Acórtalos, haz algunos a la vez, o promete más tiempo.",
    },
    "schedule_never": {
        "en": "“{name}” ends before it begins, so it never asks for anything. Correct one of its days.",
        "es": "«{name}» termina antes de empezar, así que nunca pide nada. Corrige uno de sus días.",
    },
    "ended_before": {
        "en": "This takes {first}, but “{stage}” is given up after {second}. Shorten it, or let that last longer.",
        "es": "Esto tarda {first}, pero «{stage}» se da por perdido a los {second}. Acórtalo, o deja que eso dure "
        "más.",
    },
    "opened_early": {
        "en": "This would be opened before its deadline, when it can still be answered, so it is opened at the "
        "deadline all the same. Name a later moment, or write “sealed_until: deadline”.",
        "es": "Esto se abriría antes de su plazo, cuando todavía se puede responder, así que se abre al acabar el "
        "plazo de todos modos. Nombra un momento posterior, o escribe «sealed_until: deadline».",
    },
    "access_shorter": {
        "en": "This comes after {first}, but the access lasts {second}. Do it earlier, or give the access for "
        "longer.",
        "es": "Esto llega a los {first}, pero el acceso dura {second}. Hazlo antes, o da el acceso por más tiempo.",
    },
    "told_inside": {
        "en": "This tells who asks “{fact}”, though “{step}” is kept from them (seen_by: team). Take it out of the "
        "text, or show them the step.",
        "es": "Esto cuenta a quien pide «{fact}», aunque «{step}» no se le enseña (seen_by: team). Quítalo del texto, "
        "o enséñale el paso.",
    },
    "loop_empty": {
        "en": "The list “{list}” has no row for this, so nothing is done. Bring its rows in, or correct the rule.",
        "es": "La lista «{list}» no tiene ninguna fila para esto, así que no se hace nada. Importa sus filas, o "
        "corrige la regla.",
    },
    "not_asked_after": {
        "en": "Answers may be corrected as long as the request is open. Once work has begun the way isn't chosen anew, "
        "so “{step}” isn't asked for then, even where the new answers need it. Write “amend_until: begun”.",
        "es": "Las respuestas se pueden corregir mientras la solicitud esté abierta. Cuando el trabajo ya ha empezado, "
        "el camino no se vuelve a elegir: «{step}» no se pide, aunque las nuevas respuestas lo necesiten. Pon "
        "«amend_until: begun».",
    },
}

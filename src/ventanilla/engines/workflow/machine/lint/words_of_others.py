"""What the linter says about requests to other services."""

from __future__ import annotations

from collections.abc import Mapping

OF_OTHERS: Mapping[str, Mapping[str, str]] = {
    "other_unknown": {
        "en": "There is no service “{service}” that could be asked for. Correct the name, or bring that service in.",
        "es": "No hay ningún servicio «{service}» que se pueda pedir. Corrige el nombre, o importa ese servicio.",
    },
    "other_resource": {
        "en": "“{service}” is only opened, nobody can ask for it. Name a service that takes requests.",
        "es": "«{service}» solo se abre, nadie lo puede pedir. Nombra un servicio que reciba solicitudes.",
    },
    "other_nobody": {
        "en": "Nobody who may ask for this service may ask for “{service}”. Say “asked_by: service.owner”, or widen "
        "its audience.",
        "es": "Nadie que pueda pedir este servicio puede pedir «{service}». Pon «asked_by: service.owner», o amplía "
        "su público.",
    },
    "other_perhaps_nobody": {
        "en": "Some who may ask for this service may not ask for “{service}”: then this step stops, and the owner is "
        "asked. Say “asked_by: service.owner”, or widen its audience.",
        "es": "Hay quien puede pedir este servicio y no puede pedir «{service}»: entonces el paso se para y se "
        "pregunta a quien responde del servicio. Pon «asked_by: service.owner», o amplía su público.",
    },
    "other_for_self": {
        "en": "“{service}” can only be asked for oneself, and here it may be for somebody else. Say under “asked_by” "
        "or “requested_for” the same person, or let it be asked for others there.",
        "es": "«{service}» solo se puede pedir para uno mismo, y aquí puede ser para otra persona. Pon la misma "
        "persona en «asked_by» y «requested_for», o deja que allí se pida para otros.",
    },
    "other_closes": {
        "en": "“{service}” can only be asked for at certain times. At any other, this step stops, and the owner is "
        "told when it opens, to try again then. Put a “wait” until that day before it, or open that service with "
        "“when” for whoever asks for this one.",
        "es": "«{service}» solo se puede pedir en ciertas fechas. Fuera de ellas este paso se para, y a quien responde "
        "del servicio se le dice cuándo abre, para que lo intente entonces. Pon antes un «wait» hasta ese día, o abre "
        "aquel servicio con «when» para quien pide este.",
    },
    "other_question": {
        "en": "“{service}” has no question “{name}”. There is: {hint}.",
        "es": "«{service}» no tiene ninguna pregunta «{name}». Hay: {hint}.",
    },
    "other_type": {
        "en": "“{question}” of “{service}” takes {holds}, and this is {given}. Hand over something that fits.",
        "es": "«{question}» de «{service}» espera {holds}, y esto es {given}. Pasa algo que encaje.",
    },
    "other_option": {
        "en": "“{question}” of “{service}” doesn’t offer “{option}”. Hand over one of its options, or add it there.",
        "es": "«{question}» de «{service}» no ofrece «{option}». Pasa una de sus opciones, o añádela allí.",
    },
    "other_limit": {
        "en": "“{question}” of “{service}” doesn’t take this: it breaks “{limit}”. Hand over something that fits.",
        "es": "«{question}» de «{service}» no lo acepta: no cumple «{limit}». Pasa algo que encaje.",
    },
    "other_maybe_empty": {
        "en": "“{question}” of “{service}” has to be answered, and what is handed over may be empty. Make that answer "
        "required here, or give another one in its place with “coalesce”.",
        "es": "«{question}» de «{service}» es obligatoria, y lo que se pasa puede estar vacío. Haz obligatoria esa "
        "respuesta aquí, o pon otra en su lugar con «coalesce».",
    },
    "other_unfilled": {
        "en": "“{service}” has to know “{question}”, and nothing fills it in. Add “{name}” to “answers”.",
        "es": "«{service}» tiene que saber «{question}», y nada lo rellena. Añade «{name}» a «answers».",
    },
    "other_maybe_unfilled": {
        "en": "“{service}” may have to know “{question}”, and nothing fills it in. Add “{name}” to “answers”.",
        "es": "«{service}» puede tener que saber «{question}», y nada lo rellena. Añade «{name}» a «answers».",
    },
    "breaks_other": {
        "en": "The service “{service}” asks for this one and could not any more. {why} Publish that one first, or keep "
        "what it needs.",
        "es": "El servicio «{service}» pide este y ya no podría. {why} Publica antes aquel, o deja lo que necesita.",
    },
}

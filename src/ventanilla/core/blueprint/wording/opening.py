"""What is wrong with a resource."""

from __future__ import annotations

from typing import Final

OF_OPENING: Final[dict[str, dict[str, str]]] = {
    "unsafe_link": {
        "en": "“{value}” is not an address that a resource can open: begin it with https:// and the name of the "
        "host. A phone number or an e-mail address goes under “contact”.",
        "es": "«{value}» no es una dirección que un recurso pueda abrir: empiézala por https:// y el nombre del "
        "servidor. Un teléfono o un correo van en «contact».",
    },
    "bad_file_name": {
        "en": "“{value}” is not the name of a file: write it without folders and with its ending, as in "
        "expenses.xlsx. The file lies in the folder “files” beside the package.",
        "es": "«{value}» no es el nombre de un archivo: escríbelo sin carpetas y con su extensión, como gastos.xlsx. "
        "El archivo está en la carpeta «files» junto al paquete.",
    },
    "bad_phone": {
        "en": "“{value}” is not a phone number: write it in quotes with its country, as in “+34 910 000 112”.",
        "es": "«{value}» no es un teléfono: escríbelo entre comillas y con su país, como “+34 910 000 112”.",
    },
    "contact_of_nobody": {
        "en": "A contact says how somebody is reached: write at least one of {names}.",
        "es": "Un contacto dice cómo encontrar a alguien: escribe al menos uno de {names}.",
    },
    "only_in_resource": {
        "en": "Only a resource has “{id}”: write “kind: resource”, or take it out.",
        "es": "Solo un recurso lleva «{id}»: escribe «kind: resource» o quítalo.",
    },
    "resource_opens_nothing": {
        "en": "Say what this resource opens: write one of link, file or contact.",
        "es": "Di qué abre este recurso: escribe uno de link, file o contact.",
    },
    "resource_opens_twice": {
        "en": "A resource opens one thing, and this one has “{other}” already: take one of the two out, or make "
        "another resource.",
        "es": "Un recurso abre una sola cosa, y este ya tiene «{other}»: quita una de las dos o haz otro recurso.",
    },
    "resource_asks_nothing": {
        "en": "A resource is opened, not asked for, so it has no “{id}”: take it out, or write another “kind”.",
        "es": "Un recurso se abre, no se pide, así que no lleva «{id}»: quítalo o escribe otro «kind».",
    },
}

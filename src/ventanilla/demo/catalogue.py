"""What Acme offers: categories, lists and services, each owned by somebody who is there."""

from __future__ import annotations

from ventanilla.core.people.models import Department
from ventanilla.demo import outages, systems
from ventanilla.demo.data_files import PACKAGES, localized, package_texts, table, text
from ventanilla.records.catalog.actions import save_category
from ventanilla.records.catalog.packages import import_list_csv, import_package

LISTS = {
    "laptop-models": ("it", {"es": "Modelos de portátil", "en": "Laptop models"}),
    "phone-models": ("it", {"es": "Modelos de móvil", "en": "Phone models"}),
    "software": ("it", {"es": "Aplicaciones", "en": "Applications"}),
    "software-licences": ("it", {"es": "Licencias de programas", "en": "Software licences"}),
    "servers": ("it", {"es": "Servidores", "en": "Servers"}),
    "maintenance-windows": ("it", {"es": "Ventanas de mantenimiento", "en": "Maintenance windows"}),
    "orders": ("it", {"es": "Pedidos entregados", "en": "Delivered orders"}),
    "expense-kinds": ("finance", {"es": "Tipos de gasto", "en": "Kinds of expenses"}),
    "monitor-models": ("finance", {"es": "Modelos de monitor", "en": "Monitor models"}),
    "travel-cities": ("finance", {"es": "Ciudades y límites de hotel", "en": "Cities and hotel limits"}),
    "vendors": ("finance", {"es": "Proveedores", "en": "Suppliers"}),
    "board-meetings": ("finance", {"es": "Reuniones del Consejo", "en": "Board meetings"}),
    "areas": ("hr", {"es": "Áreas", "en": "Departments"}),
    "accesses": ("it", {"es": "Accesos", "en": "Accesses"}),
    "training-sessions": ("hr", {"es": "Cursos con fecha", "en": "Courses with a date"}),
    "scholarships": ("hr", {"es": "Becas de estudios", "en": "Scholarships"}),
    "safety-sites": ("facilities", {"es": "Sedes que se inspeccionan", "en": "Sites to inspect"}),
    "safety-checks": ("facilities", {"es": "Puntos de seguridad", "en": "Points of safety"}),
}

LABELS = {
    "cost": {"es": "Precio", "en": "Price"},
    "weight": {"es": "Peso (kg)", "en": "Weight (kg)"},
    "screen": {"es": "Pantalla (pulgadas)", "en": "Screen (inches)"},
    "memory": {"es": "Memoria (GB)", "en": "Memory (GB)"},
    "licence": {"es": "Licencia al mes", "en": "Licence a month"},
    "for_engineering": {"es": "Solo Ingeniería", "en": "Engineering only"},
    "system": {"es": "Sistema", "en": "System"},
    "starts_on": {"es": "Empieza", "en": "Begins"},
    "enrol_by": {"es": "Inscripción hasta", "en": "Enrol by"},
    "place": {"es": "Dónde", "en": "Where"},
    "price": {"es": "Precio por persona", "en": "Price for each"},
    "kind": {"es": "Clase", "en": "Kind"},
    "code": {"es": "Código", "en": "Code"},
    "in_use": {"es": "En uso", "en": "In use"},
    "maker": {"es": "Fabricante", "en": "Maker"},
    "account": {"es": "Cuenta contable", "en": "Ledger account"},
    "owner": {"es": "Responde de él", "en": "Who answers for it"},
    "holds": {"es": "Contiene", "en": "What is on it"},
    "hotel": {"es": "Límite por noche", "en": "Limit for a night"},
    "daily": {"es": "Dieta por día", "en": "Allowance for a day"},
    "abroad": {"es": "En el extranjero", "en": "Abroad"},
    "mail": {"es": "Correo de la ficha", "en": "Address on file"},
    "phone": {"es": "Teléfono de la ficha", "en": "Phone on file"},
    "held_on": {"es": "Día", "en": "Day"},
    "organization": {"es": "Organización", "en": "Organization"},
    "product": {"es": "Producto", "en": "Product"},
    "units": {"es": "Unidades", "en": "Units"},
    "delivered_on": {"es": "Entregado el", "en": "Delivered on"},
    "critical": {"es": "Crítico", "en": "Critical"},
    "most": {"es": "Como mucho, por curso", "en": "At most, for a year"},
    "keeper": {"es": "Quién la coordina", "en": "Who looks after it"},
}


def make() -> None:
    """Categories first, then the lists and components that the services choose from, then the services."""
    for position, row in enumerate(table("categories")):
        save_category(
            actor=None,
            slug=row["slug"],
            name=localized(row),
            description={"es": row["description_es"], "en": row["description_en"]},
            icon=row["icon"],
            position=position,
        )
    for slug, (owner, name) in LISTS.items():
        department = Department.objects.get(slug=owner)
        import_list_csv(text(slug), actor=None, slug=slug, department=department, name=name, labels=LABELS)
    outages.make_components()
    systems.make()
    for package in package_texts().values():
        import_package(package, actor=None, folder=PACKAGES)
    outages.tie_services()

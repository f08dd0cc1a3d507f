"""Words that say nothing, or next to nothing, about what is looked for.

`SILENT` are left out: function words, politeness, «I want to ask for …». `FAINT` stay, but count little: words of
everyday sentences, which tell one document from another only by accident.
"""

from __future__ import annotations

SILENT = frozenset(
    """
    a al algo algun alguna alguno algunas algunos ante aqui asi aun aunque cada como con cual cuales cuando
    cuanto cuantos cuantas de del desde donde dos e el él ella ellos en entre era eres es esa ese eso esta
    este esto estos estas estoy esta estan está están fue ha han has hasta hay he la las le les lo los mas
    más me mi mí mis mucho muy ni no nos nosotros nuestra nuestro o os otra otro para pero por porque pues
    que qué quien quién se sea ser si sí sin sobre son soy su sus tal tambien también tan te tengo ti tiene
    tienen tu tú tus u un una unas uno unos y ya yo hola gracias favor gustaria gustaría quiero quisiera
    querria querría necesito necesita necesitamos puedo puede podria podría podemos poder pedir pido pedido
    solicitar solicito solicitud hace hacer hago haciendo tener ayuda ayudar ayudame saber sé cómo cuál
    cuáles cuándo cuánto cuántos cuántas dónde about after again all am an and any are as at be been being
    but by can cannot could did do does doing don for from get gets getting give got had has have having he
    hello help her hers hey hi him his how i if in into is isn it its just know let like me might mine my
    myself need needs no not of off on once or our ours out please re request s she should so some someone t
    tell than thank thanks that the their them then there these they this those through to too tried try
    trying up us ve very want wants was we were what when where which while who whom whose why will with won
    would wouldn you your d ll m
    """.split()  # noqa: SIM905 (a paragraph is easier to read than a column)
)

FAINT = frozenset(
    """
    abrir ahora alguien antes anterior apenas aparece año años ayer bien buen bueno buena cambiar cambio
    casa casi cerca cosa cosas creo dan dar darme deber debo decir deja dejado dentro despues después dia
    día dias días dice diga digan ejemplo empresa encontrar encuentro enseguida entonces envio estaba estado
    favor fuera funciona funcionar gente gran hecho hora horas hoy igual intento ir lado largo lejos llega
    llegado llegar luego lugar lunes mal manera mañana martes mejor mes mesa meses mia mio mientras minutos
    mismo momento nada nadie necesario nueva nuevas nuevo nuevos nunca ocurre oficina parece parte pasa
    pasado pasar paso persona personas pide piden poco pone poner ponerme posible problema problemas pronto
    propio puesto queda quedado queremos rato recibir resultado sale salir segun según semana semanas
    siempre siguiente sigue sirve solo sólo sitio tarde tema tiempo tipo toda todas todavia todavía todo
    todos tomar tras trabajar trabajo trata último ultimo usar usa uso va vale van veces vendra ver vez
    viene vengo viernes voy calle vida nombre able actually ago almost already always anybody anyone
    anything around away back bad because become before best better big both bring call came change come
    comes company day days doesn done down each either else end enough even ever every everybody everything
    few find first found give go goes going gone good great happen happened happens hour hours instead issue
    keep keeps kind last later left less little long look looking lot made make makes many may maybe minute
    minutes month months more morning most much must near never new next night nobody nothing now office
    often old one ones only open other others over own part people person place possible problem problems
    put question really right same say says see seem seems set show since small someone something somewhere
    soon start started still stop such sure take taken takes thing things think time times today together
    tomorrow tonight took two under until use used using want way ways week weeks well went without work
    working works yes yesterday yet year years
    """.split()  # noqa: SIM905
)
FAINTNESS = 0.35

"""Words that say nothing about what is looked for: function words, politeness, «I want to ask for …»."""

from __future__ import annotations

STOP_WORDS = frozenset(
    """
    a al algo algun alguna alguno ante con como cómo cual cuál cuando cuándo de del desde donde
    dónde e el él ella en es esta este esto estoy ha hace hacer hago hay he la las le lo los me mi
    mis muy necesita necesito nos nuestra nuestro o para pedir pedido pido por porque puede puedo
    favor que qué quien quién quiero quisiera se ser si sin sobre solicitar solicito su sus te tener
    tengo tu tus un una uno unos y ya yo hola gracias gustaría
    an and are at be can could do does for from get getting give have hello help hi how i if in into
    is it me my need needs of on or our please request so some thank thanks that the their there
    this to want wants was we what when where which who why will with would you your
    """.split()  # noqa: SIM905 (a paragraph is easier to read than a column)
)

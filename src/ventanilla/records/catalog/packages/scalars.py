"""What a bare word means in YAML 1.2 (core schema), and which words other readers would take for
something else.
"""

from __future__ import annotations

import re

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
TRUE = frozenset({"true", "True", "TRUE"})
FALSE = frozenset({"false", "False", "FALSE"})
INTEGER = re.compile(r"[-+]?[0-9]+")
OCTAL = re.compile(r"0o[0-7]+")
HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
NOT_A_NUMBER = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
LONGEST_NUMBER = 40

# What YAML 1.1 readers (PyYAML among them) take for a boolean, number, date or marker.
OLDER_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "=", "<<"})
OLDER_NUMBER = re.compile(r"[-+]?[0-9.][0-9_.,:xobTtZzeE+\- a-fA-F]*")

Scalar = str | int | float | bool | None


def meaning(word: str) -> Scalar:
    """What the unquoted `word` stands for. Raises ValueError for infinity, not-a-number and endless
    numbers.
    """
    if word in NULLS:
        return None
    if word in TRUE or word in FALSE:
        return word in TRUE
    if NOT_A_NUMBER.fullmatch(word):
        raise ValueError("not a number that can be stored")
    for pattern, base in ((INTEGER, 10), (OCTAL, 8), (HEXADECIMAL, 16)):
        if pattern.fullmatch(word):
            _not_endless(word)
            return int(word if base == 10 else word[2:], base)
    if FLOAT.fullmatch(word):
        _not_endless(word)
        return _finite(float(word))
    return word


def could_be_misread(text: str) -> bool:
    """Whether the bare `text` would be something else than text, here or to an older reader."""
    try:
        plain = isinstance(meaning(text), str)
    except ValueError:
        return True
    return not plain or text.lower() in OLDER_WORDS or OLDER_NUMBER.fullmatch(text) is not None


def _not_endless(word: str) -> None:
    if len(word) > LONGEST_NUMBER:
        raise ValueError("too many digits")


def _finite(number: float) -> float:
    if number in (float("inf"), float("-inf")):
        raise ValueError("too large")
    return number

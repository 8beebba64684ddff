"""Text from people, made safe to keep and to draw: no control, escape, bidirectional or other invisible signs.

Markup, formulas and paths are not this module's matter: whoever writes to a screen, a workbook or a disk handles those.
"""

import unicodedata

REPLACEMENT = "\ufffd"
"""What stands where a sign was that must not reach a terminal (U+FFFD)."""

LONGEST_LINE, LONGEST_BLOCK = 2_000, 100_000
"""Characters that a field of one line, and one of several lines, may hold."""

_LINE_ENDS = frozenset("\n\r\v\f\x85\u2028\u2029")


def clean_line(text: str) -> str:
    """Give `text` as one printable line of the same length, or shorter where it held CR LF.

    Line ends, tabs and every width of space become one space each; every other sign that `str.isprintable` refuses
    (controls, ESC, bidirectional and zero-width signs, lone surrogates, private use) becomes U+FFFD.
    """
    if text.isprintable():
        return text
    return "".join(_in_line(sign) for sign in text.replace("\r\n", "\n"))


def clean_block(text: str) -> str:
    r"""Give `text` with its lines kept: every kind of line end is `\n`, tabs stay, the rest is as in `clean_line`."""
    if text.isprintable():
        return text
    return "".join(_in_block(sign) for sign in text.replace("\r\n", "\n"))


def _in_line(sign: str) -> str:
    if sign.isprintable():
        return sign
    if sign == "\t" or sign in _LINE_ENDS or unicodedata.category(sign) == "Zs":
        return " "
    return REPLACEMENT


def _in_block(sign: str) -> str:
    if sign in _LINE_ENDS:
        return "\n"
    return sign if sign == "\t" else _in_line(sign)

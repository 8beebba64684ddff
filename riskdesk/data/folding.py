"""Text as it is compared: keys without regard to case, searches without regard to case and accents."""

import unicodedata


def fold_key(text: str) -> str:
    """The form in which two references are the same vendor's: blanks at the ends off, casefolded, composed (NFC)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text.strip()).casefold())


def fold_search(text: str) -> str:
    """The form in which text is searched: casefolded, accents taken off, so that `zurich` finds `Zürich`."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign)).casefold()

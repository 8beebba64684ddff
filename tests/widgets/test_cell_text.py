import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from riskdesk.rules.text import clean_block, clean_line
from riskdesk.widgets.cells import clean, fit

BAD = "\ufffd"


@pytest.mark.parametrize(
    ("raw", "line", "block"),
    [
        ("", "", ""),
        (
            "Kestrel [UK] [/] [@click=app.quit]x",
            "Kestrel [UK] [/] [@click=app.quit]x",
            "Kestrel [UK] [/] [@click=app.quit]x",
        ),
        ("a\x1b[31mb", f"a{BAD}[31mb", f"a{BAD}[31mb"),
        ("\x1b]0;title\x07", f"{BAD}]0;title{BAD}", f"{BAD}]0;title{BAD}"),
        ("a\u202eb\u2066c\u200fd", f"a{BAD}b{BAD}c{BAD}d", f"a{BAD}b{BAD}c{BAD}d"),
        ("a\x00\x7f\x9bb", f"a{BAD}{BAD}{BAD}b", f"a{BAD}{BAD}{BAD}b"),
        ("\ud800\ue000\ufeff\u200b", BAD * 4, BAD * 4),
        ("a\r\nb\rc\nd\u2028e\x85f", "a b c d e f", "a\nb\nc\nd\ne\nf"),
        ("a\tb", "a b", "a\tb"),
        ("a\u00a0b\u3000c", "a b c", "a b c"),
        ("北京 é e\u0301 🦅", "北京 é e\u0301 🦅", "北京 é e\u0301 🦅"),
    ],
)
def test_clean(raw: str, line: str, block: str) -> None:
    assert clean_line(raw) == clean(raw) == line
    assert clean_block(raw) == block


def test_a_block_to_draw_has_no_tabs() -> None:
    assert clean("ab\tc\n\td\x1b", multiline=True) == f"ab  c\n    d{BAD}"


@pytest.mark.parametrize(
    ("text", "width", "align", "expected"),
    [
        ("abc", 5, "left", "abc  "),
        ("abc", 5, "right", "  abc"),
        ("abc", 6, "center", " abc  "),
        ("abcdef", 5, "left", "abcd…"),
        ("abcdef", 1, "right", "…"),
        ("abcdef", 0, "left", ""),
        ("abcdef", -3, "left", ""),
        ("", 3, "left", "   "),
        ("北京北京", 6, "left", "北京 …"),
        ("北京", 4, "left", "北京"),
        ("🦅🦅🦅", 5, "left", "🦅🦅…"),
        ("e\u0301tude", 4, "left", "e\u0301tu…"),
        ("a\nb\x1b", 5, "left", f"a b{BAD} "),
    ],
)
def test_fit(text: str, width: int, align: str, expected: str) -> None:
    assert fit(text, width, align) == expected  # type: ignore[arg-type]


def test_fit_without_ellipsis_only_cuts() -> None:
    assert fit("abcdef", 5, ellipsis=False) == "abcde"


def test_fit_looks_at_no_more_of_a_hostile_text_than_it_needs() -> None:
    assert len(fit("e" + "\u0301" * 30_000, 10)) <= 10 * 16 + 10


@given(st.text(), st.integers(0, 30), st.sampled_from(["left", "right", "center"]), st.booleans())
def test_fitted_text_is_printable_and_as_wide_as_asked(text: str, width: int, align: str, ellipsis: bool) -> None:
    fitted = fit(text, width, align, ellipsis)  # type: ignore[arg-type]
    assert fitted.isprintable()
    assert cell_len(fitted) == width

"""Charts of a page as Excel's own, drawn alike.

A colour is never the only sign: every bar says its number, has a line around it, and stands beside its name or in the
legend in the order of its colours.
"""

from typing import Any
from xml.etree.ElementTree import Element

from openpyxl.chart import BarChart
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.legend import Legend
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.series import Series
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.drawing.text import RichTextProperties as Body

from riskdesk.exports.book import Chart
from riskdesk.exports.plotted import Standing
from riskdesk.exports.styles import FONT, INK, LINE, MUTED, NAVY, WHITE

#: A bar of nothing says nothing.
_NUMBERS = "#,##0;;"

#: Sizes of letters in hundredths of a point, and of lines in the units of drawings, 12,700 a point.
_TEXT_SIZE = 800
_TITLE_SIZE = 1000
_HAIRLINE = 6350

#: Brightness, of 255,000, below which white letters stand out better than dark ones.
_DARK = 128_000


def drawn(chart: Chart, standing: Standing, row: int) -> BarChart:
    """The chart, over the whole row of that number, of the grid that stands there."""
    made = BarChart()
    made.type = "col" if chart.kind == "stacked columns" else "bar"
    made.grouping = "clustered" if chart.kind == "bars" else "stacked"
    made.overlap = None if chart.kind == "bars" else 100
    made.gapWidth = 45
    made.varyColors = False
    for number, series in enumerate(standing.series(chart)):
        _colour(series, chart, number)
        made.series.append(series)
    _dress(made, chart)
    left, right = AnchorMarker(col=chart.start, row=row - 1), AnchorMarker(col=chart.start + chart.span, row=row)
    made.anchor = TwoCellAnchor(  # type: ignore[assignment]
        editAs="oneCell", _from=left, to=right
    )
    return made


def _colour(series: Series, chart: Chart, number: int) -> None:
    series.invertIfNegative = False
    if chart.kind == "bars":
        series.spPr = _fill(NAVY)
        series.dPt = [
            DataPoint(idx=index, invertIfNegative=False, spPr=_fill(tint)) for index, tint in enumerate(chart.tints)
        ]
        series.dLbls = _labels(INK, "outEnd")
        return
    tint = chart.tints[number]
    series.spPr = _fill(tint)
    series.dLbls = _labels(WHITE if _is_dark(tint) else INK, "ctr")


class _Labels(DataLabelList):
    """Labels that do not take their number format from the cells, which openpyxl leaves unsaid."""

    tagname = DataLabelList.tagname
    __elements__, __nested__ = DataLabelList.__elements__, DataLabelList.__nested__

    def to_tree(self, tagname: str | None = None, idx: Any = None, namespace: str | None = None) -> Element:
        """The labels as XML."""
        tree = super().to_tree(tagname, idx, namespace)
        for child in tree:
            if child.tag.endswith("numFmt"):
                child.set("sourceLinked", "0")
        return tree


def _labels(ink: str, place: str) -> DataLabelList:
    return _Labels(
        numFmt=_NUMBERS,
        txPr=_letters(_TEXT_SIZE, ink),
        dLblPos=place,
        showVal=True,
        showLegendKey=False,
        showCatName=False,
        showSerName=False,
        showPercent=False,
        showBubbleSize=False,
    )


def _dress(made: BarChart, chart: Chart) -> None:
    made.title = _title(chart.title)
    made.roundedCorners = False
    made.legend = None if chart.kind == "bars" else Legend(legendPos="b", txPr=_letters(_TEXT_SIZE, INK))
    made.graphical_properties = GraphicalProperties(solidFill=WHITE, ln=_line(LINE))
    made.x_axis.delete = False
    made.x_axis.tickLblSkip = 1
    made.x_axis.majorTickMark = "none"
    made.x_axis.txPr = _letters(_TEXT_SIZE, INK)
    made.x_axis.spPr = GraphicalProperties(ln=_line(MUTED))
    if made.type == "bar":
        # Bars are drawn from the bottom up; turned about, they stand in the order of the grid.
        made.x_axis.scaling.orientation = "maxMin"
    # Every bar says its number: an axis of numbers would say it twice.
    made.y_axis.delete = True
    made.y_axis.majorGridlines = None
    made.y_axis.scaling.min = 0


def _title(text: str) -> Title:
    look = CharacterProperties(latin=Font(typeface=FONT), sz=_TITLE_SIZE, b=True, solidFill=NAVY)
    line = Paragraph(ParagraphProperties(defRPr=look), r=[RegularTextRun(look, text)])
    return Title(tx=Text(rich=RichText(Body(), p=[line])), overlay=False)


def _letters(size: int, ink: str) -> RichText:
    look = CharacterProperties(latin=Font(typeface=FONT), sz=size, solidFill=ink)
    return RichText(Body(), p=[Paragraph(ParagraphProperties(defRPr=look), endParaRPr=look, r=[])])


def _fill(tint: str) -> GraphicalProperties:
    return GraphicalProperties(solidFill=tint, ln=_line(MUTED))


def _line(tint: str) -> LineProperties:
    return LineProperties(w=_HAIRLINE, solidFill=tint)


def _is_dark(tint: str) -> bool:
    red, green, blue = (int(tint[place : place + 2], 16) for place in (0, 2, 4))
    return red * 299 + green * 587 + blue * 114 < _DARK

"""A paper of GB/T 9704-2012 as a Word file.

A4; margins 37 / 35 / 28 / 26 mm leave 156 × 225 mm for 22 lines of 28 characters; body 仿宋
16 pt, first line two characters in, fixed line pitch 28.8 pt; title 小标宋 22 pt; page number
「— 1 —」 outside (odd right, even left). Fonts are named, not shipped: offices have them.
"""

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from jiedao.common.official import Level, Line, Paper

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BODY, KAI, HEI, TITLE = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体"
PITCH, SIZE, TITLE_SIZE, NOTE_SIZE = Pt(28.8), Pt(16), Pt(22), Pt(14)
TWO_CHARACTERS = "200"
"""w:firstLineChars counts hundredths of a character."""
AFTER_BORDER = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr")
"""What the schema wants behind a paragraph's border."""
RED = RGBColor(0xFF, 0x00, 0x00)
FONT_OF = {
    Level.FIRST: HEI,
    Level.SECOND: KAI,
    Level.THIRD: BODY,
    Level.FOURTH: BODY,
    Level.PLAIN: BODY,
}


def word_file(paper: Paper) -> bytes:
    """The paper as a .docx file."""
    document = Document()
    _page(document)
    _body_style(document)
    if paper.mark:
        _mark(document, paper)
    _title(document, paper.title)
    for line in paper.lines:
        _line(document, line)
    for label, units in paper.groups:
        _group(document, label, units)
    if paper.signers:
        _signatures(document, paper.signers)
    _foot(document, paper)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(28)
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(int(PITCH.pt * 20)))
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    section._sectPr.append(grid)


def _page_number(paragraph: Any, side: Any) -> None:
    paragraph.alignment = side
    _run(paragraph, "— ", "宋体", NOTE_SIZE)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = _run(paragraph, "", "宋体", NOTE_SIZE)
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)
    _run(paragraph, " —", "宋体", NOTE_SIZE)


def _body_style(document: Any) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = BODY, SIZE
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), BODY)
    shape = style.paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, PITCH
    shape.space_before = shape.space_after = Pt(0)


def _mark(document: Any, paper: Paper) -> None:
    """The red head, 35 mm below the top of the type area, and the red line under it."""
    head = document.add_paragraph()
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    head.paragraph_format.space_before = Mm(35)
    head.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    _run(head, paper.mark, TITLE, Pt(36), RED)
    under = document.add_paragraph()
    under.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(under, paper.number, BODY, SIZE)
    border = OxmlElement("w:pBdr")
    line = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "4"), ("color", "FF0000")):
        line.set(qn(f"w:{name}"), value)
    border.append(line)
    under._p.get_or_add_pPr().insert_element_before(border, *AFTER_BORDER)
    document.add_paragraph()


def _title(document: Any, title: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = True
    _run(paragraph, title, TITLE, TITLE_SIZE)
    document.add_paragraph()


def _line(document: Any, line: Line) -> None:
    paragraph = document.add_paragraph()
    _indent(paragraph)
    paragraph.paragraph_format.keep_with_next = line.level in (Level.FIRST, Level.SECOND)
    _run(paragraph, line.text, FONT_OF[line.level], SIZE)


def _indent(paragraph: Any) -> None:
    paragraph.paragraph_format.first_line_indent = Pt(2 * SIZE.pt)
    paragraph._p.pPr.ind.set(qn("w:firstLineChars"), TWO_CHARACTERS)


def _group(document: Any, label: str, units: Sequence[tuple[str, str]]) -> None:
    """出席、请假、列席: the label in 黑体, a line for each unit; turned lines align."""
    for place, (unit, names) in enumerate(units):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.left_indent = Pt(5 * SIZE.pt)
        paragraph.paragraph_format.first_line_indent = Pt(-3 * SIZE.pt)
        paragraph._p.pPr.ind.set(qn("w:leftChars"), "500")
        paragraph._p.pPr.ind.set(qn("w:hangingChars"), "300")
        _run(paragraph, f"{label}：" if place == 0 else "\u3000\u3000\u3000", HEI, SIZE)
        _run(paragraph, f"{unit}　{names}" if unit else names, BODY, SIZE)


def _signatures(document: Any, signers: Sequence[tuple[str, str]]) -> None:
    document.add_paragraph()
    head = document.add_paragraph()
    _run(head, "签字", HEI, SIZE)
    table = document.add_table(rows=1, cols=3, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, ("姓名", "职务或单位", "签字"), strict=True):
        _run(cell.paragraphs[0], text, HEI, NOTE_SIZE)
    repeat = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    for name, office in signers:
        row = table.add_row()
        whole = OxmlElement("w:cantSplit")
        row._tr.get_or_add_trPr().append(whole)
        for cell, text in zip(row.cells, (name, office, ""), strict=True):
            _run(cell.paragraphs[0], text, BODY, NOTE_SIZE)


def _foot(document: Any, paper: Paper) -> None:
    for text in (paper.issuer, paper.day):
        if text:
            paragraph = document.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            paragraph.paragraph_format.right_indent = Pt(4 * SIZE.pt)
            _run(paragraph, text, BODY, SIZE)
    if paper.copies:
        _run(document.add_paragraph(), f"抄送：{paper.copies}", BODY, NOTE_SIZE)


def _run(paragraph: Any, text: str, font: str, size: Any, colour: Any = None) -> Any:
    run = paragraph.add_run(text)
    run.font.name, run.font.size = font, size
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if colour is not None:
        run.font.color.rgb = colour
    return run

"""Golden tests of the paper: the structure of the Word file, the text of the PDF (GB/T 9704)."""

import io

import pypdfium2
import pytest
from docx import Document
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from jiedao.common.documents import pdf_available
from jiedao.common.word import word_file
from meetings.minutes.papers import paper_of
from tests.meetings.minutes.test_actions import locked


@pytest.fixture
def document(cast, minutes):
    return Document(io.BytesIO(word_file(paper_of(locked(minutes, cast)))))


def paragraph(document, text):
    return next(one for one in document.paragraphs if text in one.text)


def far_east(run):
    return run._r.rPr.rFonts.get(qn("w:eastAsia"))


def test_the_sheet_is_a4_with_the_margins_of_the_standard(document):
    section = document.sections[0]
    sheet = [section.page_width, section.page_height]
    margins = [
        section.top_margin,
        section.bottom_margin,
        section.left_margin,
        section.right_margin,
    ]
    assert [round(length.mm, 1) for length in sheet] == [210, 297]
    assert [round(length.mm) for length in margins] == [37, 35, 28, 26]
    assert abs(section.page_width - section.left_margin - section.right_margin - Mm(156)) < Mm(1)


def test_body_text_is_fangsong_sixteen_with_a_fixed_pitch_and_two_characters_in(document):
    line = paragraph(document, "物业说声控灯老化")
    run = line.runs[0]
    assert (far_east(run), run.font.size) == ("仿宋_GB2312", Pt(16))
    assert line._p.pPr.ind.get(qn("w:firstLineChars")) == "200"
    style = document.styles["Normal"].paragraph_format
    assert style.line_spacing_rule == WD_LINE_SPACING.EXACTLY
    assert style.line_spacing == Pt(28.8)


def test_headings_are_black_and_the_title_is_twenty_two_points(document):
    assert far_east(paragraph(document, "一、12 号楼楼道灯").runs[0]) == "黑体"
    title = paragraph(document, "小区联席会议纪要").runs[0]
    assert (far_east(title), title.font.size) == ("方正小标宋简体", Pt(22))


def test_the_red_mark_stands_thirty_five_millimetres_down(document):
    mark = document.paragraphs[0]
    assert mark.text == "东苑居委会会议纪要"
    assert str(mark.runs[0].font.color.rgb) == "FF0000"
    assert round(mark.paragraph_format.space_before.mm) == 35


def test_presence_has_black_labels_and_units(document):
    present = paragraph(document, "出席：")
    assert far_east(present.runs[0]) == "黑体"
    assert present.runs[1].text == "居委会主任　周桂英"
    assert "请假：" in "".join(one.text for one in document.paragraphs)


def test_everybody_who_came_has_a_line_to_sign(document):
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert cells[0] == ["姓名", "职务或单位", "签字"]
    assert [row[0] for row in cells[1:]] == ["周桂英", "陈工友"]


def test_page_numbers_stand_outside_odd_right_even_left(document):
    section = document.sections[0]
    odd, even = (foot.paragraphs[0] for foot in (section.footer, section.even_page_footer))
    assert document.settings.odd_and_even_pages_header_footer
    assert [str(one.alignment) for one in (odd, even)] == ["RIGHT (2)", "LEFT (0)"]
    assert odd.text.startswith("— ")
    assert "PAGE" in odd._p.xml


def test_a_rare_character_survives_in_word(document):
    assert "𠮷师傅" in paragraph(document, "物业说声控灯老化").text


def test_an_addendum_stands_on_the_paper(cast, enter, minutes):
    locked(minutes, cast)
    base = f"/meetings/{minutes.meeting_id}/minutes"
    enter(cast.east_member).post(f"{base}/addendum/", {"text": "18 盏应为 16 盏。"})
    answer = enter(cast.east_member).get(f"{base}.docx")
    text = "\n".join(one.text for one in Document(io.BytesIO(answer.content)).paragraphs)
    assert "补正第 1 号" in text
    assert "18 盏应为 16 盏。" in text


def test_the_pdf_says_the_same_in_text_that_can_be_copied(cast, enter, minutes):
    if not pdf_available().ok:
        pytest.skip("no Pango or no Chinese font here")
    locked(minutes, cast)
    answer = enter(cast.east_member).get(f"/meetings/{minutes.meeting_id}/minutes.pdf")
    pages = pypdfium2.PdfDocument(answer.content)
    text = "".join(page.get_textpage().get_text_range() for page in pages)
    for words in ("东苑居委会会议纪要", "𠮷师傅", "出席：", "请假：", "— 1 —", "签字"):
        assert words in text
    width, height = pages[0].get_size()
    assert (round(width), round(height)) == (595, 842)

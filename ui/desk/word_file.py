"""A reply as a Word file in the layout of an official letter. The one door to python-docx.

Page, type and spacing by GB/T 9704-2012 (5.2): A4, body in 仿宋 of size 3 (16 pt), lines of 28 pt, headings in 黑体.
"""

import io
import json
import re
from datetime import UTC, datetime

from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from ui.desk.export import LISTED, Outgoing

BODY, HEAD, LATIN = "仿宋_GB2312", "黑体", "Times New Roman"
# what stands in where a font is missing (altName of the font table)
INSTEAD = {BODY: "仿宋,FangSong,STFangsong,Noto Serif CJK SC,SimSun", HEAD: "SimHei,STHeiti,Noto Sans CJK SC"}
SIZE, SMALL, LINE = Pt(16), Pt(12), Pt(28)
INDENT = Pt(32)  # two characters of the body
MARGINS = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}  # mm
HEADING = re.compile(r"[一二三四五六七八九十]+、")
CALLED = re.compile(r"[^。]{2,30}[：:]$")  # 尊敬的来信人：
DAY = re.compile(r"(?:\d{4}|[〇○零一二三四五六七八九]{4})年.{1,3}月.{1,3}日")
SIGNED = 2  # last paragraphs that may be a signature: the office and the day
LONGEST_SIGNED = 30  # characters
PROPERTIES = "/docProps/custom.xml"
PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
# GB 45438-2025, annex E: a field AIGC in the metadata of a file
CUSTOM = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="AIGC"><vt:lpwstr>{value}</vt:lpwstr>'
    "</property></Properties>"
)


def word_file(reply: Outgoing) -> bytes:
    """The file's bytes."""
    word = Document()
    _page(word)
    shown = [line for line in reply.paragraphs if line.strip()]
    for at, line in enumerate(shown):
        paragraph = _paragraph(word, line.strip(" 　"), is_signed=at >= len(shown) - SIGNED)
        # no page begins with the day alone, or with the office
        paragraph.paragraph_format.keep_with_next = len(shown) - SIGNED <= at + 1 < len(shown)
    if reply.sources:
        _small(word, LISTED)
        for source in reply.sources:
            _small(word, source)
    if reply.label:
        _small(word, reply.label)
        _labelled(word, reply)
    word.core_properties.title = f"来信答复 {reply.number}"
    word.core_properties.author = word.core_properties.comments = ""  # the package's template names itself
    word.core_properties.created = word.core_properties.modified = datetime.now(UTC)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _page(word: Word) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side, wide in MARGINS.items():
        setattr(section, side, Mm(wide))
    style = word.styles["Normal"]
    style.font.name, style.font.size = LATIN, SIZE
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), BODY)
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    style.paragraph_format.line_spacing = LINE
    for part in word.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            part._blob = _with_fonts(part.blob)


def _with_fonts(table: bytes) -> bytes:
    """The font table with what stands in for ours."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/></w:font>' for name, others in INSTEAD.items()
    )
    return table.replace(b"</w:fonts>", fonts.encode() + b"</w:fonts>")


def _paragraph(word: Word, line: str, *, is_signed: bool) -> Paragraph:
    paragraph = word.add_paragraph()
    run = paragraph.add_run(line)
    form = paragraph.paragraph_format
    if HEADING.match(line):
        run.font.name = LATIN
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), HEAD)
        form.first_line_indent = INDENT
    elif is_signed and len(line) <= LONGEST_SIGNED and not line.endswith("。"):
        form.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        form.right_indent = INDENT * 2 if DAY.fullmatch(line) else INDENT
    elif not CALLED.fullmatch(line):
        form.first_line_indent = INDENT
        form.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    return paragraph


def _small(word: Word, line: str) -> Paragraph:
    paragraph = word.add_paragraph()
    paragraph.add_run(line).font.size = SMALL
    paragraph.paragraph_format.line_spacing = 1.3
    return paragraph


def _labelled(word: Word, reply: Outgoing) -> None:
    """What the rules on labelling want in the metadata."""
    said = {"Label": "1", "ContentProducer": f"huimin/write:{reply.written_by}", "ProduceID": reply.number}
    value = json.dumps(said, ensure_ascii=False).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    package = word.part.package
    part = Part(PackURI(PROPERTIES), PROPERTIES_TYPE, CUSTOM.format(value=value).encode(), package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)

"""Word and Excel files as office programs write them, and one plan saved in every format."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook

STANDARDS = (
    ("服务项目", "服务对象", "服务标准", "支出责任"),
    ("高龄津贴", "80周岁以上老年人", "80至89周岁每人每月50元，90至99周岁每人每月100元", "县级财政负担"),
    ("残疾人两项补贴", "困难残疾人、重度残疾人", "每人每月不低于90元", "省、县按6:4分担"),
    ("孤儿基本生活保障", "孤儿", "集中供养每人每月1980元，散居每人每月1280元", "中央和省级财政负担"),
)
INDICATORS = (
    ("类别", "指标", "单位", "2020年", "2025年", "属性"),
    ("幼有所育", "每千人口拥有3岁以下婴幼儿托位数", "个", "1.86", "4.5", "预期性"),
    ("幼有所育", "普惠性幼儿园覆盖率", "%", "82.5", "88", "预期性"),
    ("老有所养", "养老机构护理型床位占比", "%", "36.4", "55", "约束性"),
    ("老有所养", "每千名老年人拥有养老床位", "张", "31", "36", "预期性"),
)
TITLE = "青石县“十四五”公共服务规划（2021-2025年）"
PROSE: tuple[tuple[int, str], ...] = (
    (1, "第一章 总体要求"),
    (0, "到2025年，公共服务支出占一般公共预算支出的比重达到12.5%，新增学位1200个。"),
    (1, "第二章 重点任务"),
    (2, "第一节 扩大托育服务"),
    (0, "每个乡镇至少建成1所普惠托育机构，建设补助每个托位10000元。"),
    (2, "第二节 提升养老服务"),
    (0, "居家养老服务补贴每人每月200元，护理补贴每人每月150元。"),
)


def saved(document: Any) -> bytes:
    """The bytes of a document of python-docx or a workbook of openpyxl."""
    into = BytesIO()
    document.save(into)
    return into.getvalue()


def plan_docx() -> bytes:
    document = Document()
    document.add_paragraph(TITLE, style="Title")
    for level, words in PROSE:
        document.add_heading(words, level) if level else document.add_paragraph(words)
    document.add_heading("第三章 服务标准", 1)
    add_table(document, STANDARDS)
    document.add_heading("第四章 主要指标", 1)
    table = add_table(document, INDICATORS)
    table.cell(1, 0).merge(table.cell(2, 0)).text = INDICATORS[1][0]
    table.cell(3, 0).merge(table.cell(4, 0)).text = INDICATORS[3][0]
    document.add_paragraph()  # as Word has it after each table
    return saved(document)


def plan_markdown() -> bytes:
    lines = [TITLE, ""]
    lines += [f"{'#' * level} {words}" if level else words for level, words in PROSE]
    lines += ["# 第三章 服务标准", *piped(STANDARDS), "", "# 第四章 主要指标", *piped(INDICATORS)]
    return "\n".join(lines).encode()


def plan_xlsx() -> bytes:
    """The same as a county keeps it in Excel: prose and each table on a sheet of its own, figures as numbers."""
    book = Workbook()
    sheet = book.active
    sheet.title = "正文"
    for words in (TITLE, *(words for _, words in PROSE)):
        sheet.append([words])
    for name, rows in (("第三章 服务标准", STANDARDS), ("第四章 主要指标", INDICATORS)):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([_value(words) for words in row])
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("A4:A5")
    return saved(book)


def _value(words: str) -> object:
    return float(words) if words.replace(".", "").isdigit() else words


def piped(rows: Sequence[Sequence[str]]) -> list[str]:
    header, *body = [f"| {' | '.join(row)} |" for row in rows]
    return [header, f"|{'---|' * len(rows[0])}", *body]


def add_table(document: Any, rows: Sequence[Sequence[str]]) -> Any:
    table = document.add_table(len(rows), len(rows[0]))
    for row, words in zip(table.rows, rows, strict=True):
        for cell, one in zip(row.cells, words, strict=True):
            cell.text = one
    return table


def docx(*lines: str, change: Callable[[Any], None] = lambda _: None) -> bytes:
    """A Word file of paragraphs, changed by a hand."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    change(document)
    return saved(document)


def body_xml(*blocks: str) -> bytes:
    """A Word file whose body is written by hand, in the words of WordprocessingML."""

    def put(document: Any) -> None:
        for block in blocks:
            document.element.body.insert(len(document.element.body) - 1, parse_xml(_declared(block)))

    return docx(change=put)


def _declared(block: str) -> str:
    name, rest = block[1:].split(">", 1)
    closed = name.endswith("/")
    return f"<{name.rstrip('/')} {nsdecls('w', 'wp', 'a', 'r')} {MORE}{'/' if closed else ''}>{rest}"


MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(one if one.startswith('<') else run(one) for one in runs)}</w:p>"


def xlsx(fill: Callable[[Any], None]) -> bytes:
    """A workbook whose first sheet, named 标准, is filled by a hand."""
    book = Workbook()
    book.active.title = "标准"
    fill(book.active)
    return saved(book)


def with_parts(data: bytes, parts: dict[str, bytes | None]) -> bytes:
    """An office file with parts replaced, added or, where None, taken out."""
    into = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(into, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            if part is not None:
                new.writestr(name, part)
    return into.getvalue()


def part_of(data: bytes, name: str) -> bytes:
    with ZipFile(BytesIO(data)) as file:
        return file.read(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """The plan in one format."""

    file: str
    data: Callable[[], bytes]


FORMATS = (
    Saved(file="plan.md", data=plan_markdown),
    Saved(file="plan.docx", data=plan_docx),
    Saved(file="plan.xlsx", data=plan_xlsx),
)

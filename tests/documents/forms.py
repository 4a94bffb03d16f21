"""A self-check form for tests, and what can be read back from its PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pypdf
from PIL import Image
from pypdf.generic import ContentStream

from content.rules import Tally
from documents.self_checks.form import (
    Citation,
    Evidence,
    Finding,
    FindingState,
    Head,
    ItemRows,
    QuestionRow,
    Result,
    SelfCheckFormDocument,
    render_self_check_form,
)

DISCLAIMER = "本表为企业自报，未经核实；不代表合格，也不免除法律责任。"


def photo(size: tuple[int, int] = (640, 480)) -> bytes:
    out = BytesIO()
    Image.effect_noise(size, 40).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def item(number: str, *questions: QuestionRow, text: str = "按规定设立和使用职业危害防护设施") -> ItemRows:
    return ItemRows(number=number, source_text=text, questions=questions)


FORM = SelfCheckFormDocument(
    title="粉尘与高毒物品危害治理专项行动企业自查表",
    campaign="海陵区粉尘与高毒物品危害治理专项行动",
    jurisdiction="泰州市海陵区",
    number="HL-0173",
    handed_in_on=date(2027, 4, 12),
    addressee="辖区安全办",
    due_on=date(2027, 4, 30),
    form_version="3f9a0c1be2d4775a9c0d11ef23ab4567",
    head=Head(
        enterprise="顺发家具有限公司",
        credit_code="91321202MA1XXXXX0K",
        address="九龙镇工业集中区3号",
        town="九龙镇",
        industry="家具制造",
        contact="王顺发",
        filled_by="李敏",
        workers=23,
        exposed=14,
        hazards=("木粉尘", "甲苯"),
        high_toxic=True,
        high_toxic_names=("苯",),
        filled_on=date(2027, 4, 11),
    ),
    citations=(Citation("《作业场所职业健康监督管理暂行规定》", "《工作场所职业卫生管理规定》"),),
    tally=Tally(1, 1, 0, 0, 0, 0),
    items=(
        item(
            "5",
            QuestionRow(
                text="喷漆岗位有抽风罩吗？",
                law=("《职业病防治法》第二十二条",),
                result=Result.not_met,
                problem="抽风罩坏了",
                evidence=(1, 2, 3, 5),
            ),
            QuestionRow(
                text="做了预评价吗？", result=Result.not_applicable, reason="没有新建项目", by_profile=True
            ),
        ),
        item("12", QuestionRow(text="都参保了吗？", result=Result.met, numbers=(18, 23), remark="五人在办")),
    ),
    findings=(
        Finding(
            number=1,
            item="项目 5",
            problem="抽风罩坏了",
            measure="更换风机",
            responsible="王顺发",
            cost=Decimal("12800.50"),
            contingency="停用喷漆房",
            due_on=date(2027, 4, 20),
            state=FindingState.rectified,
            done_on=date(2027, 4, 8),
            evidence=(1, 2),
        ),
        Finding(
            number=2, problem="没有检测", due_on=date(2027, 5, 25), beyond_phase="检测机构排期到五月中旬"
        ),
        Finding(number=3, problem="桶上没有标签", state=FindingState.overdue),
    ),
    evidence=(
        Evidence(1, "旧风机", date(2027, 3, 2), photo(), finding=1, moment="before"),
        Evidence(2, "新风机", date(2027, 4, 8), photo((480, 640)), finding=1, moment="after"),
        Evidence(3, "公告栏", date(2027, 4, 9), photo()),
        Evidence(4, "检测报告封面", date(2027, 4, 10)),
    ),
)


def squeezed(text: str) -> str:
    """Without spaces and line ends, which depend on where lines break."""
    return re.sub(r"\s", "", text)


def pages(pdf: bytes) -> list[str]:
    return [squeezed(page.extract_text()) for page in pypdf.PdfReader(BytesIO(pdf)).pages]


async def text_of(form: SelfCheckFormDocument) -> str:
    return "".join(pages(await render_self_check_form(form)))


def with_remark(remark: str) -> SelfCheckFormDocument:
    return replace(FORM, items=(item("1", QuestionRow(text="问", remark=remark)),), findings=(), evidence=())


def glyphs(pdf: bytes) -> Iterator[bytes]:
    """Two-byte glyph numbers of everything shown on the pages."""
    reader = pypdf.PdfReader(BytesIO(pdf))
    for page in reader.pages:
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            shown = {b"Tj": operands, b"TJ": operands[0] if operator == b"TJ" else []}.get(operator, [])
            for part in shown:
                raw = part if isinstance(part, bytes) else getattr(part, "original_bytes", b"")
                yield from (raw[at : at + 2] for at in range(0, len(raw), 2))


def pictures(pdf: bytes) -> list[Image.Image]:
    found = [image.image for page in pypdf.PdfReader(BytesIO(pdf)).pages for image in page.images]
    return [image for image in found if image is not None]

"""PDFs as evidence: drawn, counted, and refused where something in them acts."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
import typst
from PIL import Image
from pypdf import PdfWriter
from pypdf.annotations import Link
from pypdf.generic import ArrayObject, DictionaryObject, Fit, NameObject, TextStringObject

from documents.pdf_evidence import EDGE, look
from storage.base.errors import Invalid

PAGES = b"""#set page(width: 210mm, height: 297mm, margin: 0pt)
#rect(width: 100%, height: 50%, fill: red, stroke: none)
#pagebreak()
#rect(width: 100%, height: 100%, fill: blue)"""


def paper(source: bytes = PAGES) -> bytes:
    made = typst.compile(source, format="pdf")
    assert isinstance(made, bytes)
    return made


def changed(change: Callable[[PdfWriter], object]) -> bytes:
    """The paper with something put into it."""
    writer = PdfWriter(clone_from=io.BytesIO(paper()))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


async def refusal(data: bytes) -> str:
    with pytest.raises(Invalid) as refused:
        await look(data)
    return refused.value.problem


async def test_the_first_page_is_a_picture_and_the_pages_are_counted() -> None:
    picture, pages = await look(paper())
    assert pages == 2
    with Image.open(io.BytesIO(picture.data)) as page:
        assert page.format == "JPEG"
        assert page.size == (picture.width, picture.height)
        assert max(page.size) == EDGE
        upper, lower = page.getpixel((500, 200)), page.getpixel((500, 1400))
    assert isinstance(upper, tuple)
    assert (upper[0] > 200, upper[1] < 100) == (True, True), "red above"
    assert lower == (255, 255, 255), "and white paper below"


async def test_a_page_that_is_turned_or_wide_fits_too() -> None:
    picture, _ = await look(changed(lambda writer: writer.pages[0].rotate(90)))
    assert (picture.width, max(picture.width, picture.height)) == (EDGE, EDGE)


async def test_links_and_a_view_to_open_with_are_no_harm() -> None:
    def add(writer: PdfWriter) -> None:
        writer.add_annotation(0, Link(rect=(10, 10, 90, 90), url="https://www.gov.cn"))
        writer.add_annotation(0, Link(rect=(10, 10, 90, 90), target_page_index=1, fit=Fit.fit()))
        writer.open_destination = "start"

    assert (await look(changed(add)))[1] == 2


def _script(writer: PdfWriter) -> None:
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    )
    writer.pages[1][NameObject("/AA")] = DictionaryObject({NameObject("/O"): action})


def _launch(writer: PdfWriter) -> None:
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("cmd.exe")}
    )
    writer.root_object[NameObject("/OpenAction")] = action


def _attached_on_page(writer: PdfWriter) -> None:
    note = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/FileAttachment"),
            NameObject("/Rect"): ArrayObject(),
        }
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])


def _form(writer: PdfWriter) -> None:
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/XFA"): TextStringObject("<xdp/>")}
    )


@pytest.mark.parametrize(
    "change",
    [
        _script,
        lambda writer: writer.add_attachment("virus.exe", b"MZ"),
        _launch,
        _attached_on_page,
        _form,
    ],
    ids=["script", "attachment", "launch", "attached on a page", "xfa"],
)
async def test_what_acts_or_carries_files_is_refused(change: Callable[[PdfWriter], object]) -> None:
    assert await refusal(changed(change)) == "pdf-acts"


async def test_a_locked_one_is_refused_even_where_anybody_may_open_it() -> None:
    for password in ("", "1234"):
        locked = changed(lambda writer, word=password: writer.encrypt(word, "owner", algorithm="RC4-128"))  # type: ignore[misc]
        assert await refusal(locked) == "pdf-locked"


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
async def test_half_a_paper_is_refused_or_whole(part: float) -> None:
    data = paper()
    assert await refusal(data[: int(len(data) * part)]) == "pdf-broken"


async def test_what_is_none_is_refused() -> None:
    for data in (b"%PDF-1.7", b"%PDF-1.7\n" + bytes(1000), b"%PDF-1.7\ntrailer<</Root 1 0 R>>\n%%EOF"):
        assert await refusal(data) == "pdf-broken"

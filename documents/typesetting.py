"""Sets a Typst template as PDF, in a process of its own and offline. Knows no document in particular."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from importlib.resources import files
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import typst
from PIL import Image, ImageOps

from documents import fonts
from documents.glyphs import FontProblem, coverage, printable
from documents.press import press

FAMILIES = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC")
"""Families of simplified Chinese a document can be set in; the first one found is used."""

_TYPEFACES: Mapping[str, list[str]] = json.loads(
    (files("content") / "templates" / "typefaces.json").read_text("utf-8")
)
_TITLES = _TYPEFACES["title"]
FACES: Mapping[str, Sequence[str]] = {
    "title": (*_TITLES, *_TYPEFACES["serif"]),
    "body": (*_TYPEFACES["body"], *_TYPEFACES["serif"][1:]),
    "hei": (*_TYPEFACES["hei"], *FAMILIES),
    "song": (*_TYPEFACES["song"], *_TYPEFACES["serif"]),
}
"""Typefaces of official papers (GB/T 9704-2012: 小标宋, 仿宋, 黑体, 宋体) by their part; the first one found
is used: the office's own, free ones of the same kind, then 宋体 in place of 仿宋. With none of them a paper
is set in `FAMILIES`."""
_SERIF = "pylopdf_fonts_zh_cn"
"""The package of Noto Serif SC (SIL Open Font License)."""
BOLD = 600

PICTURE_EDGE = 480
"""Longer edge of an embedded picture in pixels: a little under 300 dpi in the form's four columns."""

REMEMBERED = 10
"""Number of documents that Typst's cache keeps; there is no other way to empty it."""
MAX_PIXELS = 80_000_000  # refuse pictures that would unpack to hundreds of megabytes


class FontSet(NamedTuple):
    """Typst's fonts, the family to set in, and the code points it has glyphs for. `faces`: families of
    official papers by part (see `FACES`); `weight` and `thin`: how a title is made heavy."""

    fonts: typst.Fonts
    family: str
    covered: frozenset[int]
    faces: Mapping[str, str]
    weight: str
    thin: bool


@lru_cache(maxsize=4)
def find_fonts(directory: Path | None = None, own: Path | None = None) -> FontSet:
    """The fonts of `directory`, or of the installed font packages, and those of `own`; looked up once.

    Raises:
        FontProblem: none of `FAMILIES` is there, or its file cannot be read.
    """
    folders = [] if own is None else [own]
    if directory is None:
        directory = Path(str(files("manimgx_fonts_cjk")))
        if find_spec(_SERIF) is not None:
            folders.append(Path(str(files(_SERIF))))
    if not directory.is_dir():
        raise FontProblem(f"{directory} is no directory of fonts")
    # No fonts of the machine's own: the same input gives the same file everywhere.
    folders.insert(0, directory)
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(one) for one in folders]
    )
    infos = [info for info in found.fonts() if info.path]
    known = {info.family: info for info in reversed(infos)}
    bold = {info.family for info in infos if info.weight >= BOLD}
    for family in FAMILIES:
        if (info := known.get(family)) and info.path:
            faces = {
                part: next((one for one in families if one in known), family)
                for part, families in FACES.items()
            }
            title = faces["title"]
            is_heavy = title in _TITLES
            weight = "bold" if not is_heavy and (title in bold or title == family) else "regular"
            covered = coverage(Path(info.path), info.index)
            return FontSet(found, family, covered, faces, weight, not is_heavy and weight == "regular")
    raise FontProblem(f"{directory} has none of these font families: {', '.join(FAMILIES)}")


def small_picture(source: bytes | Path, edge: int = PICTURE_EDGE) -> bytes | None:
    """The picture as JPEG of at most `edge` pixels, upright, without metadata; None: it cannot be read."""
    try:
        with Image.open(BytesIO(source) if isinstance(source, bytes) else source) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                return None
            opened.draft("RGB", (edge, edge))  # lets a JPEG be unpacked at a fraction of its size
            picture = ImageOps.exif_transpose(opened)
            picture.thumbnail((edge, edge))
            if picture.has_transparency_data:
                picture = Image.alpha_composite(
                    Image.new("RGBA", picture.size, "white"), picture.convert("RGBA")
                )
            out = BytesIO()
            Image.frombytes("RGB", picture.size, picture.convert("RGB").tobytes()).save(
                out, "JPEG", quality=72, optimize=True
            )
            return out.getvalue()
    except (
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
    ):  # what Pillow raises on bad files
        return None


def _plain(value: Any, covered: frozenset[int]) -> Any:
    """`value` as JSON takes it: text printable, days as ISO strings."""
    match value:
        case str():
            return printable(value, covered)
        case date():
            return value.isoformat()[:10]
        case Mapping():
            return {key: _plain(inner, covered) for key, inner in value.items()}
        case Sequence() | set() | frozenset():
            return [_plain(inner, covered) for inner in value]
        case _:
            return value


def _typeset(
    template: bytes,
    data: Mapping[str, Any],
    pictures: Mapping[str, bytes | Path],
    font_directory: Path | None,
    own: Path | None,
    png: int | None,
) -> bytes:
    found = find_fonts(font_directory, own)
    # Typst reads pictures only as files; its root is this directory, so a template reaches nothing else.
    with TemporaryDirectory(prefix="chenan-typeset-") as folder:
        root = Path(folder)
        main = root / "main.typ"
        main.write_bytes(template)
        readable: list[str] = []
        for name, source in pictures.items():
            if (small := small_picture(source)) is not None:
                (root / name).write_bytes(small)
                readable.append(name)
        # As JSON through sys_inputs, people's text never becomes markup.
        given = _plain(data, found.covered) | {"readable": readable}
        given["faces"] = {**found.faces, "weight": found.weight, "thin": found.thin}
        inputs = {"data": json.dumps(given, ensure_ascii=False), "font": found.family}
        try:
            if png is not None:
                made: Any = typst.compile(  # a list where there are several pages
                    main, format="png", ppi=png, root=root, font_paths=found.fonts, sys_inputs=inputs
                )
                return bytes(made[0] if isinstance(made, list) else made)
            return typst.compile(
                main,
                format="pdf",
                root=root,
                font_paths=found.fonts,
                sys_inputs=inputs,
                timestamp=0,  # with `date: none` in the template the file carries no time at all
            )
        finally:
            _forget(root, found.fonts)


def _forget(root: Path, fonts: typst.Fonts) -> None:
    """Have Typst drop its cache of a document: it keeps the last REMEMBERED, 50 MB and more each."""
    blank = root / "blank.typ"
    blank.write_text("#set page(width: 1pt, height: 1pt)")
    for _ in range(REMEMBERED):
        typst.compile(blank, format="pdf", root=root, font_paths=fonts)


async def typeset(
    template: bytes,
    data: Mapping[str, Any],
    *,
    pictures: Mapping[str, bytes | Path] | None = None,
    font_directory: Path | None = None,
    png: int | None = None,
) -> bytes:
    """The PDF of a Typst template; with `png`, pixels an inch, its first page as a PNG.

    The template reads `json(bytes(sys.inputs.data))`, the font family `sys.inputs.font`, and each picture
    under its name; the names of those that could be read stand in `readable` of the data. Strings of
    `data` are made printable first, days become YYYY-MM-DD. The same input gives the same bytes.

    Raises:
        FontProblem: `font_directory` (default: the installed font package) has no font of simplified Chinese.
        typst.TypstError: the template is wrong.
    """
    given = (template, dict(data), dict(pictures or {}), font_directory, fonts.own_folder(), png)
    return await press.run(_typeset, *given)

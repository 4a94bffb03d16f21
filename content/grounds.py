"""Articles a question rests on, cited the same way on every paper and window. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from content.model.base import Law, LawRef, Mark


def grounds(refs: Iterable[LawRef], laws: Mapping[str, Law], language: str, unread: str) -> tuple[str, ...]:
    """Articles in force, each once; one that was not read in its own text has `unread` after it.

    A form frozen long ago may rest on what no longer is: left out.
    """
    known = [(ref, laws[ref.law]) for ref in refs if ref.law in laws]
    return tuple(
        dict.fromkeys(
            f"{cite(law, language)}{ref.article}{'' if _is_read(ref, law) else unread}"
            for ref, law in known
            if law.in_force
        )
    )


def cite(law: Law, language: str) -> str:
    """The title of a law, followed by the separator before an article."""
    return f"{law.title.en} " if language == "en" else f"《{law.title.zh}》"


def notes(refs: Iterable[LawRef], laws: Mapping[str, Law], language: str) -> tuple[str, ...]:
    """Notes on those in force: of a law how far it was read and who carries it out; of an article of a law
    without such a note, its own."""
    said: dict[str, None] = {}
    colon = ": " if language == "en" else "："
    for ref in refs:
        law = laws.get(ref.law)
        if law is None or not law.in_force:
            continue
        if law.note is not None:
            said[f"{cite(law, language).strip()}{colon}{law.note.say(language)}"] = None
        elif ref.note is not None:
            said[f"{cite(law, language)}{ref.article}{colon}{ref.note.say(language)}"] = None
    return tuple(said)


def _is_read(ref: LawRef, law: Law) -> bool:
    return ref.mark is Mark.verified and law.mark is Mark.verified

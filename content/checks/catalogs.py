"""Checks the catalogs against each other and against the source: keys, variables, syntax. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fluent.runtime import FluentResource
from fluent.syntax import ast
from fluent.syntax.visitor import Visitor

from content.catalog import ON_PAGE, junk, line_at
from content.checks.key_mentions import Mentions, Use, find_mentions
from content.checks.mistakes import Mistake, mistake
from content.languages import CODE, COMPLETE, FALLBACK, FOLDER, languages

NAME = "language-name"
"""The sentence with the language's own name, by which people choose it."""


@dataclass
class _Sentence:
    file: str
    line: int
    is_term: bool
    has_value: bool
    variables: set[str] = field(default_factory=set)
    references: set[str] = field(default_factory=set)


class _Reader(Visitor):
    """Collects the variables and references of one sentence."""

    def __init__(self, sentence: _Sentence) -> None:
        self._sentence = sentence

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802  # the visitor's name
        self._sentence.variables.add(node.id.name)

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802
        self._sentence.references.add(node.id.name)

    def visit_TermReference(self, node: ast.TermReference) -> None:  # noqa: N802
        self._sentence.references.add(f"-{node.id.name}")
        self.generic_visit(node)


def check_catalogs(
    root: Path, source_root: Path | None = None, uses: Sequence[Use] | None = ()
) -> list[Mistake]:
    """Mistakes in the catalogs below the content `root`, with `source_root` also against that program.

    `uses`: keys that content itself names; None: they cannot be read, so no key is called unused.
    """
    mistakes: list[Mistake] = []
    tongues = {language: _read(root, language, mistakes) for language in languages(root)}
    chinese = tongues[FALLBACK]
    for language, sentences in tongues.items():
        if language != FALLBACK:
            mistakes += _compare(sentences, chinese, language, FALLBACK)
            mistakes += _compare(chinese, sentences, FALLBACK, language)
        mistakes += _follow(sentences, language)
        if language not in COMPLETE and NAME in chinese and NAME not in sentences:
            folder = f"{FOLDER}/{language}"
            mistakes.append(mistake(folder, 1, "mistake-language-name", key=NAME, code=language))
    mistakes += _folders(root)
    if source_root is not None and not mistakes:
        mentions = find_mentions(source_root)
        mentions.uses += uses or ()
        mentions.texts |= {use.key for use in uses or ()}
        mistakes += _composed(mentions)
        mistakes += _unknown(mentions, chinese)
        if uses is not None:
            mistakes += _unused(mentions, chinese)
    return sorted(set(mistakes))


def _read(root: Path, language: str, mistakes: list[Mistake]) -> dict[str, _Sentence]:
    """All sentences of a language by key; a term's key begins with '-'."""
    sentences: dict[str, _Sentence] = {}
    for path in sorted((root / FOLDER / language).glob("*.ftl")):
        file = f"{FOLDER}/{language}/{path.name}"
        text = path.read_text("utf-8")
        resource = FluentResource(text)
        mistakes += [
            mistake(file, fault.line, "mistake-fluent", problem=fault.problem, variable="{ $name }")
            for fault in junk(resource, text, file)
        ]
        for entry in resource.body:
            if not isinstance(entry, ast.Message | ast.Term):
                continue
            is_term = isinstance(entry, ast.Term)
            key = f"-{entry.id.name}" if is_term else entry.id.name
            line = line_at(text, entry.id.span)
            sentence = _Sentence(file, line, is_term, entry.value is not None)
            _Reader(sentence).visit(entry)
            if first := sentences.get(key):
                there = f"{first.file}:{first.line}"
                mistakes.append(mistake(file, line, "mistake-sentence-twice", key=key, where=there))
            sentences.setdefault(key, sentence)
    return sentences


def _compare(
    mine: dict[str, _Sentence], theirs: dict[str, _Sentence], language: str, other: str
) -> Iterator[Mistake]:
    for key, sentence in mine.items():
        twin = theirs.get(key)
        if twin is None:
            if other not in COMPLETE:
                continue  # `gaps` lists it
            there = sentence.file.replace(f"/{language}/", f"/{other}/")
            yield mistake(
                sentence.file,
                sentence.line,
                "mistake-sentence-lacks",
                key=key,
                other=other,
                there=there,
            )
            continue
        for name in sorted(sentence.variables - twin.variables):
            yield mistake(
                sentence.file,
                sentence.line,
                "mistake-variable-one-sided",
                key=key,
                name=name,
                there=f"{twin.file}:{twin.line}",
            )


def lacking(root: Path, language: str) -> tuple[dict[str, list[str]], int]:
    """Keys that Chinese has and a language lacks, by the file they belong in; and how many Chinese has."""
    chinese, own = _read(root, FALLBACK, []), _read(root, language, [])
    files: dict[str, list[str]] = {}
    for key, sentence in chinese.items():
        if key not in own and not sentence.is_term:
            there = sentence.file.replace(f"/{FALLBACK}/", f"/{language}/")
            files.setdefault(there, []).append(key)
    return files, sum(not sentence.is_term for sentence in chinese.values())


def _folders(root: Path) -> Iterator[Mistake]:
    for path in sorted((root / FOLDER).glob("*/")):
        if not CODE.fullmatch(path.name):
            yield mistake(f"{FOLDER}/{path.name}", 1, "mistake-no-language", name=path.name)


def _follow(sentences: dict[str, _Sentence], language: str) -> Iterator[Mistake]:
    for key, sentence in sentences.items():
        if not sentence.has_value:
            yield mistake(sentence.file, sentence.line, "mistake-only-attributes", key=key)
        for name in sorted(sentence.references - sentences.keys()):
            yield mistake(
                sentence.file,
                sentence.line,
                "mistake-no-reference",
                key=key,
                name=name,
                written_in=language,
            )


def _composed(mentions: Mentions) -> Iterator[Mistake]:
    for file, line in mentions.composed:
        yield mistake(file, line, "mistake-key-composed")


def _unknown(mentions: Mentions, sentences: dict[str, _Sentence]) -> Iterator[Mistake]:
    for use in [*mentions.uses, *_tabled(mentions, sentences)]:
        if (sentence := sentences.get(use.key)) is None:
            if use.key in mentions.replaced:
                continue
            yield mistake(use.file, use.line, "mistake-no-sentence", key=use.key)
        else:
            yield from _variables(use, sentence, _needed(use.key, sentences))


def _tabled(mentions: Mentions, sentences: dict[str, _Sentence]) -> Iterator[Use]:
    """The keys of tables of keys: at least one of their values is one."""
    for table in mentions.tables:
        if any(use.key in sentences for use in table):
            yield from table


def _needed(key: str, sentences: dict[str, _Sentence]) -> set[str]:
    """Variables of a sentence and of those it refers to."""
    names: set[str] = set()
    seen: set[str] = set()
    waiting = [key]
    while waiting:
        name = waiting.pop()
        if name not in seen and name in sentences:
            seen.add(name)
            names |= sentences[name].variables
            waiting += sentences[name].references
    return names


def _variables(use: Use, sentence: _Sentence, needed: set[str]) -> Iterator[Mistake]:
    """Variables that a call does not give to its sentence, or gives without need."""
    if use.given is None:
        return
    for name in sorted(needed - use.given):
        yield mistake(use.file, use.line, "mistake-variable-needed", key=use.key, name=name)
    for name in sorted(use.given - needed):
        where = f"{sentence.file}:{sentence.line}"
        yield mistake(use.file, use.line, "mistake-variable-vain", key=use.key, name=name, where=where)


def _unused(mentions: Mentions, sentences: dict[str, _Sentence]) -> Iterator[Mistake]:
    referred = {name for sentence in sentences.values() for name in sentence.references}
    for key, sentence in sentences.items():
        of = key.removesuffix(ON_PAGE)
        if not {key, of} & (referred | mentions.texts):
            yield mistake(sentence.file, sentence.line, "mistake-unsaid", key=key)

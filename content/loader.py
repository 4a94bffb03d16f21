"""Reads the content files, the only reader of YAML: files in, a checked Library or mistakes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from content.checks.explain import explain
from content.checks.mistakes import ContentError, Mistake, mistake
from content.checks.parts import sound_part
from content.checks.references import find_loose_ends
from content.languages import languages
from content.model.base import Frozen, Law
from content.model.columns import ColumnSet
from content.model.emergencies import Emergencies
from content.model.incidents import IncidentRules
from content.model.library import Library
from content.model.notices import NoticeTemplate
from content.model.pack import DutyWord, Pack
from content.model.questions import CheckItem, Industry, ProfileQuestion, Substance
from content.model.reminders import MailRule, ReminderRule
from content.model.reports import ReportRules
from content.model.reviews import ReviewRules
from content.model.samples import Samples
from content.sentences import Sentence, either
from content.tree import (
    COLUMNS,
    DUTY_WORDS,
    EMERGENCIES,
    INCIDENTS,
    INDUSTRIES,
    LAWS,
    NOTICES,
    PROFILE,
    REMINDERS,
    REPORTS,
    REVIEWS,
    SUBSTANCES,
    Place,
    Tree,
)

DEFAULT_ROOT = Path(__file__).parent
SAMPLES = "demo.yaml"
_YAML_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
Model = TypeVar("Model", bound=BaseModel)


class _Laws(Frozen):
    laws: tuple[Law, ...]


class _Industries(Frozen):
    industries: tuple[Industry, ...]


class _Substances(Frozen):
    substances: tuple[Substance, ...]


class _Profile(Frozen):
    profile: tuple[ProfileQuestion, ...]


class _Reminders(Frozen):
    reminders: tuple[ReminderRule, ...]
    mail: tuple[MailRule, ...] = ()


class _DutyWords(Frozen):
    duty_words: tuple[DutyWord, ...]


class _Columns(Frozen):
    columns: tuple[ColumnSet, ...]


class _Notices(Frozen):
    notices: tuple[NoticeTemplate, ...]


def load(root: Path | None = None) -> Library:
    """All content below `root` (default: the content that comes with the program, read once).

    Raises:
        ContentError: something cannot be used; it lists every mistake.
    """
    return _load_default() if root is None else _load(root)


@cache
def _load_default() -> Library:
    return _load(DEFAULT_ROOT)


def _load(root: Path) -> Library:
    library, mistakes = read(root)
    if library is None:
        raise ContentError(mistakes)
    return library


def report_rules() -> ReportRules:
    """Load the content's rules of anonymous reports.

    Raises:
        ContentError: something in the content cannot be used.
    """
    rules = load().reports
    if rules is None:
        raise ContentError([mistake(REPORTS, 1, "mistake-file-missing")])
    return rules


def review_rules() -> ReviewRules:
    """Load the content's rules of reviews.

    Raises:
        ContentError: something in the content cannot be used.
    """
    rules = load().reviews
    if rules is None:
        raise ContentError([mistake(REVIEWS, 1, "mistake-file-missing")])
    return rules


@cache
def mail_rules() -> Mapping[str, MailRule]:
    """Rules of messages to offices, by the keys of their sentences.

    Raises:
        ContentError: something in the content cannot be used.
    """
    return {rule.says: rule for rule in load().mail}


def samples() -> Samples:
    """Load the demonstration's initial data.

    Raises:
        ContentError: the file cannot be used.
    """
    mistakes: list[Mistake] = []
    found = _read_file(DEFAULT_ROOT, SAMPLES, Samples, Tree(), mistakes)
    if found is None:
        raise ContentError(mistakes)
    return found


def with_columns(library: Library, file: Path | None) -> Library:
    """The library with the sheets of an office's own file, which take the place of those of the same code.

    Raises:
        ContentError: the file cannot be used; it lists every mistake.
    """
    if file is None:
        return library
    mistakes: list[Mistake] = []
    tree = Tree()
    found = _read_file(file.parent, file.name, _Columns, tree, mistakes, said_in=DEFAULT_ROOT)
    if found is None:
        raise ContentError(mistakes)
    own = {one.code: one for one in found.columns}
    if len(own) < len(found.columns):
        codes = [one.code for one in found.columns]
        twice = next(code for code in codes if codes.count(code) > 1)
        raise ContentError([mistake(file.name, 1, "mistake-column-set", code=twice)])
    rest = tuple(one for one in library.columns if one.code not in own)
    return library.model_copy(update={"columns": (*own.values(), *rest)})


def read(root: Path) -> tuple[Library | None, list[Mistake]]:
    """The content below `root`, or None with the mistakes that make it unusable, in the order of files."""
    tree, mistakes = read_tree(root)
    if mistakes:
        return None, mistakes
    library = Library(
        packs={pack.code: pack for pack in tree.packs.values()},
        items={item.code: item for item in tree.items.values()},
        industries={industry.key: industry for industry in tree.industries},
        substances=tree.substances,
        laws={law.code: law for law in tree.laws},
        profile=tree.profile,
        reminders=tree.reminders,
        mail=tree.mail,
        notices=tree.notices,
        reports=tree.reports,
        reviews=tree.reviews,
        emergencies=tree.emergencies,
        columns=tree.columns,
        incidents=tree.incidents,
    )
    return library, []


def read_tree(root: Path) -> tuple[Tree, list[Mistake]]:
    """The files below `root` with the places of their values. References are checked whatever the shapes,
    except those to a file of the wrong shape; of such a file, those in its sound part."""
    tree = Tree()
    mistakes: list[Mistake] = []
    _read_folder(root, "items", CheckItem, tree.items, tree, mistakes)
    _read_folder(root, "packs", Pack, tree.packs, tree, mistakes)
    if (laws := _read_list(root, LAWS, _Laws, tree, mistakes)) is not None:
        tree.laws = laws.laws
    if (industries := _read_list(root, INDUSTRIES, _Industries, tree, mistakes)) is not None:
        tree.industries = industries.industries
    if (substances := _read_list(root, SUBSTANCES, _Substances, tree, mistakes)) is not None:
        tree.substances = substances.substances
    if (profile := _read_list(root, PROFILE, _Profile, tree, mistakes)) is not None:
        tree.profile = profile.profile
    if (reminders := _read_file(root, REMINDERS, _Reminders, tree, mistakes)) is not None:
        tree.reminders, tree.mail = reminders.reminders, reminders.mail
    if (notices := _read_list(root, NOTICES, _Notices, tree, mistakes)) is not None:
        tree.notices = notices.notices
    if (root / REPORTS).exists():  # plans can be written, and checked, without them
        tree.reports = _read_file(root, REPORTS, ReportRules, tree, mistakes)
    if (root / REVIEWS).exists():
        tree.reviews = _read_file(root, REVIEWS, ReviewRules, tree, mistakes)
    if (root / EMERGENCIES).exists():
        tree.emergencies = _read_file(root, EMERGENCIES, Emergencies, tree, mistakes)
    if (root / INCIDENTS).exists():
        tree.incidents = _read_file(root, INCIDENTS, IncidentRules, tree, mistakes)
    _read_words(root, tree, mistakes)
    tree.broken = {mistake.file for mistake in mistakes}
    return tree, sorted({*mistakes, *find_loose_ends(tree)})


def _read_words(root: Path, tree: Tree, mistakes: list[Mistake]) -> None:
    """Words that name duties, and columns of offices' own: a plan can do without them."""
    if (root / DUTY_WORDS).exists():
        words = _read_file(root, DUTY_WORDS, _DutyWords, tree, mistakes)
        tree.duty_words = words.duty_words if words is not None else ()
    if (root / COLUMNS).exists():
        own = _read_file(root, COLUMNS, _Columns, tree, mistakes)
        tree.columns = own.columns if own is not None else ()


def _read_folder(
    root: Path, folder: str, model: type[Model], shelf: dict[str, Model], tree: Tree, mistakes: list[Mistake]
) -> None:
    paths = sorted((root / folder).glob("*.yaml"))
    if not paths:
        mistakes.append(mistake(folder, 1, "mistake-folder-empty", folder=folder))
    for path in paths:
        file = f"{folder}/{path.name}"
        if (found := _read_file(root, file, model, tree, mistakes)) is not None:
            shelf[file] = found


def _read_list(
    root: Path, file: str, model: type[Model], tree: Tree, mistakes: list[Mistake]
) -> Model | None:
    """The model of a file that is a list, or its sound part."""
    found = _read_file(root, file, model, tree, mistakes)
    return tree.parts[file].model if found is None and file in tree.parts else found


def _read_file(
    root: Path,
    file: str,
    model: type[Model],
    tree: Tree,
    mistakes: list[Mistake],
    said_in: Path | None = None,
) -> Model | None:
    """The model a file holds; None once its mistakes have been added. `said_in`: the root whose languages its
    texts are in, where that is another one."""
    data, line_of, found = _parse(root / file, file)
    tree.lines[file] = line_of
    if not found:
        context = {"languages": languages(said_in or root)}
        try:
            return model.model_validate(data, context=context)
        except ValidationError as error:
            found = [
                Mistake(file, line_of(one["loc"]), explain(one, model))
                for one in error.errors(include_url=False)
            ]
            if (part := sound_part(data, model, context)) is not None:
                tree.parts[file] = part
                tree.lines[file] = lambda place: line_of(part.place(place))
    mistakes.extend(found)
    return None


def _parse(path: Path, file: str) -> tuple[Any, Callable[[Place], int], list[Mistake]]:
    """The plain data of a YAML file, a function from a place to its line, and mistakes of YAML itself."""
    mistakes: list[Mistake] = []
    node, text = None, ""
    try:
        text = path.read_text("utf-8")
        node = yaml.compose(text, Loader=_YAML_LOADER)
    except FileNotFoundError:
        mistakes.append(mistake(file, 1, "mistake-file-write", key=path.stem))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        mistakes.append(mistake(file, line, "mistake-file-utf8"))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line if mark else 0
        explained = _explain_yaml(error, (*text.splitlines(), "")[line])
        mistakes.append(Mistake(file, line + 1, explained))
    except yaml.YAMLError as error:
        mistakes.append(mistake(file, 1, "mistake-file-unread", problem=str(error)))
    else:
        if node is None:
            mistakes.append(mistake(file, 1, "mistake-file-empty"))
    data = _plain(node, lambda line, wrong: mistakes.append(Mistake(file, line, wrong)))
    return data, lambda place: _line(node, place), mistakes


def _explain_yaml(error: yaml.MarkedYAMLError, line: str) -> Sentence:
    if line[: len(line) - len(line.lstrip())].count("\t"):
        return Sentence("mistake-yaml-tab")
    return Sentence("mistake-yaml", problem=error.problem or "no YAML", signs=either(": # {", "["))


def _plain(node: yaml.Node | None, report: Callable[[int, Sentence], None]) -> Any:
    """Lists, dicts, None and text; the models parse numbers from text, so that yes and 2018-12-29 stay
    text."""
    if isinstance(node, yaml.ScalarNode):
        return None if not node.style and node.value in _NULLS else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(entry, report) for entry in node.value]
    if not isinstance(node, yaml.MappingNode):
        return None
    mapping: dict[str, Any] = {}
    first: dict[str, int] = {}
    for key_node, value_node in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        if key in mapping:
            report(line, Sentence("mistake-key-twice", key=key, first=first[key]))
        first.setdefault(key, line)
        mapping[key] = _plain(value_node, report)
    return mapping


def _line(node: yaml.Node | None, place: Iterable[str | int]) -> int:
    """Line of the key (or list entry) at `place`, of the deepest one that exists; from 1."""
    line = 0
    for step in place:
        if isinstance(node, yaml.MappingNode):
            pair = next((pair for pair in node.value if pair[0].value == step), None)
            if pair is None:
                return node.start_mark.line + 1
            line, node = pair[0].start_mark.line, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line
        else:
            break
    return line + 1

"""Draws docs/data-model.md, docs/dialogs.md and docs/plans.md from tables, dialogs, plans: `make pictures`.

Mermaid text, which GitHub shows as pictures and a change of which can be read.
"""

from __future__ import annotations

import ast
import functools
import inspect
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from aiogram.fsm.state import State
from aiogram_dialog import Dialog
from aiogram_dialog.api.internal import WindowProtocol
from sqlalchemy import Column, Table

from bot.dialogs import ALL_DIALOGS
from bot.privacy.states import ReceiptSG, ReportSG
from bot.states import campaigns, offices, people
from storage.tables import metadata
from tests.plan_sentences import plans

DOCS = Path(__file__).parents[1] / "docs"
MADE = "Made by `make pictures`; a test checks that it is current. Do not edit."
HUBS = ("HomeSG", "OfficeSG")
"""Nearly every dialog leads back to these: drawn, the arrows would hide all others."""


def package_of() -> dict[str, str]:
    """Every table with the module of `storage/tables` that defines it."""
    found = {}
    for name, module in sys.modules.items():
        if not name.startswith("storage.tables."):
            continue
        for value in vars(module).values():
            table = value if isinstance(value, Table) else getattr(value, "__table__", None)
            if isinstance(table, Table) and getattr(value, "__module__", name) == name:
                found[table.name] = name.rpartition(".")[2]
    return found


def data_model() -> str:
    """The tables by module, with their columns and foreign keys."""
    package, tables = package_of(), metadata.tables
    links = sorted(
        {
            (package[key.column.table.name], package[table.name])
            for table in tables.values()
            for key in table.foreign_keys
            if package[key.column.table.name] != package[table.name]
        }
    )
    packages = sorted(set(package.values()))
    lines = [
        "# Data model",
        "",
        f"{len(tables)} tables in {len(packages)} modules of `storage/tables/`. {MADE}",
        "",
        "An arrow leads from what refers to what is referred to.",
        "",
        "```mermaid",
        "flowchart TD",
        *(f'    {one}["{one} ({list(package.values()).count(one)})"]' for one in packages),
        *(f"    {there} --> {here}" for here, there in links),
        "```",
    ]
    for one in packages:
        inside = sorted(name for name in tables if package[name] == one)
        lines += ["", f"## {one}", "", f"`storage/tables/{one}.py`", "", "```mermaid", "erDiagram"]
        for name in inside:
            lines += [f"    {name} {{", *(f"        {_column(c)}" for c in tables[name].columns), "    }"]
        keys = {
            (key.column.table.name, name, str(key.parent.name))
            for name in inside
            for key in tables[name].foreign_keys
        }
        lines += [f'    {there} ||--o{{ {here} : "{column}"' for there, here, column in sorted(keys)]
        lines.append("```")
    return "\n".join(lines) + "\n"


def _column(column: Column[Any]) -> str:
    marks = ["PK"] * column.primary_key + ["FK"] * bool(column.foreign_keys)
    optional = ' "optional"' if column.nullable else ""
    return f"{type(column.type).__name__} {column.name} {', '.join(marks)}".rstrip() + optional


def functions_and_states(thing: object, seen: set[int]) -> Iterator[FunctionType | State]:
    """All functions of the bot and all states that a window holds, by whatever widget."""
    if id(thing) in seen or isinstance(thing, str | bytes | int | ModuleType | type):
        return
    seen.add(id(thing))
    if isinstance(thing, State):
        yield thing
        return
    if inspect.ismethod(thing):
        thing = thing.__func__
    if isinstance(thing, FunctionType):
        if thing.__module__.startswith("bot."):
            yield thing
            for cell in thing.__closure__ or ():
                yield from functions_and_states(cell.cell_contents, seen)
        return
    parts: list[object] = []
    if isinstance(thing, functools.partial):
        parts = [thing.func, *thing.args, *thing.keywords.values()]
    elif isinstance(thing, list | tuple | set | frozenset):
        parts = list(thing)
    elif isinstance(thing, dict):
        parts = list(thing.values())
    elif type(thing).__module__.partition(".")[0] in ("aiogram_dialog", "bot"):
        parts = list(vars(thing).values()) if hasattr(thing, "__dict__") else []
    for part in parts:
        yield from functions_and_states(part, seen)


@functools.cache
def named_in(function: FunctionType) -> tuple[frozenset[State], frozenset[FunctionType]]:
    """The states a function may lead to, and the functions of the bot it names."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    compared = {
        id(inner) for node in ast.walk(tree) if isinstance(node, ast.Compare) for inner in ast.walk(node)
    }
    states, called = set(), set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Name | ast.Attribute) or id(node) in compared:
            continue
        value = _value(node, function.__globals__)
        if isinstance(value, State):
            states.add(value)
        elif isinstance(value, FunctionType) and value.__module__.startswith("bot."):
            called.add(value)
        elif isinstance(node, ast.Name) and isinstance(value, dict):  # a table of ways
            states |= {one for row in value.values() for one in _fields(row) if isinstance(one, State)}
    return frozenset(states), frozenset(called)


def _fields(row: object) -> tuple[object, ...]:
    """The fields of a record; anything else alone."""
    if is_dataclass(row) and not isinstance(row, type):
        return tuple(getattr(row, field.name) for field in fields(row))
    return (row,)


def _value(node: ast.expr, names: dict[str, Any]) -> object:
    if isinstance(node, ast.Name):
        return names.get(node.id)
    if isinstance(node, ast.Attribute):
        of = _value(node.value, names)
        if isinstance(of, ModuleType) or (isinstance(of, type) and of.__name__.endswith("SG")):
            return getattr(of, node.attr, None)
    return None


def reached(thing: object) -> set[State]:
    """The states that a window's widgets and handlers lead to."""
    found: set[State] = set()
    waiting: list[FunctionType] = []
    for one in functions_and_states(thing, set()):
        if isinstance(one, State):
            found.add(one)
        else:
            waiting.append(one)
    seen = set(waiting)
    while waiting:
        states, called = named_in(waiting.pop())
        found |= states
        waiting += called - seen
        seen |= called
    return found


def name_of(state: State) -> tuple[str, str]:
    """Group and name of a state."""
    group, _, name = str(state.state).partition(":")
    return group, name


def ways() -> dict[tuple[str, str], set[tuple[str, str]]]:
    """Every window with all windows that a tap or a message there may lead to."""
    found = {}
    for dialog in (make() for make in ALL_DIALOGS):
        for state, window in dialog.windows.items():
            here = name_of(state)
            found[here] = {name_of(there) for there in reached(_without_getter(window))} - {here}
    return found


def _without_getter(window: WindowProtocol) -> list[object]:
    return [value for name, value in vars(window).items() if name not in ("state", "getter")]


def titles() -> dict[str, str]:
    """The purpose of each group of states, as its class says."""
    groups = [*vars(people).values(), *vars(offices).values(), *vars(campaigns).values(), ReportSG, ReceiptSG]
    return {
        one.__name__: (inspect.getdoc(one) or "").partition("\n")[0].rstrip(".")
        for one in groups
        if isinstance(one, type) and one.__name__.endswith("SG")
    }


def modules() -> dict[str, str]:
    """Every group of states with the module that makes its dialog."""
    found = {}
    for make in ALL_DIALOGS:
        dialog: Dialog = make()
        found[name_of(next(iter(dialog.windows)))[0]] = make.__module__.replace(".", "/") + ".py"
    return found


def dialogs() -> str:
    """The map of dialogs: which leads to which, and the windows of each."""
    edges, title, module = ways(), titles(), modules()
    between = sorted(
        {
            (here[0], there[0])
            for here, all_there in edges.items()
            for there in all_there
            if here[0] != there[0] and there[0] not in HUBS
        }
    )
    lines = [
        "# Map of dialogs",
        "",
        f"{len(module)} dialogs with {len(edges)} windows. {MADE}",
        "",
        "Each box is a group of states (`bot/states/`, private ones in `bot/privacy/states.py`). An arrow: a "
        "tap or a message there may lead here. Nearly every dialog leads back to home (`HomeSG`) or "
        "the office's home (`OfficeSG`); these arrows are left out. What no arrow leads to begins with a "
        "command, a link or a button under a delivered message (`bot/handlers/`).",
        "",
        "```mermaid",
        "flowchart LR",
        *(f'    {group}["{group}<br/>{title[group]}"]' for group in module),
        *(f"    {here} --> {there}" for here, there in between),
        "```",
    ]
    for group, path in module.items():
        inside = [state for one, state in edges if one == group]
        lines += ["", f"## {group}", "", f"{title[group]}. `{path}`", "", "```mermaid", "flowchart LR"]
        lines += [
            f'    _{state}["{state}"]' for state in inside
        ]  # bare, "end" and "note" are Mermaid's words
        lines += [
            f"    _{state} --> _{there}"
            for state in inside
            for there_group, there in sorted(edges[group, state])
            if there_group == group
        ]
        lines.append("```")
    return "\n".join(lines) + "\n"


DRAWN = {"data-model.md": data_model, "dialogs.md": dialogs, "plans.md": plans}
"""The files in docs/, and what makes them."""


def main() -> None:
    """Draw all of them; says where they are."""
    for name, draw in DRAWN.items():
        (DOCS / name).write_text(draw(), "utf-8")
        sys.stdout.write(f"{name}: {(DOCS / name).stat().st_size // 1000} kB\n")


if __name__ == "__main__":
    main()

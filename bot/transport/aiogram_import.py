"""Imports aiogram without building a validator for each of its 700 models at once.

The modules of `aiogram.types` name each other's types only while a type checker looks, and the package builds
every validator at the end of its import; methods build theirs as they are defined. That takes two seconds and
100 MB, of which a bot needs a tenth. Here each module gets the names that its annotations use, and pydantic
builds a validator when it is first used. `watch()` has to come before anything imports aiogram; otherwise
everything works as well, only slower.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any, cast

_TYPES, _METHODS = "aiogram.types", "aiogram.methods.base"
_NAME = re.compile(r"[A-Za-z_]\w*")


def watch() -> None:
    """Have aiogram's models built when they are used, if they are not imported yet."""
    if _TYPES not in sys.modules:
        sys.meta_path.insert(0, _Finder())


class _Finder(MetaPathFinder):
    """Gives the two modules a loader that executes them with what comes before and after."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name not in (_TYPES, _METHODS):
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _Loader(spec.loader, _execute_types if name == _TYPES else _execute_methods)
        if name == _METHODS:  # the later of the two
            sys.meta_path.remove(self)
        return spec


class _Loader(Loader):
    def __init__(self, loader: Loader, execute: Callable[[Loader, ModuleType], None]) -> None:
        self._loader = loader
        self._execute = execute

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self._execute(self._loader, module)


def _execute_types(loader: Loader, module: ModuleType) -> None:
    """Execute `aiogram.types`; where it would build a type, give the type's module the names instead."""
    from pydantic import BaseModel

    original = BaseModel.__dict__["model_rebuild"]
    rebuild = cast(Callable[..., bool | None], original.__func__)

    def name_instead(
        cls: type[BaseModel], /, *, _types_namespace: Mapping[str, Any] | None = None, **options: Any
    ) -> bool | None:
        if _types_namespace is None or not cls.__module__.startswith(_TYPES):
            depth = options.pop("_parent_namespace_depth", 2) + 1  # this function is between
            return rebuild(cls, _parent_namespace_depth=depth, _types_namespace=_types_namespace, **options)
        _name(cls, _types_namespace)
        return None

    cast(Any, BaseModel).model_rebuild = classmethod(name_instead)
    try:
        loader.exec_module(module)
    finally:
        cast(Any, BaseModel).model_rebuild = original
    names = {name: getattr(module, name) for name in module.__all__}

    def name_inherited(cls: type, /, **options: Any) -> None:
        _name(cls, names)

    # Derived classes inherit fields whose annotations name types their own module may not know.
    module.TelegramObject.__pydantic_init_subclass__ = classmethod(name_inherited)


def _execute_methods(loader: Loader, module: ModuleType) -> None:
    """Execute `aiogram.methods.base`; what is derived from its class is not built as it is defined."""
    loader.exec_module(module)
    module.TelegramMethod.model_config["defer_build"] = True


def _name(cls: type, names: Mapping[str, Any]) -> None:
    """Give the module of a class the `names` that annotations of the class and of its bases use."""
    known = vars(sys.modules[cls.__module__])
    for base in cls.__mro__:
        for annotation in vars(base).get("__annotations__", {}).values():
            for name in _NAME.findall(annotation if isinstance(annotation, str) else ""):
                if name in names:
                    known.setdefault(name, names[name])

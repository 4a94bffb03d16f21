"""aiogram's models are the same, whether they are built at once or when they are used."""

from __future__ import annotations

import json
import re
import subprocess
import sys

PROGRAM = """
import json, sys
{first}
import aiogram.methods, aiogram.types
from pydantic import BaseModel

models = {{
    f"{{package.__name__}}.{{name}}": model
    for package in (aiogram.types, aiogram.methods)
    for name in package.__all__
    if isinstance(model := getattr(package, name), type) and issubclass(model, BaseModel)
}}
built = sum(model.__pydantic_complete__ for model in models.values())
for model in models.values():
    model.model_rebuild()
fields = {{
    name: {{field: repr(one) for field, one in model.model_fields.items()}} for name, model in models.items()
}}
json.dump([built, fields], sys.stdout)
"""


def models(first: str) -> tuple[int, dict[str, dict[str, str]]]:
    """Import in a process that begins with `first`; return the models built by the import, and the fields of
    all."""
    code = PROGRAM.format(first=first)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    built, fields = json.loads(re.sub(r" at 0x[0-9a-f]+", "", done.stdout))
    return built, fields


def test_models_are_as_aiogram_makes_them_and_are_built_when_they_are_used() -> None:
    eagerly, expected = models("")
    lazily, found = models("import bot")
    assert found == expected
    assert eagerly == len(expected)
    assert lazily < len(expected) / 10

"""Setting many documents does not fill the memory: nothing of one is kept for the next."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
from dataclasses import replace
from documents.self_checks.form import _given, _picture_name, _template
from documents.typesetting import _typeset
from tests.documents.forms import FORM, photo

def resident():
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * 4096 // 1_000_000

sizes = []
for number in range(7):
    form = replace(FORM, number=f"HL-{number:04}", title=f"第{number}份自查表")
    pictures = {_picture_name(one.number): photo((640 + number, 480)) for one in form.evidence}
    _typeset(_template(), _given(form), pictures, None, None, None)
    sizes.append(resident())
print(sizes[-1] - sizes[1])
"""


def test_the_seventh_document_takes_no_more_than_the_second() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 80  # MB; without forgetting it grows by 250

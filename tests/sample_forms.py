"""Questions of the form for the demonstration's sample enterprises, by the content itself."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from content import loader
from content.model.form import Form
from content.model.samples import SampleEnterprise
from content.rules import Answered, Verdict, build_form, closed, must, skips, tally


@dataclass(frozen=True)
class SampleForm:
    """A sample enterprise, its form, and what its profile leaves out."""

    enterprise: SampleEnterprise
    form: Form
    fallen: Collection[str]

    def asked(self, failing: Collection[int] = ()) -> tuple[str, ...]:
        """Codes of the questions that have to be answered where the first one of each row in `failing`
        fails and all else passes."""
        verdicts: dict[str, Verdict] = dict.fromkeys(self.form.by_code, "pass")
        rows = {item.row: item.must[0] for item in reversed(self.form.items)}
        verdicts |= {rows[row]: "fail" for row in failing}
        return must(self.form, {*self.fallen, *closed(self.form, self.fallen, verdicts)})

    def progress(self) -> str:
        """Rows done of all as reminders write them, after the questions the sample has answered."""
        given = dict.fromkeys(self.asked()[: self.enterprise.answered], Answered("pass"))
        rows = tally(self.form, self.fallen, given)
        return f"{rows.done}/{rows.total}"


def sample_form(person: str) -> SampleForm:
    """The form of that person's enterprise."""
    library, samples = loader.load(), loader.samples()
    sample = next(one.enterprise for one in samples.people if one.name == person)
    assert sample is not None
    form = build_form(library, library.packs[samples.pack])
    facts = {**dict.fromkeys(library.industries[sample.industry].facts, True), **sample.facts}
    return SampleForm(sample, form, skips(form, facts, sample.industry))

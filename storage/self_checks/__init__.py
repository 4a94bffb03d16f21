"""Self-checks (自查): forms, answers, evidence, handing in."""

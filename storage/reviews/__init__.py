"""Reviews (复查): queue, cases, verdicts, inspections, escalations."""

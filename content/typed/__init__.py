"""Reads what people type: days, numbers, telephones, credit codes, receipts, substances. Pure."""

"""Documents made from facts: PDF, spreadsheets, pictures, archives."""

"""Changes that reach across nouns: enterprises moved, merged, closed or erased, campaigns ended."""

"""States of all dialogs but private ones, each group with a typed starter. Names are a stored format."""

"""Everything a person sees; the only folder that imports aiogram."""

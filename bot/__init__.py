"""Everything a person sees; the only folder that imports aiogram."""

from bot.aiogram_import import watch

watch()

"""Everything a person sees; the only folder that imports aiogram."""

from bot.transport.aiogram_import import watch

watch()

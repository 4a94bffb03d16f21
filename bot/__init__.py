"""The user interface; the only folder that imports aiogram."""

from bot.transport.aiogram_import import watch

watch()

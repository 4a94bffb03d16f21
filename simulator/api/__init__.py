"""The Bot API as Telegram answers it: methods, markup, refusals."""

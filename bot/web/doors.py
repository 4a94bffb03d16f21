"""The small page behind a printed code: both doors, each with what it needs. Nothing is stored or counted.

The code's payload stands behind # and never reaches this server; the page's script puts it into the links.
Without script the page says in words what to do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from bot.app import App
from bot.links import Doors
from bot.web.page import static
from content.catalog import Catalog

_TAG = re.compile(r"[A-Za-z]{1,8}")


def doors_page(app: App, accept_language: str) -> bytes:
    """The page in all languages, the browser's first; with the doors that this installation offers."""
    offered: Doors = app.doors if app.bot_name else "web"
    parts = [
        _section(app.catalog, language, offered, app.bot_name)
        for language in wanted_first(accept_language, app.catalog.languages)
    ]
    shell = static("doors.html").decode()
    title = escape(app.catalog.say("web-title", wanted_first(accept_language, app.catalog.languages)[0]))
    filled = shell.replace("<!--title-->", title).replace("<!--doors-->", "\n".join(parts))
    return filled.replace("<!--bot-->", escape(app.bot_name)).encode()


def wanted_first(accept_language: str, known: Sequence[str]) -> list[str]:
    """The known languages, those that a browser asks for first, in its order."""
    asked = [
        found.group().lower()
        for one in accept_language[:200].split(",")
        if (found := _TAG.match(one.strip()))
    ]
    first = dict.fromkeys(one for one in asked if one in known)
    return [*first, *(one for one in known if one not in first)]


def _section(catalog: Catalog, language: str, offered: Doors, bot_name: str) -> str:
    def say(key: str) -> str:
        return escape(catalog.say(key, language))

    name = escape(bot_name)
    web = f"""<article>
<h2>{say("door-web")}</h2>
<p>{say("door-web-needs")}</p>
<a class="big" data-door="web" href="/">{say("door-web-open")}</a>
</article>"""
    telegram = f"""<article>
<h2>Telegram</h2>
<p>{say("door-telegram-needs")}</p>
<a class="big second" data-door="telegram" href="https://t.me/{name}">{say("door-telegram-open")}</a>
<p class="hint">{say("door-app-needs")}
<a data-door="app" href="tg://resolve?domain={name}">{say("door-app-open")}</a></p>
</article>"""
    doors = {"web": [web], "telegram": [telegram], "both": [web, telegram]}[offered]
    called = escape(catalog.say("language-name", language))
    return f"""<section lang="{escape(language)}" data-name="{called}">
<h1>{say("web-title")}</h1>
<p class="lead">{say("door-lead" if offered == "both" else "door-lead-one")}</p>
<p class="danger">{say("web-danger")}</p>
<noscript><p class="warning">{say("door-no-script")}</p></noscript>
{"".join(doors)}
<p class="hint">{say("door-wechat")}</p>
<p class="hint">{say("door-keeps")}</p>
</section>"""

"""Nudges by e-mail, through the office's own mail server."""

from __future__ import annotations

from contextlib import suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import make_msgid, parseaddr
from urllib.parse import unquote, urlsplit

import aiosmtplib

from scheduler.delivery.items import Nudge
from scheduler.delivery.nudges.ways import SECONDS
from scheduler.delivery.outcome import Outcome, Refused, Sent, Trouble

_WHOLE_LINES = SMTP.clone(max_line_length=998)
"""Folds no header: a long link would be encoded, which mail programs do not read there."""


class Mail:
    """Sends by one server. A password goes over TLS alone."""

    def __init__(self, url: str, sender: str, seconds: float = SECONDS) -> None:
        """`url`: smtps://USER:PASSWORD@HOST:465, or smtp://HOST:25, which is encrypted where the server can;
        `sender`: an address, with a name before it or without.

        Raises:
            ValueError: one of them is none.
        """
        parts, (name, address) = urlsplit(url), parseaddr(sender)
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname or "@" not in address:
            raise ValueError("no mail server, or no sender")
        self._from = Address(name, addr_spec=address)
        user = unquote(parts.username) if parts.username else None
        is_tls = parts.scheme == "smtps"
        self._how = {
            "hostname": parts.hostname,
            "port": parts.port or (465 if is_tls else 25),
            "username": user,
            "password": unquote(parts.password or "") if user else None,
            "use_tls": is_tls,
            "start_tls": None if is_tls or not user else True,
            "timeout": seconds,
        }

    async def send(self, nudge: Nudge) -> Outcome:
        """Send one: refused where the server says that the address never will be taken."""
        message = EmailMessage()
        message["From"] = self._from
        message["To"] = nudge.address
        message["Subject"] = nudge.subject
        message["Message-ID"] = make_msgid(domain=self._from.domain)
        message["Auto-Submitted"] = "auto-generated"
        if nudge.stop:
            message["List-Unsubscribe"] = f"<{nudge.stop}>"
            if nudge.stop.startswith("https:"):  # RFC 8058 takes nothing else
                message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message.set_content(nudge.text, cte="base64")
        from_to = {"sender": self._from.addr_spec, "recipients": [nudge.address]}
        try:
            whole = message.as_bytes(policy=_WHOLE_LINES)
            await aiosmtplib.send(whole, **from_to, **self._how)  # type: ignore[arg-type]
        except aiosmtplib.SMTPRecipientsRefused as refused:
            code = max((one.code for one in refused.recipients), default=0)
            problem = f"recipient {code}"
            return Refused(problem) if 550 <= code < 560 else Trouble(problem)
        except aiosmtplib.SMTPResponseException as refused:
            return Trouble(f"{type(refused).__name__} {refused.code}")
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            return Trouble(type(error).__name__)
        return Sent()

    async def check(self) -> str:
        """Whether the server lets this program in."""
        client = aiosmtplib.SMTP(**self._how)  # type: ignore[arg-type]
        try:
            await client.connect()
        except (aiosmtplib.SMTPException, OSError) as error:
            return type(error).__name__
        finally:
            with suppress(aiosmtplib.SMTPException, OSError):
                await client.quit()
        return ""

    async def close(self) -> None:
        """Nothing is kept open."""

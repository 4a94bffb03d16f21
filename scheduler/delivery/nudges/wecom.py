"""Nudges for staff by the robot of a WeCom group (企业微信群机器人), which takes 20 messages a minute."""

from __future__ import annotations

from collections.abc import Mapping

from scheduler.delivery.items import Nudge
from scheduler.delivery.nudges.ways import Answer, Http, code_of
from scheduler.delivery.outcome import Flood, Outcome, Refused, Sent, Trouble

_TOO_MANY = 45009
_NO_ROBOT = frozenset({93000, 93008, 40001, 40058})
"""Codes for a robot that is gone, or a key that is none."""


class WeCom:
    """Sends by the robots of one server. `url`: everything of their address but the key."""

    def __init__(self, url: str, http: Http | None = None) -> None:
        self._url = url
        self._http = http or Http()

    async def send(self, nudge: Nudge) -> Outcome:
        """Send one; its address is the key of a robot."""
        body = {"msgtype": "text", "text": {"content": nudge.text}}
        answer = await self._http.ask("POST", self._url, params={"key": nudge.address}, json=body)
        if not isinstance(answer, Answer):
            return answer
        code = answer.body.get("errcode") if isinstance(answer.body, Mapping) else None
        if answer.status < 300 and code == 0:
            return Sent()
        if code == _TOO_MANY:
            return Flood(60.0)
        problem = f"status {answer.status}, {code_of(code)}"
        return Refused(problem) if code in _NO_ROBOT else Trouble(problem)

    async def check(self) -> str:
        """Whether the server can be reached."""
        return await self._http.reaches(self._url)

    async def close(self) -> None:
        """Close the connections."""
        await self._http.close()

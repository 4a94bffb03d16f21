"""Who may act at all, told from the actor alone; rights over one enterprise are in `people`."""

from __future__ import annotations

from storage.audit import Actor
from storage.errors import NotAllowed


def require_operator(actor: Actor) -> None:
    """Let only the command line and the system through.

    Raises:
        NotAllowed: a person in the chat.
    """
    if actor.kind not in ("cli", "system"):
        raise NotAllowed


def require_person(actor: Actor) -> int:
    """The id of the person who acts.

    Raises:
        NotAllowed: not a person.
    """
    if actor.kind != "person" or actor.person_id is None:
        raise NotAllowed
    return actor.person_id

"""Telegram's wording of its refusals; nothing here decides when to refuse."""

from typing import Any

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
TWO_POLLERS = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)

# Telegram's sentences for an absent required parameter; others get a general one.
MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "voice": "there is no voice in the request",
    "media": "there is no media in the request",
    "message_id": "message identifier is not specified",
    "message_ids": "message identifiers are not specified",
    "from_chat_id": "from_chat_id is empty",
    "callback_query_id": QUERY_TOO_OLD,
    "file_id": "file_id is not specified",
    "user_id": "invalid user_id specified",
    "commands": "can't parse commands: expected an Array of BotCommand",
    "action": "wrong parameter action in request",
}


class ApiError(Exception):
    """A refusal: HTTP status, Telegram's description with its prefix, and response parameters."""

    def __init__(self, status: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """The answer as Telegram sends it."""
        answer: dict[str, Any] = {
            "ok": False,
            "error_code": self.status,
            "description": self.description,
        }
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


def bad_request(what: str) -> ApiError:
    """400, the usual refusal."""
    return ApiError(400, f"Bad Request: {what}")


def forbidden(what: str) -> ApiError:
    """403: the person does not want, or never asked for, messages of the bot."""
    return ApiError(403, f"Forbidden: {what}")


def conflict(what: str) -> ApiError:
    """409: two ways of reading updates at once."""
    return ApiError(409, f"Conflict: {what}")


def too_many_requests(seconds: int) -> ApiError:
    """429 with the pause to keep, in whole seconds."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def not_found() -> ApiError:
    """404: no such method, or an address that is no address of the Bot API."""
    return ApiError(404, "Not Found")


def unauthorized() -> ApiError:
    """401: a well-formed token of no bot."""
    return ApiError(401, "Unauthorized")

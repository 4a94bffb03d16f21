"""Reads addresses for nudges as people type them: a mobile number, an e-mail address, a group robot's key."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import parse_qs, urlsplit

from content.typed.telephones import read_telephone

MOST = 200
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LABEL = re.compile(r"(?:我的|电子)?(?:邮箱|邮件|e-?mail)(?:地址)?\s*(?:是|为|:)?\s*", re.IGNORECASE)
_EMAIL = re.compile(
    r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}", re.ASCII
)
_ROBOT = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def read_mobile(text: str) -> str:
    """One mobile number of mainland China, eleven digits.

    Raises:
        ValueError: it is none, or several.
    """
    number = read_telephone(text)
    if not _MOBILE.fullmatch(number):
        raise ValueError("no mobile number")
    return number


def read_email(text: str) -> str:
    """One e-mail address, its domain in small letters.

    Raises:
        ValueError: it is none.
    """
    plain = _LABEL.sub("", unicodedata.normalize("NFKC", text).strip(), count=1).strip(" 。.<>")
    if len(plain) > MOST or not _EMAIL.fullmatch(plain) or ".." in plain or plain.startswith("."):
        raise ValueError("no e-mail address")
    name, _, domain = plain.rpartition("@")
    return f"{name}@{domain.lower()}"


def read_robot(text: str) -> str:
    """The key of a WeCom group robot, of its address or alone: a UUID in small letters.

    Raises:
        ValueError: it is none.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if "://" in plain:
        plain = (parse_qs(urlsplit(plain).query).get("key") or [""])[0]
    if not _ROBOT.fullmatch(plain.lower()):
        raise ValueError("no key of a robot")
    return plain.lower()


def masked(kind: str, address: str) -> str:
    """An address as it is shown: enough to know it again, not enough to copy it."""
    if kind == "sms":
        return f"{address[:3]}****{address[-4:]}"
    if kind == "email":
        name, _, domain = address.rpartition("@")
        return f"{name[:2]}***@{domain}"
    return f"…{address[-4:]}"

"""Finds parts of a worker's text that may identify the writer: names they give themselves, telephones,
numbers, WeChat ids.

It finds too much rather than too little, and not everything: the worker is asked, and decides.
"""

from __future__ import annotations

import re
import unicodedata

from content.typed.given_names import SAID
from content.typed.receipts import receipt_shape

_GAP = r"[\s\-‐‑‒–—−―_.·]{0,2}"
_HAN_DIGITS = "〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖"
_COUNTED = "直样起共旦般切定带边些下年个天次月点人台楼号班条家名位"
_SAY_CHAT = (
    r"微信号?|薇信|威信|v信|vx|wx|weixin|wechat(?:\s*id)?|qq号?|扣扣|抖音号?|快手号?|telegram|电报|"
    r"钉钉号?|dingtalk|飞书|小红书号?|支付宝号?|whatsapp|加\s*我?\s*v"
)
_SAY_NUMBER = r"工号|员工号|工牌号?|身份证号?|社保号|卡号|车牌号?"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"


def _mobile(digit: str) -> str:
    """Pattern of a mobile number in such digits, not followed by a unit of years or days."""
    end = rf"(?:(?!{digit})|(?={digit}{{1,2}}[{_COUNTED}]))"
    begin = rf"(?<!{digit})(?:(?:\+|00)?86{_GAP})?[1一幺壹]{_GAP}(?![12一二])"
    return rf"{begin}{digit}(?:{_GAP}{digit}){{9}}{end}"


def _compiled(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


# in one script first: 13812345678三天前 is a number and then three days
_MOBILES = _compiled(_mobile("[0-9]"), _mobile(f"[{_HAN_DIGITS}]"), _mobile(f"[0-9{_HAN_DIGITS}]"))
_PATTERNS = _compiled(
    *SAID,
    r"(?<!\d)(?:0\d{2,3}[- ]?)?[2-8]\d{6,7}(?!\d)",
    rf"(?<![0-9A-Za-z])\d(?:{_GAP}\d){{16}}{_GAP}[\dXx](?![0-9A-Za-z])",
    rf"(?:{_SAY_CHAT})\s*(?:同号|号码|是|[:：])*\s*[A-Za-z0-9][-_A-Za-z0-9]{{3,29}}",
    r"(?<![A-Za-z0-9])(?:微信|威信|薇信|vx|wx|v|qq|钉钉|手机|电话)号?(?:和|与|跟|也是|就是)?"
    r"(?:手机|电话|微信|号码)?号?同(?:号|微信|手机|电话|v)",
    r"(?<![\w@])@[A-Za-z][A-Za-z0-9_]{3,31}",
    r"[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9][A-Za-z0-9.-]*\.[A-Za-z]{2,}",
    rf"(?:{_SAY_NUMBER})\s*(?:是|[:：])*\s*[A-Za-z0-9\u4e00-\u9fff]?[-A-Za-z0-9]{{3,20}}",
    rf"[{_PROVINCES}][A-Z]\s?[·.]?\s?[A-Z0-9]{{5,6}}(?![A-Z0-9])",
)
_LONG = re.compile(rf"(?<![0-9A-Za-z])\d(?:{_GAP}\d){{12,18}}(?![0-9A-Za-z])")


def telltales(text: str) -> tuple[str, ...]:
    """The parts of a text that may identify its writer, as written, from left to right."""
    return tuple(text[start:end].strip() for start, end in _spans(text))


def without_telltales(text: str, gap: str) -> str:
    """The text with `gap` in place of each of them."""
    for start, end in reversed(_spans(text)):
        text = text[:start] + gap + text[end:]
    return text


def _spans(text: str) -> list[tuple[int, int]]:
    """The positions of these parts; overlapping ones are joined."""
    plain = _same_length(text)
    found = [match.span() for pattern in _MOBILES for match in pattern.finditer(plain)]
    rest = plain
    for start, end in found:  # a number beside another is not the rest of it
        rest = rest[:start] + "\x00" * (end - start) + rest[end:]
    found += [match.span() for pattern in _PATTERNS for match in pattern.finditer(rest)]
    found += [match.span() for match in _LONG.finditer(rest) if receipt_shape(match[0])]
    spans: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def _same_length(text: str) -> str:
    """Half width, character for character, so that positions in it are positions in `text`."""
    return "".join(
        folded if len(folded := unicodedata.normalize("NFKC", sign)) == 1 else sign for sign in text
    )

"""What in a worker's text may tell who writes: names they give themselves, telephones, numbers, WeChat ids.

It finds too much rather than too little: the worker is asked, and decides.
"""

from __future__ import annotations

import re
import unicodedata

from content.typed.receipts import receipt_shape

MOST = 6
"""As many are shown."""
_NAME = r"(?:[\u4e00-\u9fff]{1,4}|[A-Za-z][A-Za-z .'-]{0,30})"
_GAP = r"[\s\-‐‑‒–—−_.·]{0,2}"
_DIGIT = r"[0-9〇零一二三四五六七八九幺]"
_SAY_NAME = (
    r"我(?:的(?:名字|姓名|名)(?:是|叫)?|的?小名叫?|(?:就是|是)?叫(?!他|她|你|您|人|车|我|大家|救|停)|姓)",
    r"本人(?:姓名)?(?:叫|姓|是)",
    r"(?:举报人|姓名|名字|联系人)\s*[:：是叫]",
    r"落款\s*[:：]?|署名\s*[:：]?",
)
_SAY_CHAT = r"微信号?|薇信|威信|v信|vx|wx|weixin|wechat(?:\s*id)?|qq号?|抖音号?|快手号?|telegram|电报"
_SAY_NUMBER = r"工号|员工号|工牌号?|身份证号?|社保号|卡号|车牌号?"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:{'|'.join(_SAY_NAME)})\s*{_NAME}",
        r"\b(?:my name is|name's|call me|i am called|i'm called|signed,?)\s+[A-Za-z][A-Za-z.'-]*"
        r"(?:\s[A-Z][A-Za-z.'-]*)?",
        rf"(?<!{_DIGIT})(?:(?:\+|00)?86{_GAP})?[1一幺]{_GAP}[3-9三四五六七八九](?:{_GAP}{_DIGIT}){{9}}(?!{_DIGIT})",
        r"(?<!\d)(?:0\d{2,3}[- ]?)?[2-8]\d{6,7}(?!\d)",
        rf"(?<![0-9A-Za-z])\d(?:{_GAP}\d){{16}}{_GAP}[\dXx](?![0-9A-Za-z])",
        rf"(?:{_SAY_CHAT})\s*(?:同号|号码|是|[:：])*\s*[A-Za-z0-9][-_A-Za-z0-9]{{3,29}}",
        r"微信(?:和手机|和电话)?同号",
        r"(?<![\w@])@[A-Za-z][A-Za-z0-9_]{3,31}",
        r"[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9][A-Za-z0-9.-]*\.[A-Za-z]{2,}",
        rf"(?:{_SAY_NUMBER})\s*(?:是|[:：])*\s*[A-Za-z0-9\u4e00-\u9fff]?[-A-Za-z0-9]{{3,20}}",
        rf"[{_PROVINCES}][A-Z]\s?[·.]?\s?[A-Z0-9]{{5,6}}(?![A-Z0-9])",
    )
)
_LONG = re.compile(rf"(?<![0-9A-Za-z])\d(?:{_GAP}\d){{12,18}}(?![0-9A-Za-z])")


def telltales(text: str) -> tuple[str, ...]:
    """The parts of a text that may tell who wrote it, as they stand in it, from left to right."""
    return tuple(text[start:end].strip() for start, end in _spans(text))


def without_telltales(text: str, gap: str) -> str:
    """The text with `gap` in place of each of them."""
    for start, end in reversed(_spans(text)):
        text = text[:start] + gap + text[end:]
    return text


def _spans(text: str) -> list[tuple[int, int]]:
    """Where they stand; what overlaps is one."""
    plain = _same_length(text)
    found = [match.span() for pattern in _PATTERNS for match in pattern.finditer(plain)]
    found += [match.span() for match in _LONG.finditer(plain) if receipt_shape(match[0])]
    spans: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def _same_length(text: str) -> str:
    """Half width, sign for sign, so that places in it are places in `text`."""
    return "".join(
        folded if len(folded := unicodedata.normalize("NFKC", sign)) == 1 else sign for sign in text
    )

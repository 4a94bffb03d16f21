"""The sentences of the five plans that ask somebody for something, with what serves each, or what is missing:
docs/plans.md, which `make pictures` writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from content.loader import load
from content.model.pack import Pack, Rhythm

MADE = "Made by `make pictures` out of the plans and `tests/plan_sentences.py`. Do not edit."

ENDED = "The summary of the whole campaign (总结报告, PDF and DOCX), filed with the office above"
MONTH = "The monthly report (情况月报, PDF and DOCX), filed with the office above"
RECORD = "记录 with files, handed in to the office above: 已收到, 退回 with a reason"
LASTING = "常年任务: 记录 of each time, with day, words and files"
MEETING = "联席会议: reminder by its rhythm, invitation, answers, attendance, minutes, points as duties"
ACCIDENT = "事故: record, who was told by the minute, inquiry, 四不放过 with files, result, paper"
DUTIES = {
    "self_check_form": "自查: questions of every row, evidence, the form as a numbered PDF; 催交, reminders",
    "rectification": "整改: measure, person, money, day; reminders, extensions, 销号",
    "rectification_plan": "整改: measure, person, money, day of each fault, printed in part two of the form",
    "maintenance": "定期事项 with reminders; Q13.3",
    "village_plan": RECORD,
    "unit_plan": RECORD,
    "district_plan": RECORD,
    "local_plan": RECORD,
    "village_roster": "企业名单: registration, import of lists, ledger",
    "district_roster": RECORD,
    "enterprise_roster": "企业名单: registration, import of lists, ledger",
    "urge_self_check": "催交 of who has not handed in, by notice; office digest",
    "help_declare": "Q10.1 to Q10.3 with an example; who has none stands in the ledger",
    "review_enterprises": "复查: queue by risk, row by row, departments' opinions, verdicts; coverage",
    "report_up": "待决 of the office above; an authority outside: 上报有权机关 with 请示, its answer decides",
    "county_ledger": "台账 as XLSX, archive of an enterprise; 记录 with files",
    "make_up": "补课 by 情况通报 to an office, answered by a day; 记录 with files; of enterprises 重新自查",
    "village_summary": ENDED,
    "prepare_inspection": "任务 → 迎检准备: what is to be shown, with its state, to print; 记录 with files",
    "closing_summary": ENDED,
    "start_notice": "Notices with 已阅读; what offices and enterprises are told when a campaign opens",
    "health_ledger": "Q05.1 to Q05.3; 更多 → 方案其他要求: 记录 with files",
    "inspect_enterprises": "复查; 现场检查 with 检查记录 and 整改指令书 to sign",
    "spot_check": "抽查 by a seed that is kept; 考核: figures and 排名 by place, 记录 of its outcome",
    "hand_down_form": "Every enterprise on the list gets the form in the bot",
    "review_all": "复查 coverage against 100 % in overview, ledger and summary",
    "district_supervision": LASTING,
    "city_supervision": LASTING,
    "monthly_meeting": MEETING,
    "quarterly_meeting": MEETING,
    "monthly_report": MONTH,
    "contract_inspection": "人社 says of rows of contracts and insurance whether they hold; 常年任务: 记录",
    "collective_contract_inspection": "工会 says of its row whether it holds; 常年任务: 记录 of each time",
    "accident_inquiry": ACCIDENT,
    "city_inspection": "Overview and ledger by district; 记录 with files",
    "district_summary": ENDED,
    "city_bulletin": "The summary; 情况通报 to the offices below, with 已阅; notices to enterprises",
    "keep_evidence": "更多 → 迎检准备: rows, 整改, papers with their state, to print; 方案其他要求: 记录",
    "inform_enterprises": "What enterprises are told when a campaign opens; notices",
    "hazard_system": "更多 → 方案其他要求: the 制度 as a file, handed in to its office; Q03.4",
    "patrol": "常年任务: 记录 of each time, with day, words and files",
    "declaration": "Q10.1 to Q10.3; 更多 → 方案其他要求: 记录 with files",
    "guidance": "看不懂 and 为什么问 at every question, weekly tips",
    "bulletin": "情况通报 to the offices below, with 已阅 and answers; 常年任务: 记录 of each",
    "local_summary": ENDED,
    "city_visits": "Overview and ledger by place; 记录 with files",
    "province_report": ENDED,
    "base_ledgers": "台账 as XLSX, archives of enterprises",
}
RULES = {
    "fill_gaps": "Every 不符合 is a finding with a day",
    "no_restart": "停产整顿 stands on every window until 复产申请 with photos and 复产验收",
    "accountability": "The audit trail; blame itself is no program's to lay",
    "upgrade": "Q14.1 and Q14.2 must be answered; 整改 with measure and money; banned ones stop the work",
    "publicity": "Notices, posters, weekly tips; broadcasting and newspapers are the offices' own",
    "coordination": "Seats of all departments in one campaign, each with its rows and reports",
    "joint_enforcement": "现场检查 → 联合检查: departments asked along, each in its rows; 整改指令书",
    "closure": "The verdict 提请关闭, its decision, and 已关闭 with day and office",
    "accident_penalty": "The verdict 提请处罚; 处置: number, kind, amount, day, paid",
    "records": "台账, archives, exports for each department",
    "fix_at_once": "当场改 with photos before and after",
    "plan_the_rest": "整改计划: measure, person, money, day",
    "responsibility": "责任书 (Q01.1), the enterprise's owner in the bot",
    "review_coverage": "复查覆盖率 against 100 % in overview, ledger and summary",
    "contract_rate": "几人/共几人 at Q07.1, summed in overview and summary against 100 %",
    "insurance_rate": "几人/共几人 at Q08.1, summed in overview and summary against 100 %",
    "contract_notice": "Q07.2 must be answered",
    "collective_contract": "Q09.1 and Q09.2 must be answered",
    "tracking": "Findings stay open until 销号; reminders; a long delay becomes 待决",
    "funds": "The plan of each fault asks for money",
    "joint_meeting": MEETING,
    "reports_welcome": "Anonymous reports, posters",
    "hotline": "举报电话: an office's numbers by department and hours, in 打电话举报, on posters, under 帮助",
    "exposure": "曝光 by two people, as a list to publish (text, PDF, DOCX); places where the plan says so",
    "accident_inquiry": ACCIDENT,
    "criticism": "排名 and signs of a check done for show; 批评 by circular to an office, with its answer",
    "legal_handling": "Verdicts by the plan's ladder",
    "joint_effort": "Nothing to do: an appeal to all units",
    "focus": "The queue of reviews begins with the most dangerous",
    "results_published": "事故: the result is published with a text and a day; its file as PDF and DOCX",
}
LADDER = {
    "V0": "当场改 with photos before and after",
    "V1": "整改计划: measure, person, money, day",
    "V2": "限期整改, 重新自查",
    "V3": "上报停产整顿, by 请示 where the authority is outside; 复产申请, 复产验收",
    "V4": "提请处罚; 处置: number, kind, amount, day, paid",
    "V5": "上报停产整顿, 提请关闭",
    "V6": "提请关闭, 已关闭",
    "V7": "曝光, which two people confirm, as a list to publish (text, PDF, DOCX)",
}
"""Code that serves each sentence, by the sentence's code in the plans; "not yet" begins what is missing."""


def whose(pack: Pack, who: str, rhythm: Rhythm) -> str:
    """The list on which a duty is shown."""
    at = next((one.at for one in pack.departments if one.code == who), "enterprise")
    if who == "enterprise" or at == "enterprise":
        return "the enterprise's"
    if at == "outside":
        return "its counterpart's 常年任务"
    if rhythm is Rhythm.standing:
        return "its office's 常年任务"
    return "its office's 任务"


def plans() -> str:
    """The page."""
    packs = load().packs.values()
    rows = sum(len(sentences(pack)) for pack in packs)
    lines = [
        "# What the plans ask for, and what serves it",
        "",
        MADE,
        "",
        "Sentences as the plans write them, each with its lines. A plan's rows (治理内容) are not here: they",
        "are the form itself, each with the questions it must ask (`chenan content show PACK`). What is",
        "missing begins with “not yet”. A sentence that stands again, whole or in part, because it is a duty",
        "and a rule or a rung of the ladder at once, is marked as the same, and counted once: of",
        f"{rows} rows {sum(map(different, packs))} are different sentences.",
    ]
    for pack in packs:
        counted = f"{len(sentences(pack))} rows, {different(pack)} different sentences."
        lines += ["", f"## {pack.heading}", "", counted, ""]
        lines += ["| no. | lines | sentence | on whose list | what serves it |", "|---|---|---|---|---|"]
        lines += _rows(pack)
    return "\n".join(lines) + "\n"


@dataclass(frozen=True)
class Sentence:
    """A row of the table. `same`: numbers of earlier rows of the plan with the same words of the plan, or a
    part of them."""

    lines: str
    written: str
    who: str
    served: str
    same: tuple[int, ...] = ()


def sentences(pack: Pack) -> tuple[Sentence, ...]:
    """The rows of a plan's table: duties, rules, rungs of the ladder."""
    rows = [
        *(
            Sentence(one.source.lines, one.written, whose(pack, one.who, one.rhythm), DUTIES[one.code])
            for one in pack.duties
        ),
        *(Sentence(one.source.lines, one.written, "–", RULES[one.code]) for one in pack.rules),
        *(
            Sentence(one.source.lines, f"{one.written}，{one.consequence}", "–", LADDER[one.code])
            for one in pack.ladder
        ),
    ]
    return tuple(
        replace(row, same=tuple(at for at, other in enumerate(rows[:number], 1) if _is_same(row, other)))
        for number, row in enumerate(rows)
    )


def _is_same(row: Sentence, other: Sentence) -> bool:
    """Whether both quote the same words of the plan: one's words, without stops, lie within the other's."""
    if not set(row.lines.split(", ")) & set(other.lines.split(", ")):
        return False
    one, two = ("".join(re.findall(r"\w", words.written)) for words in (row, other))
    return one in two or two in one


def different(pack: Pack) -> int:
    """The number of different sentences among the rows of a plan's table."""
    return sum(not one.same for one in sentences(pack))


def _rows(pack: Pack) -> Iterator[str]:
    for number, one in enumerate(sentences(pack), 1):
        same = "".join(f"; the same as {at}" for at in one.same)
        yield f"| {number} | {one.lines} | {one.written}{same} | {one.who} | {one.served} |"

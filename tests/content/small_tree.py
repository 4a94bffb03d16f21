"""A whole, sound content tree small enough to break in one place; no assertions here."""

from __future__ import annotations

from pathlib import Path

ITEM_05 = """\
code: I05
title: {zh: 职业健康台账, en: Health ledger}
department: safety
questions:
  - code: Q05.1
    core: true
    text: {zh: 档案放在一个盒子里吗？, en: Are all papers in one box?}
    why: {zh: 检查时要看。, en: Inspectors ask for it.}
    passes: {zh: 盒子里有目录。, en: The box has a list.}
    example: {zh: 一个盒子加一页目录。, en: A box with a one-page list.}
    fails: {zh: 没有档案盒, en: No box of papers}
    level: paper
    evidence:
      kind: photo
      what: {zh: 拍目录。, en: Photograph the list.}
    at_once: yes
    measure: {zh: 买一个盒子。, en: Buy a box.}
    days: 3
    law:
      - {law: prevention_act, article: 第二十条, mark: verified}
  - code: Q05.2
    text: {zh: 有花名册吗？, en: Is there a list of workers?}
    why: {zh: 体检要靠它。, en: Health checks need it.}
    passes: {zh: 每人一行。, en: One line for each worker.}
    example: {zh: 姓名、岗位。, en: Name and work place.}
    fails: {zh: 没有花名册, en: No list of workers}
    level: paper
    evidence: {kind: none}
    at_once: no
    measure: {zh: 写花名册。, en: Write the list.}
    days: 7
    skip:
      unless: [dust]
      reason: {zh: 您没有粉尘。, en: You have no dust.}
    law:
      - {law: prevention_act, article: 第三十六条, mark: verified}
"""

ITEM_13 = """\
code: I13
title: {zh: 防护设施, en: Extraction}
department: health
questions:
  - code: Q13.2
    core: true
    text: {zh: 抽风开着吗？, en: Is the extraction running?}
    why: {zh: 不开等于没有。, en: Off is as good as none.}
    passes: {zh: 都在转。, en: All of it runs.}
    example: {zh: 纸巾被吸住。, en: A tissue is held by the suction.}
    fails: {zh: 抽风没有开, en: Extraction off}
    level: danger
    stop: {zh: 先停这个岗位。, en: First stop this work place.}
    evidence:
      kind: photo
      what: {zh: 拍正在转的抽风。, en: Photograph it running.}
      required: true
      fresh: true
    numbers:
      done: {zh: 几台在转, en: How many run}
      total: {zh: 共几台, en: Of how many}
    at_once: yes
    measure: {zh: 打开抽风。, en: Switch it on.}
    days: 0
    law:
      - {law: prevention_act, article: 第二十五条, mark: verified}
"""

PACK = """\
code: hilltown
title: {zh: 山镇专项行动, en: Hilltown campaign}
heading: 山镇专项行动方案
form_title: {zh: 企业自查表, en: Self-check form}
number_prefix: ST
level: town
goal: {zh: 保护工人健康。, en: Keep workers healthy.}
scope:
  sentence: 全镇工矿商贸单位
  plain: {zh: 全镇单位。, en: Every unit of the town.}
  industries:
    - {key: shoes, written: 制鞋}
  source: {section: 方案, lines: L1}
items:
  - number: 1
    text: 台帐和防护设施
    checks: [I05, I13]
    source: {section: 方案, lines: L2}
    numbers: true
phases:
  - code: mobilise
    kind: mobilise
    title: {zh: 动员, en: Start}
    heading: 动员阶段
    written: 11月
    reading: {zh: 十一月。, en: November.}
    start: Y-11-01
    end: Y-11-20
    does: {zh: 镇里开会。, en: The town meets.}
    source: {section: 方案, lines: L3}
  - code: self_check
    kind: self_check
    title: {zh: 自查, en: Self-check}
    heading: 自查阶段
    written: 11月21日至2月
    reading: {zh: 到次年二月底。, en: To the end of next February.}
    start: Y-11-21
    end: Y+1-02-last
    does: {zh: 企业自查。, en: Enterprises check themselves.}
    source: {section: 方案, lines: L4}
departments:
  - code: safety_station
    kind: safety
    at: own
    name: 镇安监站
    does: 监督检查
    today: {zh: 卫生健康部门, en: Health authority}
    receives_forms: true
    source: {section: 方案, lines: L5}
duties:
  - code: self_check_form
    title: {zh: 交自查表, en: Hand in the form}
    who: enterprise
    to: safety_station
    what: form
    rhythm: once
    phase: self_check
    written: 2月底前
    due: Y+1-02-15
    grace_until: Y+1-02-last
    source: {section: 方案, lines: L6}
rules:
  - code: coverage
    written: 100%
    plain: {zh: 家家复查。, en: Every enterprise is reviewed.}
    percent: 100
    source: {section: 方案, lines: L7}
ladder:
  - code: V0
    written: 能立即整改
    consequence: 立即整改
    source: {section: 方案, lines: L8}
cites:
  - written: 职业病防治法
    now: prevention_act
    source: {section: 方案, lines: L9}
notes:
  - oddity: 1
    text: {zh: 年份顺延。, en: The year rolls on.}
"""

LAWS = """\
laws:
  - code: prevention_act
    title: {zh: 职业病防治法, en: Occupational Diseases Act}
    version: 2018-12-29
    in_force: yes
    mark: verified
  - code: order_23
    title: {zh: 23号令, en: Order 23}
    version: 2009-07-01
    in_force: no
    mark: recalled
    replaced_by: prevention_act
"""

INDUSTRIES = """\
industries:
  - key: shoes
    name: {zh: 制鞋, en: Shoes}
    hazards:
      - {name: {zh: 苯, en: Benzene}, kind: toxic, substance: 4, mark: verified}
    look_first: {zh: 胶桶盖着没有。, en: Is the glue covered?}
    facts: [dust]
"""

SUBSTANCES = """\
substances:
  - number: 4
    name: {zh: 苯, en: Benzene}
    mark: verified
"""

PROFILE = """\
profile:
  - key: uses
    kind: choices
    text: {zh: 做什么？, en: What is done?}
    options:
      - {key: dust_work, text: {zh: 打磨, en: Grinding}, facts: [dust]}
  - key: n_workers
    kind: number
    text: {zh: 几个人？, en: How many people?}
"""

REMINDERS = """\
reminders:
  - code: form
    about: self_check
    to: [contacts]
    days: [-7, 0, 3]
    text: reminder-form-not-started
    more: {partly: reminder-form-partly, answered: reminder-form-answered}
    buttons: [check, snooze]
"""

NOTICES = """\
notices:
  - code: reminder
    title: {zh: 提醒, en: Reminder}
    states: [not_submitted]
    paragraphs:
      - needs: [due]
        text: {zh: "请在{due}前交表。", en: "Hand it in by {due}."}
      - text: {zh: "{office}", en: "{office}"}
"""

FILES = {
    "items/I05.yaml": ITEM_05,
    "items/I13.yaml": ITEM_13,
    "packs/hilltown.yaml": PACK,
    "laws.yaml": LAWS,
    "industries.yaml": INDUSTRIES,
    "substances.yaml": SUBSTANCES,
    "profile.yaml": PROFILE,
    "reminders.yaml": REMINDERS,
    "notices.yaml": NOTICES,
    "catalogs/zh/common.ftl": "greeting = 您好，{ $name }\nback = 返回\n",
    "catalogs/en/common.ftl": "greeting = Hello { $name }\nback = Back\n",
}


class SmallTree:
    """The tree on disk below `root`, to be broken in one place."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for file, text in FILES.items():
            self.write(file, text)

    def write(self, file: str, text: str) -> None:
        """Put `text` into a file of the tree."""
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def replace(self, file: str, old: str, new: str) -> None:
        """Change the first `old` in a file; it has to be there."""
        text = (self.root / file).read_text("utf-8")
        if old not in text:
            raise AssertionError(f"{file} holds no {old!r}")
        self.write(file, text.replace(old, new, 1))

    def line(self, file: str, text: str, nth: int = 1) -> int:
        """Line of the nth `text` in a file, from 1."""
        lines = (self.root / file).read_text("utf-8").splitlines()
        return [number for number, line in enumerate(lines, 1) if text in line][nth - 1]

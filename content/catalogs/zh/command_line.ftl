# 命令行 chenan 的帮助。命令、选项和大写的参数名在各种语言里都相同，不要翻译。

cli-chenan = Telegram 机器人，用于粉尘危害和高毒物质专项治理行动。
cli-demo = 试用：不用令牌，不用联网。
cli-demo-time = 时间按演示的时钟：{ $at }（{ $zone }）。
cli-run = 在一个进程里运行机器人和调度程序（单个办公室这样运行即可）。
cli-bot = 只运行机器人。
cli-scheduler = 只运行调度程序。
cli-simulator = 在本机运行 Telegram 的替身：一个 Bot API 和一个聊天网页。
cli-db = 建立、备份、检查和恢复数据库。
cli-db-backup = 把数据库、证据和封存的举报写入 FILE（tar）并检查；机器人可以照常工作。
cli-db-claim =
    确认 CHENAN_DATA_DIR 里的证据和举报照片属于这个数据库。

    数据库搬到别处或手工恢复之后使用：确认之前不会删除任何文件。
cli-db-copy =
    把数据库 FROM 复制到空数据库 TO，两者可以是地址（postgresql://…）或 SQLite 文件。

    请先停下机器人。每一行都计数并比对；文件不动。中途被杀掉，再执行同一条命令就接着复制。
cli-db-restore =
    从 FILE 恢复。先停下机器人；它启动时会再次清除应当消失的数据。

    如果 FILE 已超过一星期，不会马上清除：见 `chenan db trust-clock`。
cli-db-trust-clock =
    确认这台机器的时钟是对的。

    如果时钟比数据库上次看到的晚很多，就不会因到期删除任何东西，直到它平稳走过一天的运行时间，或者这样确认过。
cli-db-upgrade = 建立数据表，或升级到本版本；可以重复执行。
cli-db-verify = 完整检查备份 FILE（摘要、数据库、证据）；不改动任何东西，也不需要设置。
cli-db-new-key = 生成一把备份专用的私钥，写入 FILE，并显示公钥（age 格式）。
cli-evidence = 在磁盘和存储桶之间搬照片和文件。
cli-evidence-copy =
    把证据（照片和文件）从 FROM 复制到 TO，两者可以是文件夹或 s3://存储桶/前缀。

    机器人可以照常工作：先复制一遍，停下机器人再复制一遍，然后改 CHENAN_EVIDENCE_URL。已有的不再发送，每个文件都比对；两边都不删除。中途被杀掉，再执行同一条命令就接着复制。
cli-content = 检查和显示方案、检查项和文字。
cli-content-check =
    检查 PATH 里的内容（默认：程序自带的内容）。

    每个错误一行：文件、行号、错在哪里、应当怎样写。
cli-content-list = 列出可以用来开展行动的方案。
cli-content-show = 显示一个方案（hailing）、一个检查项（I05）或一个问题（Q05.2）。
cli-campaign = 开展、列出、显示、调整、结束和恢复行动。
cli-campaign-close =
    结束行动：不再询问和提醒，并通知各办公室和企业。

    数字保持今天的样子；台账、进展和自查表仍可查看，总结仍可报送。还没开始发送的通知退回拟稿人。`chenan campaign reopen` 可以恢复。
cli-campaign-list = 列出行动，最新的在前。
cli-campaign-open =
    按方案 TEMPLATE（见 `chenan content list`）开展行动，各阶段从 START 起排定。

    该地区及下级的办公室会收到一条概要消息。
cli-campaign-reopen = 恢复已结束的行动：从原处继续，收到过结束通知的人会得到告知。
cli-campaign-set-duty = 把任务 CODE 的期限定为 DUE；期限之后仍可提交的天数与原来相同，除非用 --grace 另定。与它一起提交的任务随之移动。
cli-campaign-set-phase = 把阶段 CODE 定为 FIRST 至 LAST（含最后一天）；在该阶段或之后到期的任务随之移动。
cli-campaign-show = 显示一个行动及其各阶段、各任务的日期。
cli-jurisdiction = 管理各级办公室所在的地区。
cli-jurisdiction-add = 添加一个地区：CODE 是命令里用的代号，NAME 是给人看的名称（海陵区）。
cli-jurisdiction-list = 列出所有地区，下级紧跟在上级之后。
cli-jurisdiction-set = 设定地区 CODE 的级别和时区；没有填写的保持不变。
cli-staff = 邀请、列出和撤销办公室人员。
cli-staff-change = 更改岗位 ID（见 `list`）的权限。
cli-staff-invite = 输出一个链接，一个人凭它加入办公室；只能用一次，七天内有效。
cli-staff-list = 按办公室列出人员，负责人在前。
cli-staff-revoke = 立即撤销岗位；ID 见 `chenan staff list`。
cli-staff-end-devices = 让某个岗位的人在网页上的所有设备退出；ID 见 `chenan staff list`。
cli-audit = 列出办公室人员做过的操作，最新的在前。
cli-enterprise = 导入、列出、维护和邀请企业。
cli-enterprise-admit = 同意申请人加入（见 `requests`），或拒绝；会通知本人。
cli-enterprise-history = 列出统一社会信用代码为 CREDIT_CODE 的企业的一企一档，新的在前；或写成 PDF。
cli-enterprise-deadlines = 把统一社会信用代码为 CREDIT_CODE 的企业的各项期限写成日历文件。
cli-enterprise-archive = 写出统一社会信用代码为 CREDIT_CODE 的企业的全部记录：数据、自查表、照片。
cli-enterprise-close = 把企业 CREDIT_CODE 移出名单；会通知其人员，记录保留。
cli-enterprise-erase = 保存年限过后，删除企业 CREDIT_CODE 提供的全部内容。
cli-enterprise-import =
    导入 FILE（XLSX、XLS、ODS 或 CSV）里的企业：全部导入；只要一行有错，就一家也不导入。

    再次导入同一文件不会有任何变化。
cli-enterprise-invitations = 给还没有人加入的企业打印加入用的二维码；每个只能用一次，30 天内有效。
cli-enterprise-invite =
    输出一个链接，一个人凭它加入企业 CREDIT_CODE；第一个加入的人是负责人。

    填写 --name、--industry、--headcount 和 --jurisdiction 时，先把新企业列入名单。--contact 和 --phone 说明机器人联系不到时打电话给谁，名单上已有的企业也可以填。
cli-enterprise-list = 按录入顺序列出企业；用 --step 只列在行动中处于某一步的。
cli-enterprise-merge = 把代码为 DOUBLE 的企业并入 INTO：人员和自查表一并转过去。
cli-enterprise-move = 把企业 CREDIT_CODE 移到代号为 PLACE 的地区。
cli-enterprise-end-devices = 让信用代码为 CREDIT_CODE 的企业的所有人在网页上的所有设备退出。
cli-enterprise-poster =
    输出企业 CREDIT_CODE 海报用的链接：匿名举报从这里开始。

    链接只表明企业，不涉及任何人，并且始终不变，海报可以一直使用。
cli-enterprise-posters = 打印工人举报用的海报，每家企业一页。
cli-enterprise-rename = 更正企业 CREDIT_CODE 的名称。
cli-enterprise-reopen = 把已移出名单的企业 CREDIT_CODE 重新列入名单。
cli-enterprise-requests = 列出申请加入企业的人。
cli-enterprise-template = 写一份空白企业名单，带表头、可选项和填写说明。
cli-overview = 按步骤、整改和地区显示行动进展。
cli-export = 导出台账、自查表和总结。
cli-export-forms = 把已提交的自查表全部写成 PDF 放入一个 ZIP，每个地区一个文件夹。
cli-export-ledger = 写出台账：企业、问题、复查、覆盖情况。要么全部写成，要么不写。
cli-export-summary = 把行动总结或月报写成 PDF 和 Word。
cli-summary = 撰写、报送和列出各办公室的总结。用 `chenan export summary` 生成文件。
cli-summary-case = 把一家企业列为典型事例。不填 --self-check 时列出可选的企业。
cli-summary-file = 把总结按现状报送上级办公室；方案里的这项任务随之完成。
cli-summary-list = 列出下级地区及是否已报送。
cli-summary-write = 写下办公室自己要说的话。不填选项时显示已写的内容。
cli-review = 复查自查表，整改销号，处理待决事项。
cli-review-accept = 同意一项整改：问题销号，并通知企业。
cli-review-claim = 领取自查表 FORM 进行复查。
cli-review-decide = 结束对 FORM 的复查：pass（通过）、correct（限期整改）、again（重新自查）、suspend（停产整顿）、penalty（处罚）、closure（关闭）或 exposure（曝光）。
cli-review-done = 列出企业已报完成、待销号的整改，期限最早的在前。
cli-review-give-back = 把自查表 FORM 退回复查队列。
cli-review-hand-up = 把事项 TASK 上报上级办公室。
cli-review-advise = 以本部门名义，对 QUESTION（如 Q07.1）的回答表示认可或不认可。
cli-review-judge = 同意对 QUESTION（如 Q03.1）的回答，或不认可。
cli-review-queue = 列出等待复查的自查表及原因，风险最高的在前。
cli-review-reject = 退回一项整改，说明原因并给出新的期限。
cli-review-sample = 随机抽取自查表进行抽查；种子会保存，用它可以再次抽出同样的表。
cli-review-settle = 对事项 TASK 作出决定，或不再处理。
cli-review-show = 显示一份自查表：现状、优先复查的原因、疑点。
cli-review-tasks = 列出待决事项：长期逾期、多次整改不合格、上报的。
cli-review-warn = 对事项 TASK 涉及的企业发出催告（见 `tasks`）。
cli-notice = 查看通知，也可以暂停通知。
cli-notice-list = 列出通知，最新的在前；草稿只有拟稿人能看。
cli-notice-pause = 暂停正在发送的通知。
cli-notice-release = 放行等待另一位负责人放行的通知，用于办公室没有另一位负责人时。
cli-notice-resume = 继续发送已暂停的通知。
cli-notice-show = 显示通知的发送进展和已读情况。
cli-notice-paper = 把通知 ID 写成公文（PDF、Word）。
cli-notice-stop = 停止发送通知；已发出的保留。
cli-notice-watch = 显示发送中的通知直到结束：在终端上是进度条，否则逐行输出（用 --json 则为 JSON）。
cli-notice-why = 逐个说明企业的联系人是否收到通知，未收到的原因。
cli-reminder = 查看到期提醒。
cli-reminder-why = 逐个说明企业的联系人是否收到提醒，未收到的原因。
cli-notice-withdraw = 从所有人那里撤回通知。
cli-outbox = 查看 Telegram 拒绝的消息，并重新发送。
cli-outbox-parked = 列出搁置的消息和 Telegram 给出的原因。
cli-outbox-retry = 重新发送编号为 IDS 的消息；通知和提醒从各自的命令发送。
cli-outbox-waiting = 按状态统计未发出的消息，以及最早一条到时间后等了多久。
cli-outbox-unreachable = 按地区统计联系不上的联系人，以及完全联系不上的企业。
cli-keys = 生成和更换匿名举报的密钥。
cli-keys-intake = 把只接收举报的进程所需的内容写入 FILE：不含私钥。
cli-keys-new = 在 CHENAN_REPORT_KEY_FILE 指定的文件里生成密钥；绝不覆盖旧的。
cli-keys-rotate =
    更换新密钥，并把用旧密钥封存的内容改用新密钥封存。

    先执行 `chenan keys rotate`，再重启所有进程（它们仍用已知的密钥封存），然后执行 `chenan keys rotate --finish` 删去旧密钥。
cli-keys-show = 显示公开的内容：各密钥的编号和日期，以及验证证明用的公钥。
cli-keys-verify = 说明 STATEMENT 是否由本办公室签署：即某日收到过某编号的举报。
cli-doctor = 检查安装情况；逐项说明是否正常，或应当怎样处理。
cli-option-office-below = 该地区的办公室及下级各办公室。
cli-option-reason-audit = 原因，记入操作记录。
cli-option-past = 允许填写已过去的日期（用于补记）。
cli-option-runs-where = 开展行动的地区（含下级）。
cli-option-start = 第一个有日期的阶段从哪一天开始。
cli-option-dry-run-days = 只显示会得到的日期，不写入。
cli-option-only-below = 只看该地区及下级。
cli-option-only-open = 只列进行中的。
cli-option-reason-campaign = 原因，随行动保存并记入操作记录。
cli-option-dry-run-close = 只显示还有哪些事没有办完，不写入。
cli-option-alone = 不移动该阶段各项任务的日期。
cli-option-grace = 最晚到哪一天仍可提交。
cli-option-json-all = 以 JSON 输出全部内容。
cli-option-force = 替换现有数据。
cli-option-identity = 打开加密备份的私钥文件（age 格式）。
cli-option-live = 有程序正在使用 FROM 也复制；从现在起写入的内容不会进入 TO。
cli-option-whole = 再把 TO 里的每个文件读一遍，比对摘要。
cli-option-yes = 不再询问。
cli-option-port-any = 填 0 则自动选用空闲端口。
cli-option-demo-data = 数据保存在此目录；不填则结束后全部清除。
cli-option-speed = 时间快慢；1440 即一分钟过一天。
cli-option-no-browser = 不打开网页。
cli-option-search = 名称的一部分，或代码的开头。
cli-option-all-closed = 也列出已移出名单的。
cli-option-step = 只列进展到这一步的。
cli-option-new-name = 企业名称，用于名单上还没有的企业；下面四项同此。
cli-option-industry = 行业代号。
cli-option-headcount = 从业人数。
cli-option-located = 所在地区。
cli-option-address = 街道和门牌号。
cli-option-contact = 企业电话联系人。
cli-option-phone = 联系电话。
cli-option-out-pdf = 要写的 PDF 文件。
cli-option-readiness-of = 这家企业的清单，而不是办公室的
cli-option-below = 该地区及下级。
cli-option-note = 用自己的话说明，记入操作记录。
cli-option-codes = 只要这些企业；可重复填写。
cli-option-refuse = 不同意加入。
cli-option-sheet-language = 表头和说明的语言。
cli-option-out-xlsx = 要写的 XLSX 文件。
cli-option-template-place = 把该地区及下级作为可选项。
cli-option-import-place = 企业所在地区（或其下级）。
cli-option-dry-run-check = 只检查，不导入。
cli-option-marked = 有错时，另写一份标出错误的副本。
cli-option-out-history = 要写的 PDF 文件；不给时直接打印文字。
cli-option-out-ics = 要写的日历文件（.ics）。
cli-option-out-archive = 要写的 ZIP 文件。
cli-option-really = 确实删除；不填则只说明从哪天起可以删除。
cli-option-campaign-below = 只看该地区及下级（默认：行动所在地区）。
cli-option-out-zip = 要写的 ZIP 文件。
cli-option-out-summary = 要写的文件：.pdf 或 .docx；不带后缀则两种都写。
cli-option-out-paper = 另写成公文：.pdf、.docx，不写后缀则两种都写。
cli-option-full-name = 机关全称，与印章一致；写 "" 取消。
cli-option-number-pattern = 发文字号，照旧文抄：海应急〔2026〕12号，或只写海应急；写 "" 取消。
cli-option-filed = 按最近一次报送的内容，而不是现在的内容。
cli-option-level = 级别；区按县级填。
cli-option-zone = 时区（默认与上级相同）。
cli-option-parent = 上级地区的代号。
cli-option-passphrase = 用口令锁住私钥；每次启动都要输入。
cli-option-finish = 所有进程重启之后：删去旧密钥。
cli-option-public-key = 公钥，即 `chenan keys show` 显示的那一串。
cli-option-offices-below = 只列该地区及下级办公室的。
cli-option-newest = 只列最新的若干条。
cli-option-all-parked = 全部搁置的消息。
cli-option-out-png = 同时写成 PNG 图片。
cli-option-league = 按名次列出下级地区。
cli-option-seed = 按此种子重新抽取（默认用新种子）。
cli-option-reason-enterprise = 原因，企业会看到。
cli-option-due = 新的期限（默认按内容规定）。
cli-option-by = 复查人员的岗位编号（见 `staff list`）。
cli-option-comment-advise = 原因；不认可时必填，复查的办公室会看到。
cli-option-comment-judge = 原因；不认可时必填，企业会看到。
cli-option-due-decide = `correct` 和 `again` 给出的期限。
cli-option-comment-decide = 给企业看并写在表上的意见。
cli-option-reason-above = 原因，上级办公室会看到。
cli-option-simulator-data = 聊天和文件保存在此目录；不填则结束后全部清除。
cli-option-flood = 发送过快时像 Telegram 一样以 429 拒绝。
cli-option-whose-office = 哪个地区的办公室。
cli-option-role = 在该地区及下级的权限。
cli-option-department = 所属部门。
cli-option-staff-name = 在办公室里的称呼（默认用 Telegram 上的名字）。
cli-option-problems = 存在的问题；填 "" 则清空。
cli-option-plans = 下一步打算；填 "" 则清空。
cli-option-self-check = 已提交的自查表编号。
cli-option-typical = 典型之处。
cli-option-remove = 移出典型事例。
cli-option-month = 某月的月报，如 2026-11（默认：整个行动的总结）。
cli-option-whose = 哪个地区的（默认：行动所在地区）。
cli-option-json = 以 JSON 输出。
cli-option-bot = 机器人的名字（默认：CHENAN_BOT_NAME）。
cli-option-campaign = 行动编号（默认：该地区唯一进行中的行动）。
cli-list-demo = 试用：模拟器、机器人和调度程序在一个进程里。
cli-list-run = 在一个进程里运行机器人和调度程序。
cli-list-bot = 只运行机器人。
cli-list-scheduler = 只运行调度程序。
cli-list-simulator = 运行本机 Bot API 及其聊天网页。
cli-list-db = 建立、备份、检查和恢复数据库。
cli-list-evidence = 在磁盘和存储桶之间搬照片和文件。
cli-list-content = 检查和显示方案、检查项和文字。
cli-list-campaign = 开展、列出、显示和结束行动。
cli-list-jurisdiction = 管理各级办公室所在的地区。
cli-list-staff = 邀请、列出和撤销办公室人员。
cli-list-audit = 查看办公室里谁做了什么。
cli-list-enterprise = 导入、列出和邀请企业。
cli-list-overview = 以文字或图片显示行动进展。
cli-list-export = 导出台账、自查表和总结。
cli-list-summary = 撰写和报送总结、月报。
cli-list-review = 复查已提交的内容。
cli-list-notice = 查看通知，也可以暂停。
cli-list-reminder = 说明企业没有收到提醒的原因。
cli-list-outbox = 查看 Telegram 拒绝的消息，并重新发送。
cli-list-keys = 生成和更换匿名举报的密钥。
cli-list-doctor = 检查安装情况，并说明怎样处理。
cli-click-help = 显示本帮助并退出。
cli-click-version = 显示版本并退出。
cli-click-confirm = 不再询问，直接执行。
cli-click-usage = 用法：
cli-click-options = 选项
cli-click-commands = 命令
cli-click-required = 必填
cli-click-default = 默认：{ $default }
cli-click-choose = 可选：{ $choices }
cli-click-missing-argument = 缺少参数
cli-click-missing-option = 缺少选项
cli-click-missing-parameter = 缺少参数
cli-click-missing-command = 没有写命令。
cli-click-no-option = 没有选项 { $name }。
cli-click-no-command = 没有命令 { $name }。
cli-click-mean = 是不是 { $possibility }？
cli-click-mean-one = （是不是其中之一：{ $possibilities }？）
cli-click-extra = 多了一个参数（{ $args }）
cli-click-extras = 多了几个参数（{ $args }）
cli-click-invalid = 值不对：{ $message }
cli-click-invalid-for = { $param_hint } 的值不对：{ $message }
cli-click-no-value = 选项 { $name } 后面不带值。
cli-click-needs-value = 选项 { $name } 后面要带一个值。
cli-click-not-one-of = { $value } 不在可选范围之内：{ $choices }。
cli-click-no-number = { $value } 不是有效的数（{ $number_type }）。
cli-click-format = { $value } 不符合格式 { $format }。
cli-click-range = { $value } 不在范围 { $range } 之内。
cli-click-absent = { $filename } 不存在（{ $name }）。
cli-click-is-file = { $filename } 是文件（应为 { $name }）。
cli-click-is-directory = { $filename } 是目录（应为 { $name }）。
cli-click-not-readable = { $filename } 无法读取（{ $name }）。
cli-click-not-writable = { $filename } 无法写入（{ $name }）。
cli-click-error = 错误：{ $message }
cli-click-repeat = 再输入一次确认
cli-click-no-match = 错误：两次输入不一致。
cli-click-bad-input = 错误：输入无效
cli-notice-withdraw-sure = 删除所有副本？Telegram 已不能删除的将替换为说明。

cli-reminder-why-closed = 企业已移出名单，不再提醒。
cli-reminder-why-no-campaign = 所在地区没有正在开展的行动，不提醒。
cli-reminder-why-not-planned = 今天的提醒还没有安排（08:30 起安排；一直没有，请看 chenan scheduler 是否在运行）。
cli-reminder-why-nothing = 现在没有要提醒的事。
cli-reminder-why-none = 没有联系人，或没有可提醒的事。
cli-reminder-why-sent = { $at } 已提醒
cli-reminder-why-moot = { $day } 应提醒时已不用提醒
cli-reminder-why-muted = { $at } 本人选了“不再提醒”
cli-reminder-why-waiting = 等 { $day } 的每日提醒
cli-reminder-why-put-off = 推迟到 { $day }
cli-reminder-why-not-due = 还没到提醒的日子，第一次在 { $day }
cli-reminder-why-done = 已经办了
cli-reminder-why-no-day = 没有定期限
cli-reminder-why-missed = { $day } 没有提醒此人：当时还没加入、联系不上，或期限是后来才定的
cli-reminder-why-next = { $said }；下一次 { $day }
cli-list-operator = 决定程序出问题时告诉谁。
cli-operator = 决定程序出问题时告诉谁。
cli-operator-invite = 输出一个链接，一个聊天凭它加入；只能用一次，一天内有效。
cli-operator-list = 列出会收到告警的聊天。
cli-operator-remove = 不再告诉聊天 ID（见 `list`）。
cli-list-status = 一屏显示程序运行情况。
cli-status = 一屏显示程序运行情况；有问题时以 1 退出。
cli-option-later = 后面的阶段按同样的天数一起顺延
cli-duty = 看方案任务的记录和材料；作为上级收下或退回。
cli-duty-list = 列出一次行动的任务记录，新的在前。
cli-duty-receive = 收下报送的材料；对方会收到消息。
cli-duty-return = 退回报送的材料，写明原因；任务要重做。
cli-list-duty = 看任务记录，收下或退回材料。
cli-option-of-place = 只看这个地区和它的下级。
cli-option-waiting = 只看等待接收的。
cli-circular = 向下级写情况通报，查看谁已阅、怎样答复。
cli-circular-list = 列出一个办公室发出的情况通报，新的在前。
cli-circular-show = 显示一件情况通报，谁已阅、怎样答复。
cli-circular-paper = 把通报写成公文（PDF、Word）。
cli-list-circular = 查看情况通报和答复。
cli-incident = 记职业危害事故：告知、四不放过、调查结果，写成文件。
cli-incident-list = 列出一个地区及以下企业的事故，未结案的在前。
cli-incident-show = 显示一起事故：几点告知了谁、四不放过。
cli-incident-paper = 把一起事故写成 PDF 或 Word 文件。
cli-list-incident = 查看职业危害事故。
cli-meeting = 召集联席会议，记到会、纪要和议定事项。
cli-meeting-list = 列出一个办公室召集和参加的联席会议，新的在前。
cli-meeting-show = 显示一次联席会议：议题、答复、纪要、议定事项。
cli-meeting-minutes = 把会议纪要写成 PDF 或 Word 文件。
cli-list-meeting = 查看联席会议和纪要。
cli-option-meetings-of = 哪个地区的办公室。
cli-meeting-no-minutes = 这次会议还没有纪要。
cli-meeting-came = { $came ->
    [yes] 已到
    [no] 未到
   *[none] 未记
    }
cli-option-circulars-of = 哪个地区的办公室。
cli-jurisdiction-hotline = 公布或撤下举报电话，再列出 CODE 的举报电话。
cli-jurisdiction-letterhead = 设置 CODE 的公文怎么署名、编号，不写选项则查看。
cli-option-hotline-add = 公布一个：“部门 号码 时间”，中间空一格。
cli-option-hotline-remove = 撤下这个编号的。
cli-review-measures = 列出对企业的处置：停产整顿、处罚、关闭、拒不整改。
cli-review-resume = 对停产整顿 MEASURE 的复产申请：同意，或不同意。
cli-review-penalty = 记下 MEASURE 文书的文号、日期，处罚还有种类和金额。
cli-review-end = 记下 MEASURE 已完成：处罚已执行，企业已关闭，拒不整改已解除。
cli-review-refused = 认定事项 TASK 的企业拒不整改；事项仍待决。
cli-review-exposures = 列出经两人确认、可以公布的曝光名单和理由。
cli-option-paper-number = 文书的文号
cli-option-penalty-kind = 处罚种类
cli-option-penalty-yuan = 金额，元
cli-option-paper-day = 文书的日期
cli-option-end-day = 完成的日期，默认今天
cli-extension = 查看、批量答复延期申请。
cli-extension-list = 列出该地区及下级待答复的延期申请，期限最早的在前。
cli-extension-answer = 逐件答复延期申请 EXTENSION（可写几个），或该地区待答复的全部；答复不了的逐件说明。
cli-option-extensions-of = 该地区及下级待答复的全部申请。
cli-option-grant = 同意：延到各件申请的日期。
cli-option-grant-until = 同意：都延到这一天。
cli-option-refuse-extension = 不同意，写明理由。
cli-list-extension = 查看、批量答复延期申请。
cli-export-sheet = 按上级系统的列名写出表 CODE；不写 CODE 就列出有哪些表。
cli-option-columns = 自己的列名文件（YAML），见 content/columns.yaml。
cli-campaign-set-year = 设定“某年以来”的条目从哪年问起（YEAR）；不写年份就不限。
cli-notice-templates = 列出该地区办公室自己的通知模板（含上级的）。
cli-notice-save-template = 把文件 FILE 里的内容存为该地区的通知模板，名称为 TITLE。
cli-notice-remove-template = 删除编号为 ID 的通知模板。
cli-option-own-template-place = 模板归哪个地区的办公室。
cli-inspection = 查看做过的现场检查，写出文书，作废记错的。
cli-inspection-list = 列出该地区及下级做过的现场检查；待查的不列。
cli-inspection-show = 显示一次检查 INSPECTION 和逐项记录。
cli-inspection-paper = 把检查 INSPECTION 的现场检查记录（record）或整改指令书（order）写成公文（PDF、Word）。
cli-inspection-void = 作废检查 INSPECTION 里记错的一项（--question），不写则整次作废；会告知企业。
cli-option-void-question = 记错的一项，如 Q12.1；不写是整次检查
cli-inspection-voided = 检查 { $id }：已作废
cli-list-inspection = 查看现场检查及其文书。
cli-option-doors = 码打开什么：telegram、web（网页）或 both（先打开选入口的小页面）。默认：CHENAN_DOORS。
cli-devices-ended = 已退出的设备：{ $count }
cli-jurisdiction-rank = 停用或恢复 CODE 下级各地的排名；不加选项只显示。
cli-option-rank = 恢复（--on）或停用（--off）；停用后下级都不排。
cli-jurisdiction-ranked = { $now ->
    [on] 下级排名
   *[off] 下级不排名
}
cli-option-overview-by = 按行业、危害或自查项目列表。
cli-export-briefing = 写出会议材料（两页 PDF）：进度、变化、各地、问题最多的项目、待决事项。
cli-export-readiness = 迎检材料清单：上级来查时要看的，各是什么状态（PDF、Word）

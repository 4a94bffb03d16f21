# 系统管理员要处理的问题：设置、数据库、备份、密钥。

cli-error-key-passphrase = 举报密钥的口令不对
cli-error-key-unread = 无法读取举报密钥 { $path }：{ $reason }
cli-error-key-open = 举报密钥 { $path } 其他用户也能读取
cli-error-key-open-mend = chmod 600 { $path }
cli-error-key-damaged = { $path } 不是举报密钥，或者已经损坏
cli-error-key-damaged-mend = 请从另存的那一份取回
cli-error-key-kept = { $path } 已经存在，不会覆盖：要更换请用 `chenan keys rotate`
cli-error-key-file-there = { $path } 已经存在
cli-error-passphrase-unread = 无法读取口令文件 { $path }
cli-error-restoring = { $data_dir } 正在恢复备份：请等它结束
cli-error-in-use = 尘安的程序正在用 { $data_dir } 里的数据：请先停下（机器人也要停）
cli-error-database-open = 另一个程序打开了 { $database }：请先关闭
cli-error-upgrade-broken = 升级已撤销：升级后会有数据指向不存在的记录（数据库损坏？）
cli-error-upgrade-first = 请先运行 `chenan db upgrade`
cli-error-no-database = { $file } 还没有数据库
cli-error-no-tables = 数据库 { $url } 里还没有表
cli-error-older = 数据库的版本是 { $revision }，程序是 { $head }
cli-error-newer = 数据库的版本是 { $revision }，由更新的程序建立
cli-error-newer-mend = 请更新程序
cli-error-squashed = 数据库的版本是 { $revision }，本程序只能从 0037 起升级；数据没有改动
cli-error-squashed-mend = 请先用提交 { $commit } 的程序升级：`git checkout { $commit } && make setup && chenan db upgrade`，再换回本程序
cli-error-no-driver = 没有安装 { $name }
cli-error-no-driver-mend = pip install 'chenan[postgres]'
cli-error-no-answer = 数据库 { $url } 没有回应：{ $reason }
cli-error-locked-mend = 另一个程序正在写入数据库：请稍等再试；如果一直这样，用 fuser 加数据库文件名找出是谁
cli-error-backup-nothing = { $database } 没有数据库
cli-error-backup-there = { $file } 已经存在，请换一个文件名
cli-error-backup-uncopied = 数据库 { $database } 无法复制：{ $problem }
cli-error-backup-damaged = 数据库 { $database } 已损坏（{ $trouble }），没有写入：请停下机器人，保留这个文件，用 `chenan db restore --force` 恢复最近一份好的备份
cli-error-backup-none = 没有文件 { $file }
cli-error-backup-foreign = { $file } 不是尘安的备份，或者已经损坏
cli-error-backup-locked = { $file } 是加密的备份：请用 --identity 指定私钥文件
cli-error-backup-sealed = 这把私钥打不开这份备份，或者备份已经损坏（{ $problem }）
cli-error-backup-no-identity = { $file } 里没有 age 私钥（以 AGE-SECRET-KEY-1 开头的一行）
cli-error-backup-version = { $file } 是另一个版本的尘安做的
cli-error-backup-newer = 备份里数据库的版本是 { $revision }，由更新的版本做的；请先更新程序
cli-error-backup-squashed = 备份里数据库的版本是 { $revision }，本程序只认 0037 起的版本；请用提交 { $commit } 的程序恢复：`git checkout { $commit } && make setup && chenan db restore FILE`，再换回本程序
cli-error-backup-files = 已损坏：打包了 { $packed } 个文件，只有 { $there } 个
cli-error-backup-unread = 已损坏：里面的数据库无法读取（{ $trouble }）
cli-error-backup-exchanged = 已损坏：里面的数据库不是打包时的那一个
cli-error-backup-changed = 已损坏：证据文件 { $name } 变了
cli-error-backup-alone = { $file } 的 { $count } 个证据文件应在旁边的 { $folder } 里，那里一个也没有：请把这个目录放到备份旁边
cli-error-backup-parts = { $more ->
    [0] 已损坏：{ $name } 变了或缺失
   *[other] 已损坏：{ $name } 和另外 { $more } 个变了或缺失
}
cli-error-backup-unreadable = 写下的读不回来（磁盘有故障？）：{ $name } 变了或缺失
cli-error-pg-restore-busy = 有 { $count } 个程序连着数据库：请先停下它们（机器人）
cli-error-restore-there = { $folder } 里已经有数据；加 --force 会替换
cli-error-restore-foreign = 这个数据库旁边的照片属于另一个数据库（{ $folder }）：请设另一个 CHENAN_DATA_DIR；那个数据库如果已经不用，请删除 { $file }
cli-error-copy-same = FROM 和 TO 是同一个数据库：{ $database }
cli-error-copy-unfinished = 往这个数据库的复制还没有做完
cli-error-copy-unfinished-mend = 再执行同一条 `chenan db copy`，会接着复制；或者删掉这个数据库
cli-error-copy-taken = 另一个复制正在写入 { $database }，请等它做完
cli-error-copy-foreign = { $database } 里有别的程序的数据表，请写一个空数据库
cli-error-copy-version = { $database } 的版本是 { $found }，FROM 的版本是 { $revision }：请写一个空数据库，或对旧的那个执行 `chenan db upgrade`
cli-error-copy-full = { $database } 不是空的：表 { $table } 有 { $count } 行。没有写入任何内容
cli-error-copy-live = { $seconds } 秒前机器人或调度程序还在使用 { $database }
cli-error-copy-held = 有程序占用着 { $database }
cli-error-copy-live-mend = 请停下它，过一分钟再执行；或者加 --live，但从现在起写入的内容不会复制
cli-error-copy-tables = FROM 和 TO 不一致：表 { $table } 的列不同，或 FROM 里没有这个表
cli-error-copy-unfit = { $table }.{ $column } 有 { $count } 个值 PostgreSQL 不接受，第一个在 { $key } 行：{ $kind ->
    [text] 不是文字，或超过 { $most } 个字
    [number] 不是数字，或超过 { $most } 字节
    [flag] 不是 0 或 1
    [instant] 不是时间
    [day] 不是日期
    [json] 不是 JSON
   *[bytes] 不是字节
}。没有写入任何内容
cli-error-copy-encoding = 表 { $table } 里有不是 UTF-8 的文字
cli-error-copy-references = 表 { $table } 里有的行指向不存在的行（{ $parent }）：请用 `chenan doctor` 检查数据库
cli-error-copy-refused = PostgreSQL 不接受表 { $table } 的行（{ $reason }）
cli-error-copy-differs = 写下的和读到的不一样（磁盘有故障，或有人写过 TO？）：{ $table }，读到 { $read } 行，写下 { $there } 行
cli-error-foreign-folder = 这个数据库旁边的照片属于另一个数据库（{ $folder }）
cli-error-foreign-folder-mend = 请设另一个 CHENAN_DATA_DIR；那个数据库如果已经不用：`chenan db claim`
cli-error-setting-no-token = 没有设置 CHENAN_BOT_TOKEN
cli-error-setting-no-token-mend = 在 @BotFather 取得令牌，写进 .env
cli-error-setting-token = CHENAN_BOT_TOKEN 不是令牌
cli-error-setting-token-mend = 请从 @BotFather 整个复制：数字、冒号、字母一个也不能少
cli-error-setting-secret = 没有设置 CHENAN_WEBHOOK_SECRET：没有它，谁都可以冒充 Telegram
cli-error-setting-file = 无法读取 { $file }（{ $reason }）
cli-error-setting-encoding = 无法读取 { $file }（不是 UTF-8）
cli-error-setting-listen = 请写成 HOST:PORT，例如 127.0.0.1:8443
cli-error-setting-web = 请写以 https:// 或 http:// 开头的地址
cli-error-setting-origin = 请写 https:// 加网站名（可以加端口），后面不要有路径
cli-error-setting-web-replica = CHENAN_WEB_REPLICA_URL 要和 CHENAN_REDIS_URL 一起用：几个进程靠 Redis 互相找到
cli-error-setting-web-both = CHENAN_WEB_LISTEN 和 CHENAN_WEB_URL 要写就都写
cli-error-setting-doors = CHENAN_DOORS 要打开网页，可是没有 CHENAN_WEB_URL
cli-error-setting-doors-mend = 写上 CHENAN_WEB_URL，或者把 CHENAN_DOORS 改成 telegram
cli-error-setting-recipients = 不是 age 公钥：每把以 age1 开头，多把用逗号隔开；用 chenan db new-key 生成
cli-error-setting-evidence = 请写 s3://存储桶/前缀，不要写账号和密码
cli-error-setting-evidence-key = CHENAN_EVIDENCE_URL 指向存储桶，可是没有它的密钥
cli-error-setting-evidence-key-mend = 写上 CHENAN_EVIDENCE_S3_KEY，以及 CHENAN_EVIDENCE_S3_SECRET 或 CHENAN_EVIDENCE_S3_SECRET_FILE
cli-error-setting-evidence-file = 读不了 CHENAN_EVIDENCE_S3_SECRET_FILE 指的文件 { $file }
cli-error-evidence-library = 没有安装访问存储桶的程序库（obstore）
cli-error-evidence-library-mend = 按 requirements.lock 安装，或在 .venv 里执行 pip install 'chenan[s3]'
cli-error-setting-zone = 没有这个时区，请写成 Asia/Shanghai 这样
cli-error-setting-letters = 请用 16 到 256 个字母、数字、_ 和 -
cli-error-setting-database = 请写 postgresql://USER:PASSWORD@HOST/NAME 或 sqlite:///FILE
cli-error-setting-backend = 只能用 PostgreSQL 和 SQLite
cli-error-setting-number = 请写数字
cli-error-setting-bool = 请写 1 或 0
cli-error-setting-more = 要大于 { $gt }
cli-error-setting-least = 最小 { $ge }
cli-error-setting-most = 最大 { $le }
cli-error-setting-one-of = 只能是 { $expected }
cli-error-setting-name = 请写机器人的名字：字母开头，4 到 32 个字母、数字和 _
cli-error-setting-other = { $said }

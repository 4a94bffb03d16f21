# 运维人员：程序出问题时告诉谁、怎么说。
operator-joined = 好了。程序出问题、让人或消息等着时，会在这里告诉您；恢复了也会说。
    不想再收到，请在服务器上运行 chenan operator remove。
error-invalid-operator-invite = 这个链接不能用了：可能已过期，或已被别人用过。请在服务器上运行 chenan operator invite，再要一个。
operator-began = ⚠️ { $what }
    从 { $since } 起。
    请在服务器上运行 chenan doctor，它会说明怎样处理。
operator-ended = ✅ 已恢复：{ $what }
    前后 { $minutes } 分钟。
operator-trouble-database = 数据库不能写入，所有人的回答都无法保存。
operator-trouble-disk = 磁盘快满了（剩余不到 500 MB、不到 5 %，或者可建的文件数不到 5 %）。
operator-trouble-redis = Redis 连接失败，窗口打不开。
operator-trouble-telegram = Telegram 连不上，没有人收得到回答。
operator-trouble-web = 网页打不开，没有 Telegram 的人举报不了。
operator-trouble-replica = 提供网页的几个进程互相连不上，请看 CHENAN_WEB_REPLICA_URL。
operator-trouble-bot = 机器人进程没有动静，没有人收得到回答。
operator-trouble-delivery = 消息停止发送：通知和提醒都发不出。
operator-trouble-planning = 提醒没有生成：到期的事不会提醒。
operator-trouble-queue = 有消息到时间 10 分钟以上还没有发出。
operator-trouble-backup = 自动备份没有成功：最近一份已超过两个周期，或者一份也没有。
operator-trouble-evidence = 存放照片和文件的地方（CHENAN_EVIDENCE_URL）不能用：新照片收不下，旧照片看不了。其他都照常。运行 chenan doctor 看原因。
operator-trouble-clock = 这台机器的时钟不准或跳变了：程序暂按原来的时间或 Telegram 的时间运行，提醒照常发。请校准时钟。

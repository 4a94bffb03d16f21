# 出了岔子时说的话：说清楚，再说接下来怎么办。
error-unknown = 这一步没办成，您之前填的都在。请再试一次；还不行就告诉安全办编号 { $reference }。
error-storage = 服务器暂时存不下东西，您之前填的都在。请过几分钟再试（编号 { $reference }）。
error-storage-full = 服务器的磁盘满了，这一步没存下；您之前填的都在。请过一会儿再试，也请告诉安全办“磁盘满了”。
error-storage-readonly = 服务器的磁盘现在写不进去，这一步没存下；您之前填的都在。请过一会儿再试，也请告诉安全办“磁盘写不进”。
error-storage-locked = 服务器正忙着，这一步没存下；您之前填的都在。请过一分钟再试一次。
error-storage-damaged = 服务器的磁盘或数据出了毛病，这一步没存下。请不要急着重填，先告诉安全办“磁盘坏了”。
error-storage-away = 服务器的数据库连不上，这一步没存下；您之前填的都在。请过几分钟再试。
error-store-away = 照片和文件现在取不出来（存放它们的地方连不上），它们都还在。请过几分钟再看。别的事可以照办。
error-store-not-kept = 这张照片（文件）现在存不进去，没有收下。请过几分钟再发一次；您之前填的都在，别的题可以接着答。
error-network = 网络刚才断了一下。您填的都在；回给您的消息可能没送到，也可能已经送到了。请发 /start 看现在到哪一步。
error-reference = （编号 { $reference }）
error-not-allowed = 您没有办这件事的权限。如果换了企业，请发 /start 重新进入；有疑问请问负责人。
error-recused = 回避：您是（或不久前还是）“{ $enterprise }”的人，不能代表办公室办理它的事项。{ $left ->
    [here] 已留给本办公室的同事。
    [above] 本办公室没有别人能办，已转给{ $place }。
   *[nobody] 上级也没有别人能办，请找系统管理员安排。
}
error-invalid-review-unseen = 还有 { $count } 项未改完、照片后补或部门不认可的，尚未逐项看过。请进“逐项看”看过再通过。
error-not-found = 这一条已经不在了，请发 /start 看最新情况。
error-locked = 自查表已经交了，不能再改。复查前可以先“撤回修改”。
error-stale = 这一题现在不用答了，接着看下面的。
error-incomplete = 还有没填的，请先补上。
error-invalid-text-empty = 没有收到文字，请再写一次。
error-invalid-text-long = 文字太长了：最多 { $limit } 个字，您写了 { $length } 个。请删短一点再发。
error-invalid-reason = 请说一下为什么不涉及。
error-invalid-reason-denied = 这条理由与企业概况不符。情况变了请先改企业概况，没变请另写理由或如实作答。
error-invalid-numbers = 人数不对：请写成“做到的人数/总人数”，例如 17/18。
error-invalid-numbers-short = 只有 { $done } 人/共 { $total } 人，还没有全员做到，不能算“符合”。
error-invalid-numbers-all = { $done } 人/共 { $total } 人，已经全部做到，不能算“不符合”。
error-invalid-files-many = 每题最多 { $limit } 张。请先在“看照片”里删掉一张。
error-invalid-report-category = 请选一类问题。
error-invalid-report-photos = 最多 { $limit } 张照片。
error-invalid-report-full = 这件举报的补充太多了，请另交一份。
error-invalid-report-result = 请从按钮里选一个结果。
error-invalid-report-enterprise = 这件线索说的不是这家企业，请另选。
error-invalid-inspection-day = 检查日请选明天以后、90 天以内的一天。
error-conflict-report-accepted = 这件线索已由同事受理，不用再受理。
error-conflict-report-closed = 这件线索已经办结。
error-conflict-report-same-office = 这件线索已在那个部门，请选别的部门。
notice-outdated = 这个页面过期了，您的回答都在。
notice-cancelled = 已退出那一步，答过的都保存着。
notice-join-first = 先登记企业，才能自查。
notice-no-campaign = 您所在的地方目前没有开展专项行动，开始后会通知您。
notice-link-unknown = 这个链接认不出来，请向发链接的人再要一个。
only-private = 尘安只在私聊里办事，请点 @{ $bot } 打开。
error-invalid-web-login = 这个链接用不了：已过期（24 小时）或已用过。请在已登录的手机上再要一个，或请办公室发邀请。
error-invalid-web-pin = 密码不对。
error-invalid-web-pin-asked = 请输入六位密码。
error-invalid-web-pin-wait = 错的次数太多，请过一会儿再试。
error-invalid-web-pin-form = 密码是六位数字，不能六位都一样。

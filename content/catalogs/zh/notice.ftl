# 通知：写、发、看谁读了。
## 不能办时说的话
error-invalid-notice-empty = 通知还没有内容，请先写几句。
error-invalid-notice-text-long = 文字太长：一条通知最多 { $limit } 个字符，超出 { $over } 个。请删短再发。
error-invalid-notice-caption-long = 带一个文件时，文字最多 { $limit } 个字符，超出 { $over } 个。请删短，或去掉文件，或再加一个文件发成相册。
error-invalid-notice-past = 这个时间已经过了，请另选一个。
error-invalid-notice-nobody = 按现在的条件，没有一家企业要收。请改一改发给谁。
error-invalid-notice-unreachable = 要发的 { $count } 家都送不到（没注册或屏蔽了机器人），只能打电话。
error-invalid-notice-file-heavy = 文件超过 50 MB，Telegram 不收。请压缩或拆开再发。
error-invalid-notice-files-mixed = 照片和文件不能放在同一条通知里。请先去掉已有的，或分两条发。
error-invalid-notice-files-many = 一条通知最多 { $limit } 个文件。
error-invalid-notice-reason = 请写 2 到 200 个字的理由。
error-invalid-notice-all-read = 收到的都读过了，不用再发。
error-invalid-audience-group = 没有这样的收件人分组，请重新选。
error-conflict-notice-confirmed = 这条通知已由{ $who }于 { $at } 确认，不会再发一遍。
error-conflict-notice-decided = 这条通知已由{ $who }处理过了。
error-conflict-notice-no-draft = 这条通知已经确认，不能再改草稿。
error-conflict-notice-over = 这条通知现在没有在发。
error-conflict-notice-again = 这条通知已经再发过一次，不能发第三次。
error-conflict-notice-not-sent = 这条通知没有在发，也没有发出去，办不了这一步。

## 机器人主动告诉办公室的话
# place：哪里的办公室；author：拟稿人；title：标题；count：多少家
outbox-notice-release = { $place }{ $author }写的《{ $title }》要发给 { $count } 家，等您放行。
outbox-notice-released = 《{ $title }》已放行。
outbox-notice-returned = 《{ $title }》退回来了：{ $reason }
outbox-button-notice = 看这条通知

# 命令行：未读提示。
cli-list-nudge = 试发未读提示，看有多少人留了号码
cli-nudge = 试一试短信、邮件、企业微信群机器人能不能发，看有多少人留了号码。
cli-nudge-list = 按类别数一数确认过的号码和邮箱，以及其中发不出去的；不显示号码。
cli-nudge-test = 现在往 ADDRESS 用 KIND（sms、email、wecom）试发一条，说出对方服务器怎么答。
cli-nudge-kind = { $kind ->
    [sms] 短信
    [email] 邮件
   *[wecom] 企业微信群机器人
}
cli-nudge-offered = 已设置
cli-nudge-not-offered = 没有设置
cli-nudge-sent = 对方服务器收下了。
cli-head-confirmed = 已确认
cli-head-refused = 发不出去
cli-error-nudge-kind = 没有设置 { $kind }：见 .env.example 里的 CHENAN_SMS_FILE、CHENAN_SMTP_URL、CHENAN_WECOM_URL。
cli-error-nudge-address = 这不是一个 { $kind } 的地址。
cli-error-nudge-refused = 没有发出去：{ $reason }
cli-error-setting-nudges = 设了未读提示，可是没有 CHENAN_WEB_URL，提示里没有网址可写
cli-error-setting-nudges-mend = 写上 CHENAN_WEB_URL 和 CHENAN_WEB_LISTEN，或者去掉 CHENAN_SMS_FILE、CHENAN_SMTP_URL、CHENAN_WECOM_URL
cli-error-setting-sms = CHENAN_SMS_FILE 用不了：{ $file }：{ $reason }
cli-error-setting-sms-mend = 照 docs/operations.zh.md 里的例子改
cli-error-setting-smtp = CHENAN_SMTP_URL 或 CHENAN_SMTP_FROM 用不了
cli-error-setting-smtp-mend = 写成 smtps://USER:PASSWORD@HOST:465，发件人写成 NAME <safety@example.org>
cli-doctor-name-nudges = 未读提示
cli-doctor-nudge-good = { $kind } 连得上，{ $total } 个已确认
cli-doctor-nudge-away = { $kind } 连不上（{ $reason }）
cli-doctor-nudge-away-mend = 看网络、地址和密码；`chenan nudge test { $kind } 地址` 试发一条
cli-doctor-nudge-refused = { $kind } 已确认的 { $total } 个里有 { $refused } 个发不出去
cli-doctor-nudge-refused-mend = 请他们在“未读提示”里停用后重新填

# 打印的二维码：给企业的邀请、贴在车间的举报海报。
qr-invite-title = 粉尘与高毒物品危害自查
qr-invite-steps =
    手机装好 Telegram，扫一扫上面的码。
    点“加入”，一题一题填，不会的题有说明。
    查出的问题照着改，改好拍照。
qr-invite-steps-page =
    手机扫一扫上面的码，打开网页，不用装别的。
    写上姓名，点“加入”，一题一题填，不会的题有说明。
    查出的问题照着改，改好拍照。
qr-invite-small = 这个码只给这一家企业用，只能用一次；用过以后，同事请用“同事和企业信息”里的共享码。
qr-invite-note = { $place } · { day-of-month }前有效
qr-poster-title = 车间有粉尘、毒物危害？
qr-poster-steps =
    用自己的手机扫一扫上面的码，不要用厂里的网。
    照着问的点一点，说一句，有照片就发。不用留名字。
    记下 16 位回执，过几天回来看答复。
qr-poster-small = 这里不保存您的名字、电话和账号。举报怎么保密：扫码后点“怎样更安全”。遇到紧急情况，先往上风处撤离，再打 120、119。
qr-poster-phones = 也可以打电话举报（对方能看到您的号码）：
qr-poster-note = { $place }
qr-file-invites = 邀请二维码_{ $place }
qr-file-posters = 举报海报_{ $place }

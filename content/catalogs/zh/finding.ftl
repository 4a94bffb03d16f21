# 不符合以后：先停、马上改、定计划；看、拍、留言、发链接。
finding-stop = ⛔ { $fault }
finding-stop-then =
    {""}
    停下后点“已停”，再说怎么改。
finding-stopped = 已停
finding-mistap = ‹ 点错了，回到题目
finding-choose =
    记下了：{ $fault }。
    现在就能改吗？
finding-before-ask = { $before ->
    [0] 方便的话，先拍一张改之前的样子发来，以后和改后的照片放在一起看；不拍也可以。
   *[other] 改前照片 { $before } 张，还可以再发。
    }
finding-choose-now = 现在改，改完拍照
finding-choose-plan = 要几天，定个日子
finding-choose-next = 以后再说，先答下一项
finding-choose-later = 以后再说

finding-at-once =
    { $fault }
    这样改：{ $measure }

    改完拍一张发过来，和改之前同一个位置。
    已收 { $count } 张
finding-fixed = 改好了
finding-not-today = 改不了，定个日子
finding-send-later = 先放着，以后再拍
finding-after =
    { $fault }
    措施：{ $measure }

    拍一张改好以后的样子发过来。
    已收 { $count } 张
finding-after-guest = 发过来就行，企业看过以后确认。
finding-see = ‹ 看这一条
finding-hint-photo = 这里要的是照片。拍一张发过来就行，或者点下面的按钮。
finding-done-notice = 记下了：已整改，待销号（等办公室确认）。
finding-planned-notice = 整改计划记下了。

finding-measure-day = 您写的像是日期（{ $day }），期限在后面一步问。这里先写要怎么改，比如：给打磨台装抽风罩。
finding-measure =
    { $fault }
    打算怎么改？

    常用做法：{ $usual }

    点下面就用它，也可以打字写自己的做法。
finding-measure-usual = 就这么改
finding-kept = 不改：{ $value }
finding-responsible =
    措施：{ $measure }

    谁负责改？请选择，或打名字。
finding-me = 我本人（{ $value }）
finding-funds =
    要花多少钱？
    不花钱就点下面；要花钱打个数，比如 500、1.5万。
finding-free = 不花钱
finding-yuan = { $yuan } 元
finding-funds-unclear = 没看懂这个数。请只写钱数，比如 500、1.5万、￥3,000；不花钱就写 0。
finding-due =
    措施：{ $measure }

    哪天改好？点一天，或者打字：明天、3月4日、月底、10天。
finding-due-end = 自查阶段到 { $end }，尽量在那之前。
day-of-month = { $month }月{ $day }日
finding-due-usual = { $days ->
    [0] { $usual }（今天）
   *[other] { $usual }（通常 { $days } 天）
    }
finding-due-unclear = 没看懂是哪一天。请点日历，或者写成 3月4日、2027-03-04、明天、下周五、月底。
finding-due-past = { $day }已经过了，请选今天或以后的一天。
finding-due-far = { $day }太远了，请选两年以内的一天。
finding-due-again = 选的日子现在不能用了，请再选一天，其他内容都还在。
finding-beyond =
    { $day }在自查阶段（到 { $end }）之后。
    为什么要这么久？请选择，或打字说明。
finding-beyond-reason-1 = 要等设备或材料到货
finding-beyond-reason-2 = 要等检测或体检机构
finding-beyond-reason-3 = 要停产才能改
finding-beyond-other-day = ‹ 换个日子
finding-confirm =
    整改计划
    问题：{ $fault }
    措施：{ $measure }
    负责人：{ $responsible }
    资金：{ $funds }
    期限：{ $due }（{ $left }）
finding-confirm-beyond = 超期原因：{ $beyond }
finding-confirm-stands = 现在定的是：{ $measure }，{ $responsible }，{ $due }
finding-confirm-ask =
    {""}
    就这么定吗？
finding-confirm-yes = 就这么定
finding-edit-measure = 改措施
finding-edit-responsible = 改负责人
finding-edit-funds = 改资金
finding-edit-due = 改期限

finding-law = 依据：{ $law }
finding-plan-words = 方案原文：{ $words }
finding-stop-first = ⛔ 先停下这个岗位，再说怎么改。
finding-no-measure = 还没定
finding-objection = 复查意见：{ $objection }
finding-undecided = 还没定怎么改。
finding-measure-line = 措施：{ $measure }
finding-who-line = 负责人：{ $responsible } · { $funds }
finding-due-first = （原定{ $day }）
finding-due-line = 期限：{ $day } · { $left }
finding-overdue = 逾期 { $days } 天
finding-done-line = 已整改（{ $day }），待销号（等办公室确认）。
finding-pictures-line = 照片：改前 { $before } 张 · 改后 { $after } 张
finding-comment-last = 留言 { $count }：{ $text }
finding-stop-button = ⛔ 先停
finding-decide = 定怎么改
finding-rectified = 补整改照片 / 已整改
finding-add-picture = 补照片
finding-plan-now = 写怎么改（期限不变）
finding-change = 改计划
finding-reopen = 没改好，重新改
finding-pictures = 照片 { $pictures }
finding-comment-button = 留言
finding-share-button = 给负责人发链接
finding-back-check = ‹ 接着自查
finding-back-tasks = ‹ 整改列表
finding-back-done = ‹ 已整改的
finding-back-submit = ‹ 回到交表
finding-back-home = ‹ 首页

finding-comment =
    { $fault }
    留言：
finding-comment-how =
    {""}
    直接打字就是留言。
finding-comment-guest = { $day } 负责人：{ $text }
finding-comment-contact = { $day } 企业：{ $text }
finding-somebody = 负责人
finding-share =
    给{ $responsible }发一个链接：
    打开只看得到“{ $fault }”这一条，可以拍照、留言，看不到别的。
    链接 30 天有效，只能用一次。
finding-share-made =
    上面那条就是，长按转发给{ $responsible }。
    30 天有效，只能用一次；换个人要再做一个。
finding-share-make = 做一个链接
finding-share-again = 再做一个
finding-share-message =
    { $enterprise }请您负责改这一条：{ $fault }
    期限：{ $due }
    点开就能看，改完直接拍照发：
    { $link }
finding-picture-before = 改前
finding-picture-after = 改后
finding-picture = { $stage } · { $place }/{ $total } · { $day }
finding-no-picture = 还没有照片。
finding-picture-previous = ‹
finding-picture-next = ›
finding-picture-remove = 删除这张

calendar-title = { $year }年{ $month }月
calendar-weekday = { $weekday ->
    [1] 一
    [2] 二
    [3] 三
    [4] 四
    [5] 五
    [6] 六
   *[7] 日
    }
calendar-day = { $day }
calendar-today = ·{ $day }·
calendar-previous = ‹
calendar-next = ›

error-invalid-after-photo = 先拍一张改好以后的照片发过来，再点“改好了”。
error-invalid-no-plan = 还没定怎么改，先定一下。
error-invalid-funds = 钱数不对，请再写一次。
error-invalid-due-past = 这一天已经过了，请另选一天。
error-invalid-due-beyond = 这一天在自查阶段之后，请写一下原因。
finding-caption-kept = 照片下面的字已记为留言。

# 同事和企业信息。
share-phones = 现在有 { $phones } 人在用
share-role-owner = 您是登记人
share-role-member = 您是同事
share-make = 给同事共享码
share-again = 换一个新码
share-details = 企业信息
share-leave = 退出这家企业
share-leave-yes = 确认退出
share-home = ‹ 首页
share-code =
    共享码：{ $code }
    24 小时内有效，最多 5 人用。
    把下面的链接转发给同事，点开就能加入：
    { $link }
    知道码的人都能看到本企业的自查，只发给自己人。
    换了新码，旧码就不能用了。
share-code-gone = 共享码只显示一次，这里已经不显示了。要用请换一个新码，旧码随即作废。
share-registered =
    { $name }
    代码：{ $code }
    行业：{ $industry }
    地区：{ $town }
    地址：{ $address }
    人数：{ $headcount } 人
    电话：{ $phone }
    代码、行业、地区要改，请找镇街安全办。
share-edit-name =
    现在的名称：{ $name }
    请照营业执照，打字发新的名称。
share-edit-address =
    现在的地址：{ $address }
    请打字发新的地址。
share-edit-headcount =
    现在的人数：{ $headcount } 人
    请发新的人数，写 18、18人、十八都行。
share-edit-phone =
    现在的电话：{ $phone }
    安全办有急事、或消息发不到您这里时打它；也印在自查表上。
    请发新的电话，手机、座机都行。
share-no-phone = 不留电话
share-leave-ask =
    退出 { $name }？
    退出后看不到它的自查和整改，也收不到提醒。答过的都留在企业里。
share-leave-last =
    您是 { $name } 唯一的登记人，退出后就没有人负责了，所以现在不能退出。
    换人负责或企业停业，请找镇街安全办。
share-left = 已退出。
error-conflict-last-owner = 您是唯一的登记人，退出后就没有人负责了。换人负责请找镇街安全办。

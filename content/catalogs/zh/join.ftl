# 加入：邀请链接、共享码、企业登记。
join-choose =
    怎样加入？
    · 还没登记过：点“企业登记”，照营业执照填，约 3 分钟。
    · 同事已经在用，或安全办发过邀请：用码或链接加入。
join-register = 企业登记
join-have-code = 我有邀请码/同事的共享码
join-not-now = ‹ 首页
join-no-town = 这里还没有设立辖区，暂时不能登记。请问所在镇街的安全办什么时候开始。
join-code-enter =
    请输入同事给的 8 位共享码，例如 4821 0937。
    安全办发的邀请链接，直接点开就行，也可以整条发到这里。
join-code-eight = 共享码是 8 位数字。请照同事手机上的再打一次。
join-code-wrong = 这个码用不了：可能打错了，或者已过期（24 小时）、用满了 5 次。请核对一遍，或让同事再给一个。
join-invite-dead =
    这个邀请用不了：已过期、已用过，或被收回了。
    请向发给您的人再要一个：安全办可以重发链接，同事可以给新的共享码。
join-invited-enterprise =
    邀请您加入：{ $name }
    加入后可以和同事一起填自查表、改隐患。
    只保存您的编号和称呼，用来认人。
join-invited-finding =
    { $name } 请您负责一项整改。
    您只能看到这一项，可以留言、发照片。
    只保存您的编号和称呼，用来认人。
join-invited-joined = 您已经在 { $name } 里了。
join-accept = 加入
join-enter = 进入
join-joined = 已进入这家企业。
join-own = 这家企业您已经登记过，接着办就行。
join-welcome =
    { $name }，登记好了。
    接下来是企业概况，最多 5 屏，用来去掉跟您无关的题。
join-kept = 现在填的：{ $value }
join-keep = 不改，下一步 ›
join-skip = 跳过
join-all = 看全部
join-name =
    企业名称（照营业执照上写）
    请直接打字发来。
join-code-ask =
    统一社会信用代码（营业执照上的 18 位）
    空格、小写都可以。
join-code-mark = 【{ $found }】
join-code-length = 应是 18 位，这里是 { $length } 位。请对着执照数一遍再发。
join-code-character = 从左数第 { $position } 位“{ $found }”不对：这一位不会是它。请对着执照改好再发。
join-code-check = 从左数第 { $position } 位“{ $found }”可能写错了。请对着执照看这一位。
join-code-unplaced = 里面有写错的，看不出是哪一位。请对着执照逐位核对，再发一次。
join-code-change = 改成 { $suggested }
join-code-taken =
    这个代码已经在名单上了。要加入：
    · 有同事在用，请他给您 8 位共享码（首页 › 更多 › 同事和企业信息）；
    · 没有人在用，点“向安全办申请加入”；会保存您的编号和称呼，好通知您。
    代码打错了，请重新发一次。
join-industry-ask =
    做哪一行？
    点按钮，或打字查找，例如“鞋”。
join-industry-found = 和“{ $find }”有关的行业：
join-industry-none = 没有找到这一行。换个说法再打，或翻到最后选“其他行业”。
join-town-ask = 企业在哪里？点按钮，或打字查找。
join-town-inside =
    企业在{ $place }的哪里？
    点按钮，或打字查找。
join-town-found = 和“{ $find }”有关的地方：
join-town-none = 没有找到这个地方。换个说法再打，或点按钮。
join-town-here = 不细分，就到这一级
join-address =
    详细地址（路、门牌、几楼）
    检查人员按这个地址上门。可以跳过。
join-headcount =
    厂里一共多少人？
    正式工、临时工、学徒都算。写 18、18人、十八都行。
join-phone =
    联系电话
    安全办有急事、或消息发不到您这里时，打这个电话；也印在自查表上。
    手机、座机都行，例如 0514-87654321 转 802。可以跳过。
join-ask-phone =
    您的联系电话
    安全办打这个电话核实您是谁。企业还没留电话的，同意后也作企业的联系电话：有急事、或消息发不到时打，也印在自查表上。
    手机、座机都行，例如 0514-87654321 转 802。可以跳过。
join-empty = （没填）
join-confirm =
    请核对：
    名称：{ $name }
    代码：{ $code }
    行业：{ $industry }
    地区：{ $town }
    地址：{ $address }
    人数：{ $headcount } 人
    电话：{ $phone }
    只保存您的编号和称呼，用来认人。
join-confirm-button = 登记
join-fix-name = 改名称
join-fix-credit-code = 改代码
join-fix-industry = 改行业
join-fix-town = 改地区
join-fix-address = 改地址
join-fix-headcount = 改人数
join-fix-phone = 改电话
join-contact = 负责人
error-invalid-name = 名称应为 2 到 60 个字。请再写一次。
error-invalid-credit-code = 统一社会信用代码不对。请对着执照再写一次。
error-invalid-industry = 没有这个行业，请从按钮里选。
error-invalid-jurisdiction = 没有这个地方，请从按钮里选。
error-invalid-headcount = 没看懂人数。请写一个数，1 到 200000，例如 18。
error-invalid-address = 地址太长了，最多 100 个字。请写短一点。
error-invalid-phone-typed = 没看懂这个号码。手机是 11 位；座机请带区号，例如 0514-87654321，有分机写“转 802”。
error-invalid-contact-name = 您的名字太长或是空的，请改短再试。
error-invalid-language = 没有这种语言，请选中文或 English。
error-invalid-invite = 这个邀请用不了：已过期、已用过，或被收回了。请再要一个。
error-invalid-invite-wait = 输错的次数太多了。请过 { $minutes } 分钟再试。
error-conflict-enterprise-exists = 这个信用代码已经有人登记。请向在用的同事要共享码，或找安全办要邀请链接。

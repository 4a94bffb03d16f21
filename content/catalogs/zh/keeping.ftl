# 办公室管企业名单：打印二维码、改名、搬家、合并、关闭；谁申请加入。
units-manage = 管理
units-keep = { $name }
units-print-invite = 邀请二维码
units-print-poster = 举报海报
units-rename = 改名称
units-phone-ask = { $name }：联系电话是？现在：{ $phone }。请打字写，手机、座机都行。
units-rename-ask = { $name }：正确的名称是？请照营业执照打字写。
units-move = 变更辖区
units-move-ask = { $name } 现在由{ $place }管辖。应由哪里管辖？请选择，或打字查找。
units-close = 移出名单
units-close-ask = { $name }：为什么移出名单？记录都保留，企业会收到通知，以后可以恢复。
units-stands = 现在：{ $place }，{ $state }，已加入 { $phones } 人。
units-close-stopped = 已经关停
units-close-moved = 搬出本地
units-close-out_of_scope = 不属本次治理范围
units-merge = 合并重复企业
units-merge-ask = { $name }（{ $code }）与哪一家重复？请打字写那一家的名称或信用代码。
units-merge-none = 没有找到“{ $find }”。
units-merge-sure = 把“{ $double }”并入“{ $into }”？登记的人员一并转入；“{ $into }”没有自查表的，自查表也转入。合并后不能拆分。
units-merge-stands = { $name }：{ $state }，已加入 { $phones } 人。
units-merge-yes = 并入
units-requests = 申请加入 { $requests }
units-print-all = 未注册的邀请码
units-print-none = 名单上的企业都已注册。
qr-most = 一次最多打印 { $most } 家，这里共 { $all } 家未注册。其余的请在电脑上用命令导出。
requests-head = 申请加入的有 { $waiting } 人
requests-none = 没有人申请加入。
requests-one = { $name } → { $enterprise }
requests-ask = { $name } 申请加入“{ $enterprise }”。
requests-own-phone = 本人电话：{ $phone }
requests-place = { $place } · { $day }申请
requests-how = { $first ->
    [yes] 这家还没有人登记，同意后申请人就是负责人。请先打电话核实。
   *[no] 请先向这家企业核实，再同意。
    }
requests-grant = 同意
requests-refuse = 不同意
requests-back = ‹ 申请
requests-granted = 已同意，对方会收到通知。
requests-refused = 已答复不同意，对方会收到通知。
requests-decided = 这个申请已由同事处理。
join-ask = 向安全办申请加入
join-asked = 已经向{ $place }的安全办申请加入“{ $enterprise }”。{ $told }同意以后，这里会通知您。
outbox-join-asked = { $name } 申请加入“{ $enterprise }”。
outbox-button-join = 看申请
outbox-join-granted = 安全办同意您加入“{ $enterprise }”。
outbox-join-refused = 安全办没有同意您加入“{ $enterprise }”。如有误，请直接联系安全办。
outbox-enterprise-closed = 安全办已把“{ $enterprise }”移出名单：{ $reason ->
    [stopped] 已经关停
    [moved] 搬出本地
   *[out_of_scope] 不属本次治理范围
    }。以后不再提醒。如有误，请联系安全办恢复。
error-conflict-merge-same = 这是同一家，请选另一家。
error-conflict-merge-other-way = 要并入的这家已交自查表，那一家只有草稿。请反过来：打开那一家，并入这一家。
error-conflict-join-in = 您已经在这家企业里了。
error-conflict-join-refused = 您的申请已多次未获同意，请直接联系所在镇街的安全办。
error-conflict-join-many = 您已有 { $limit } 个申请等待答复，请等安全办答复后再申请。
error-invalid-close-reason = 请从按钮里选一个原因。
error-invalid-close-note = 说明最多 { $limit } 个字。
units-filter = 筛选
units-filter-ask = 只看哪些企业？
units-state-one = { $state ->
    [not_submitted] 未交表
    [unregistered] 未注册
    [not_started] 已注册，未开始
    [draft] 已开始，未交
    [submitted] 已交，待复查
    [reviewed] 已复查
    [overdue] 有逾期整改
    [sanctioned] 停产处罚关闭
    [suspended] 停产整顿中
    [refusing] 拒不整改
    [closed] 已依法关闭
   *[exposed] 决定曝光
    } { $count }
units-only = 只看：{ $state ->
    [not_submitted] 未交表
    [unregistered] 未注册
    [not_started] 已注册，未开始
    [draft] 已开始，未交
    [submitted] 已交，待复查
    [reviewed] 已复查
    [overdue] 有逾期整改
    [sanctioned] 停产处罚关闭
    [suspended] 停产整顿中
    [refusing] 拒不整改
    [closed] 已依法关闭
   *[exposed] 决定曝光
    }

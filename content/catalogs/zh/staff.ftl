# 工作人员：岗位、邀请、加入、停用。
staff-role = { $role ->
    [viewer] 查看
    [inspector] 检查员
   *[head] 负责人
    }
staff-department = { $department ->
    [safety] 应急（安监）
    [health] 卫健
    [labour] 人社
    [union] 工会
   *[town] 镇街
    }
staff-seat = { staff-department } · { staff-role }
staff-invited =
    邀请您加入：{ $place }
    岗位：{ $seat }
    加入后能看到这里和下级企业的进度。
    只保存您的编号和称呼，用来认人。
staff-invited-again =
    您已经在 { $place } 了。
    岗位：{ $seat }
staff-joined = 已加入。以后发 /office 就回到这里。
error-invalid-staff-invite =
    这个链接用不了：已过期（7 天）、已用过，或被收回了。
    请向发给您的人再要一个。
error-invalid-role = 没有这种岗位，请从按钮里选。
error-invalid-department = 没有这个部门，请从按钮里选。
error-seat-ended = 您在这个办公室的权限已停用。有疑问请问负责人。
error-conflict-last-head = 您是这里唯一的负责人，请先邀请一位接手的负责人，再退出。
notice-no-office = 您还没有加入办公室。请向上级或负责人要一个链接。
staff-head = { $place } · 工作人员 { $people } 位（含下级）
staff-invite = 邀请同事
staff-waiting = 未使用的链接 { $waiting }
staff-back = ‹ 工作人员
staff-member =
    { $name }
    { $place } · { $seat }
    { $since }加入
staff-revoke = 停用
staff-revoke-ask =
    停用 { $name } 的权限（{ $place } · { $seat }）？
    停用后马上看不到这里的企业，也收不到消息；此人发出的链接一起作废。
staff-revoke-yes = 确认停用
staff-leave = 退出这个岗位
staff-leave-ask =
    退出这个岗位（{ $place } · { $seat }）？
    退出后看不到这里的企业，也收不到消息。要回来，请负责人再发链接。
staff-leave-yes = 确认退出
staff-revoked = 已停用。
staff-left = 已退出办公室。
staff-invites = 已发出、尚未使用的链接 { $waiting } 个，点哪一个，就收回哪一个。
staff-invite-one = { $whom } · { $seat } · { $until }
staff-invite-ended = 已收回，那个链接不能用了。
staff-place-ask = 邀请到哪个办公室？点按钮，或打字查找。
staff-department-ask = 哪个部门？
staff-role-ask =
    什么岗位？
    查看：只看进度。
    检查员：复查、现场检查、审延期、写通知。
    负责人：还能开展行动、邀请同事。
staff-link =
    { $place } · { $seat }
    把这个链接发给对方，点开就能加入：
    { $link }
    只能用一次，{ $until }前有效。只显示这一次。
staff-link-gone = 链接只显示一次，这里已经不显示了。要用请再做一个。
staff-another = 再邀请一位
staff-change = 换岗位
staff-change-ask = { $name }（{ $seat }）换成什么岗位？

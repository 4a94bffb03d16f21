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
    加入后能看到这里和下面各处企业的进度。
    只保存您的 Telegram 编号和昵称，用来认人。
staff-invited-again =
    您已经在 { $place } 了。
    岗位：{ $seat }
staff-joined = 已加入。以后发 /office 就回到这里。
error-invalid-staff-invite =
    这个链接用不了：已过期（7 天）、已用过，或被收回了。
    请向发给您的人再要一个。
error-invalid-role = 没有这种岗位，请从按钮里选。
error-invalid-department = 没有这个部门，请从按钮里选。
error-seat-ended = 您在这个办公室的岗位已停用。有疑问请问负责人。
error-conflict-last-head = 您是这里唯一的负责人，先邀请一位接手的负责人，再退出。
notice-no-office = 您还没有加入办公室。请向上级或负责人要一个链接。

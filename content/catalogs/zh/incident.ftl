# 职业危害事故：先打电话、先救人；再记录、告知、四不放过、调查、结果、公布。人只记数字，不写姓名。
incident-button = 出事了
# incident-said：打这些字就等于按“出事了”，用竖线隔开
incident-said = 出事了|出事|出事故了|发生事故|有人中毒|有人晕倒
incident-numbers = 电话：120（有人倒下）、119（着火、泄漏）
incident-aid = 急救要点
incident-office-number = { $place }办公室：{ $phone }
incident-report = 马上报告办公室
incident-to-own = 接着记录
incident-to-numbers = 电话和急救
incident-own-button = 事故记录
incident-record-button = 记事故
office-incidents = 事故 { $incidents }
incident-reported = 已报告办公室，办公室马上收到消息。有空了再补下面的情况。
incident-recorded = 已记下。请补情况，并按规定告知。
incident-head = { $count ->
    [0] 没有事故。
   *[other] 职业危害事故 { $count } 起，未结案 { $open } 起：
    }
incident-own-head = { $count ->
    [0] 没有事故。
   *[other] 本企业的事故 { $count } 起：
    }
incident-label = { $state ->
    [annulled] – { $day } · { $enterprise }
    [closed] ✓ { $day } · { $enterprise }
   *[open] ○ { $day } · { $enterprise }
    }
incident-state = { $state ->
    [annulled] 不属事故
    [closed] 已结案
   *[open] 未结案
    }
incident-minute = { $day } { $clock }
incident-title = { $enterprise } · 事故 · { incident-state }
incident-when = { $moment }{ $place ->
    [none] ，地点未写
   *[other] ，{ $place }
    }
incident-no-words = 经过还没有写
incident-people-unknown = 人数：未写
incident-people = 受伤或中毒 { $hurt } 人，死亡 { $dead } 人{ $grade ->
    [none] {""}
    [gravest] ，按人数为特别重大事故
    [major] ，按人数为重大事故
    [larger] ，按人数为较大事故
   *[general] ，按人数为一般事故
    }
incident-substance = 物质：{ $substance }
incident-told = 已告知 { $told } / { $all }{ $late ->
    [0] {""}
   *[other] ，超过时限 { $late } 项
    }
incident-shown = 四不放过：完成 { $done } / { $all }
incident-inquiry = 调查组：{ $leader }牵头，{ $due }前提交调查报告
incident-no-inquiry = 还没有成立调查组，调查报告 { $due }前提交
incident-result = 结果：{ $result }
incident-published = { $day }已公布处理情况
incident-hint = 只写人数，不写伤者姓名和病情。照片、文件直接发来。
incident-set-what = 经过
incident-set-when = 时间
incident-set-place = 地点
incident-set-people = 人数
incident-set-substance = 物质
incident-to-told = 告知 { $told }/{ $parties }
incident-to-points = 四不放过 { $done }/{ $points }
incident-set-inquiry = 调查组
incident-set-result = 处理结果
incident-publish = 公布
incident-publish-this = 就按这样公布
incident-lesson-button = 发同行业警示
incident-paper = 事故档案
incident-close = 结案
incident-reopen = 恢复办理
incident-void = 不属事故
incident-void-because = 经核实不属事故：{ $reason }
incident-ask = { $field ->
    [void] 为什么不属事故？打字写一句，如：误按，没有人受伤。企业也看得到。不再计入事故数。
    [place] 在哪里？打字写，如：喷漆房。
    [substance] 什么物质？打字写，如：苯、一氧化碳、铝粉。不知道就写：不明。
    [inquiry] 哪个单位牵头调查？打字写，如：区应急局。
    [result] 打字写调查结果和处理情况，最多 1500 个字。写职务，不写伤者姓名。
    [publish] 下面是向社会公布的文字，可以直接用，也可以打字写成别的。
   *[what] 发生了什么？打字写经过，最多 500 个字。只写人数，不写姓名。
    }
incident-now = 现在是：
incident-ask-when = 什么时候发生的？打字写：14:20、10分钟前、昨天 15:00。
incident-time-unclear = 没看懂时间，或者还没到。请写成 14:20、10分钟前、昨天 15:00 这样。
incident-ask-people = 几个人？打字写两个数：受伤或中毒几人、死亡几人，如：2 0。不写姓名。30 日内有变化就再写一次。
incident-people-unclear = 请写两个数，中间空一格：先写受伤或中毒几人，再写死亡几人，如：2 0
incident-told-head = 按规定先后告知。告知了谁，点一下记几点几分：
incident-told-line = { $at ->
    [none] { $late ->
        [yes] ✗ { $party }：超过时限（{ $due }前）
       *[no] { $due ->
            [none] ○ { $party }：{ $within }
           *[other] ○ { $party }：{ $due }前
            }
        }
   *[other] { $late ->
        [yes] ✓ { $party }：{ $at }，超过时限
       *[no] ✓ { $party }：{ $at }
        }
    }
incident-tell = 记 { $party }
incident-tell-again = 改 { $party }
incident-ask-told =
    { $party }：{ $within }。
    依据：{ $law }
    几点告知的？点“现在”，或打字写：14:20、5分钟前。
incident-told-now = 现在
incident-points-head = 四不放过，四件都要写明并附材料：
incident-point = { $number }. { $title }：{ $state ->
    [none] 未写
    [done] 已完成
   *[begun] 办理中
    }{ $sentence ->
    [none] {""}
   *[other] 。{ $sentence }
    }{ $files ->
    [0] {""}
   *[other] （材料 { $files }）
    }
incident-point-label = { $state ->
    [done] ✓ { $title }
   *[begun] ○ { $title }
    }
incident-point-open = 未完成
incident-point-done = { $day }完成
incident-point-empty = 还没有写
incident-point-hint = 打字写一句：{ $hint }。材料直接发来。
incident-settle = 这一件完成
incident-unsettle = 改成未完成
incident-publication =
    { $day }，辖区一家{ $industry }企业发生职业危害事故，受伤或中毒 { $hurt } 人，死亡 { $dead } 人。{ $result ->
        [none] {""}
       *[other] 处理情况：{ $result }
    }
incident-lesson-title = 事故警示
incident-lesson =
    近日，本地一家{ $industry }企业发生职业危害事故{ $substance ->
        [none] 。
       *[other] ，涉及{ $substance }。
    }{ $cause ->
        [none] {""}
       *[other] 原因：{ $cause }
    }
    请马上对照检查：{ $measures ->
        [none] 通风和防护设施是否开着，工人是否戴对防护用品，进罐、坑、池前是否先通风、再检测。
       *[other] { $measures }
    }
    有人倒下打 120，着火、泄漏打 119；没有空气呼吸器、安全绳和外面看护的人，谁也别下去救。
incident-paper-title = 职业危害事故档案
incident-paper-file = 事故档案-{ $enterprise }-{ $day }
incident-paper-basics = 基本情况
incident-paper-told = 告知和报告
incident-paper-result = 调查和处理
incident-paper-points = 四不放过
incident-paper-publication = 公布
incident-paper-unit = 单位：{ $enterprise }（{ $industry }）。
incident-paper-when = 时间、地点：{ $moment }{ $place ->
    [none] ，地点未写。
   *[other] ，{ $place }。
    }
incident-paper-what = 经过：{ $what ->
    [none] 未写。
   *[other] { $what }
    }
incident-paper-people = 人数：受伤或中毒 { $hurt } 人，死亡 { $dead } 人。按人数（急性中毒按重伤计）为{ $grade ->
    [gravest] 特别重大事故
    [major] 重大事故
    [larger] 较大事故
   *[general] 一般事故
    }（《生产安全事故报告和调查处理条例》第三条）。
incident-paper-substance = 物质：{ $substance ->
    [none] 未写。
   *[other] { $substance }。
    }
incident-paper-not-told = 未记
incident-paper-inquiry = { $day }成立调查组，由{ $leader }牵头。
incident-paper-no-inquiry = 没有成立调查组的记录。
incident-paper-published = { $day }向社会公布，内容如下：
incident-paper-unpublished = 没有公布的记录。
incident-paper-head-party = 对象、时限和依据
incident-paper-party = { $party }：{ $within }（{ $law }）
incident-paper-head-told = 告知时间
incident-paper-head-point = 事项和说明
incident-paper-point = { $title }{ $sentence ->
    [none] {""}
   *[other] ：{ $sentence }
    }
incident-paper-head-files = 材料
incident-paper-head-done = 完成日期
outbox-incident = 紧急：{ $enterprise }报告发生事故{ $what ->
    [none] 。
   *[other] ：{ $what }。
    }请马上打电话核实，并按规定上报。
outbox-incident-later = { $enterprise }的事故到 { $due }满 30 天：伤亡人数有变化的，请在这之前补报（条例第十三条）。
outbox-incident-inquiry = { $enterprise }的事故：调查报告 { $due }前提交（条例第二十九条），还没有记下调查结果。
outbox-incident-inquiry-late = { $enterprise }的事故：调查报告应在 { $due }前提交（条例第二十九条），还没有记下调查结果；经批准延长的除外。
outbox-incident-more = { $enterprise }补报事故情况{ $what ->
    [none] {""}
   *[other] ：{ $what }
    }{ $hurt ->
    [-1] {""}
   *[other] ；受伤或中毒 { $hurt } 人，死亡 { $dead } 人
    }。
outbox-button-incident = 看事故
error-invalid-incident-text = 请写清楚，不超过 { $limit } 个字。
error-invalid-incident-people = 人数不对，请写 0 到 9999 之间的数。
error-invalid-incident-time = 时间不对：不能还没到，也不能早于事故太多。请重写。
error-invalid-incident-shown = 请用一句话写清楚做了什么，不超过 { $limit } 个字。
error-conflict-incident-unshown = 还没有写做了什么，请先写一句再点完成。
error-conflict-incident-no-result = 还没有写处理结果，请先写。
error-conflict-incident-points = 四不放过还差 { $left } 件没有完成，完成后再结案。
error-conflict-incident-concluded = 已写处理结果，不能再按误报处理。

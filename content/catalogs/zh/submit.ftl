# 提交自查表。
submit-title = { $form }
submit-counts = 符合 { $passed } · 不符合 { $failed }{ $owed ->
    [0] {""}
   *[other] {" "}· 照片后补 { $owed }
    } · 不涉及 { $na }{ $left ->
    [0] {""}
   *[other] {" "}· 不用答 { $left }
    }
submit-faults = 问题 { $failed } 处：{ $done } 处已改好，{ $planned } 处有整改计划
submit-missing = 还缺 { $count } 样，补上就能交：
submit-complete = 都齐了，可以交。
submit-self-reported = 本表为企业自报，未经核实。
missing-answer = { $row } { $title }：还没答
missing-photo = { $row } { $title }：缺照片
missing-reason = { $row } { $title }：缺不涉及的理由
missing-numbers = { $row } { $title }：缺人数
missing-plan = { $row } { $title }：没定怎么改
missing-answer-button = 答第 { $row } 项
missing-photo-button = 补第 { $row } 项照片
missing-reason-button = 补第 { $row } 项理由
missing-numbers-button = 补第 { $row } 项人数
missing-plan-button = 定第 { $row } 项整改
submit-button = 提交自查表
submit-again = 再看一遍
submit-draft-pdf = 先看 PDF
submit-home = 首页
submit-done = 已交，编号 { $number }。
submit-locked = 复查前可以撤回修改。
submit-in-review = 复查已经开始，不能再改。
submit-open-faults = 还有 { $count } 项整改没完成，改好后在“整改”里拍照。
submit-owed = 照片后补 { $count } 处，最早 { $day }前{ $late ->
    [yes] ，已经过了
   *[no] {""}
}
submit-to-owed = 补照片（{ $owed }）
submit-pdf = 自查表 { $number }。请打印、签字、盖章，自己留一份。
submit-pdf-failed = 自查表已提交，但 PDF 没有发出。请稍后点“再发 PDF”。
submit-pdf-again = 再发 PDF
submit-withdraw = 撤回修改
submit-tasks = 整改（{ $faults }）
submit-withdraw-ask =
    撤回后可以改答案，改好后须再提交一次，编号不变。
    现在撤回吗？
submit-withdraw-yes = 撤回
submit-withdraw-no = 不撤回
submit-pdf-draft = 自查表草稿，还没有交，只给您自己看。

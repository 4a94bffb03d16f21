# `chenan content show`：一个问题的各项。
cli-question-days = { $days } 天（{ $law ->
    [yes] 法定期限，
   *[no] {""}
    }{ cli-question-mark }）
cli-question-mark = { $mark ->
    [verified] 已核对原文
    [second_hand] 据转引
    [recalled] 凭记忆，未核对
   *[proposed] 建议
    }
cli-question-why = 为什么问
cli-question-passes = 做到的样子
cli-question-example = 例子
cli-question-fails = 问题（不符合时）
cli-question-stop = 先停下的活
cli-question-evidence = 证据
cli-question-evidence-kind = { $kind ->
    [photo] 照片
    [document] 材料照片或文件
   *[none] 不要求
    }{ $required ->
    [yes] ，符合时必须有
   *[no] {""}
    }{ $fresh ->
    [yes] ，只算本轮拍的
   *[no] {""}
    }
cli-question-numbers = 人数
cli-question-measure = 常用整改措施
cli-question-at-once = 能不能当场改
cli-question-at-once-kind = { $kind ->
    [yes] 能
    [partly] 部分能
   *[no] 不能
    }
cli-question-asked = 问谁
cli-question-only-where = 勾选了下列之一的企业：{ $facts }
cli-question-workers-over = 或者超过 { $count } 人的企业
cli-question-closed = 不再问
cli-question-closed-by = { $question } 答“{ $answered }”时
cli-question-industries = 只问这些行业
cli-question-later = 照片可以后补
cli-question-later-days = 由 { $question } 的回答决定，最多 { $days } 天
cli-question-dated = 日期
cli-question-every = { $upkeep }，每 { $months } 个月{ $severe ->
    [0] {""}
   *[other] ；危害严重的企业每 { $severe } 个月
    }
cli-question-na = 不涉及的理由
cli-question-not-where = 勾选了下列之一的企业不能选：{ $facts }
cli-question-workers-at-most = 只给不超过 { $count } 人的企业选
cli-question-fact = { $fact ->
    [severe] 职业病危害严重的行业
   *[exposed] 有人接触粉尘或毒物
    }
cli-question-law = 法律依据
cli-question-penalty = 罚则
cli-question-article = { $title }{ $article }（{ cli-question-mark }）

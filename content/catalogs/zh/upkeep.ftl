# 企业自己的定期事项：防护设施维护、体检、检测。
error-invalid-upkeep-future = 这一天还没到。请写上次做完的那一天。
error-invalid-upkeep-old = 这一天太早了，最多 { $years } 年以内。
error-invalid-upkeep-kind = 没有这一种，请从按钮里选。

# 办公室首页。
office-head = { $place } · { $seat }
office-no-campaign = 目前没有开展专项行动。
office-phase-day = { $phase } 第 { $day } 天
office-enterprises = 应查 { $enterprises } 家
office-checks = 注册 { $registered } · 开始 { $started } · 已交 { $submitted }
office-open = 逾期整改 { $overdue } · 待审延期 { $extensions }
office-switch = 换一个岗位
office-switch-ask = 现在办哪个岗位的事？
office-to-enterprise = 回到企业
error-invalid-note = 说明最多 { $limit } 个字，请写短一点。
office-extensions = 延期 { $extensions }
office-back = ‹ 办公室

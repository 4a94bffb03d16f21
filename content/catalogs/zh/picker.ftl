# 网页上的选择框。
picker-day = 选日期
picker-first-day = 开始
picker-last-day = 结束
picker-hour = 选时间
picker-number = 填数字
picker-people = 填人数
picker-sum = 填金额（元）
picker-year = 填年份
picker-hurt = 受伤或中毒
picker-dead = 死亡

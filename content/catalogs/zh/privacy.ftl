# 匿名举报、查询举报里共用的话。
error-private = 这一步没办成，请再试一次。
notice-private-gone = 那一步已经过期，写的都没有保存。要举报请重新开始。
notice-private-old = 这个页面过期了，请看下面的。

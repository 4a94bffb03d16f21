# 签字盖章件：企业把盖章的表拍照交上来，办公室看和补录。

signed-button = { $signed ->
    [0] 交盖章的表
   *[other] 盖章件 { $signed } 页
    }
signed-ask = 请打印、签字、盖章，再把盖章的表拍照发来，一页一张，直接发照片即可。
signed-done = 已交盖章件 { $count } 页。
signed-state = { $count ->
    [0] 还没有盖章件。
   *[other] 盖章件 { $count } 页，{ $day }交。
    }
signed-how = 一页一张照片，或者一个 PDF，直接发。要拍全四角，字和公章看得清。
signed-office-how = 收到纸质件的，拍照直接发来即可补录。
signed-kept = 已收到这一页，还有就接着发。
signed-replaced = 原来的已换下，留作记录。请发新的。
signed-show = 看已交的
signed-replace = 换掉重交
signed-before = 换下的和以前报送的还有 { $count } 页。
signed-all = 连换下的一起看
review-signed = 盖章件 { $signed }
ledger-head-stamped = 盖章件（页）
forms-signed = 盖章件{ $number }
history-signed = { $whose ->
    [office] 办公室补录盖章的自查表 { $number }
   *[own] 交来盖章的自查表 { $number }
    }
history-signed-replaced = 换下原来的盖章件，重新交
error-invalid-signed-kind = 盖章件只收照片和 PDF。
error-conflict-signed-draft = 自查表还没有报送，报送后再交盖章件。

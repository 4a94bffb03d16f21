# 企业的全部资料：导出、保存期满后删除。
archive-file = 企业资料_{ $enterprise }
archive-readme =
    { $enterprise }（{ $code }）在尘安里的全部资料，{ $day }导出。
    · 资料.json：填过的内容，一张表一段，时间是 UTC。
    · 自查表：每次专项行动一份 PDF，包括办公室写的意见。
    · 照片和文件：按内容的 SHA-256 命名，在资料.json 的 evidence 里能查到是哪一题的。
archive-data = 资料
archive-forms = 自查表
archive-files = 照片和文件
archive-readme-name = 说明
archive-button = 导出全部资料
archive-making = 正在打包，请稍等。
archive-large = 资料有 { $size } MB，超过了 50 MB，发不了。请安全办在电脑上导出。
archive-caption = “{ $enterprise }”的全部资料。里面有企业的信息，请保管好。
erase-button = 删除全部资料
erase-ask = 删除“{ $enterprise }”的全部资料：自查表、照片、整改、复查、人员。删了不能恢复，建议先导出。
erase-until = “{ $enterprise }”的资料要保存到{ $day }，到那时才能删。
erase-is-open = “{ $enterprise }”还在开展中的行动里，行动结束并过了保存期才能删。
erase-yes = 删除
erase-done = 已删除“{ $enterprise }”的全部资料。
error-conflict-erase-early = 保存期未满，{ $day } 以后才能删。
error-conflict-erase-clock = 这台机器的时钟跳了很多天，可能走错了。请系统管理员先确认时间，再删。
error-conflict-erase-folder = 照片和文件不属于这个数据库（可能是复制出来试用的），没有删。请系统管理员先处理。
error-conflict-erase-open = 这家还在开展中的行动里，行动结束并过了保存期才能删。

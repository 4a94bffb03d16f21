# 自查表 PDF 里由系统写的短语。表上固定的字在模板里。
# item：项目号，如 5 或 5.2；title：项目名称
form-item = 项目 { $item } { $title }
# where：form-item
form-evidence-after = { $where }，整改后
form-evidence-document = { $where }（文件）
form-evidence-pages = { $where }（PDF，共 { $pages } 页，这里是第 1 页）
form-evidence-voice = { $where }（语音）
# day：最近一次是哪天
form-no-measure = 未定（复查意见：{ $objection }）
form-dated = 上次 { $day }
form-draft = 草稿

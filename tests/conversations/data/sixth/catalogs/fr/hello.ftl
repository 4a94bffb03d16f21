# A handful of sentences, for test_data_alone; the rest is said in Chinese.
language-name = Français
home-check-start = Commencer
check-later = Plus tard ›
report-begin = Commencer

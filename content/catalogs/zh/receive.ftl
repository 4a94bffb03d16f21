# 收到的照片、文件、语音。
error-invalid-photo = 这个文件不是照片，也不是 PDF。能收的：JPEG、PNG、WEBP、GIF、BMP、TIFF、HEIC、PDF。请在手机里打开它，截图后当照片发。
error-invalid-photo-heavy = 文件超过 20 MB，取不下来。请当“照片”发，手机会自动压小。
error-invalid-photo-broken = 这张照片打不开，可能没传完。请再发一次，或截图后再发。
error-invalid-photo-large = 照片像素太高，打不开。请当“照片”发，不要当“文件”发。
error-invalid-pdf-broken = 这份 PDF 打不开，可能没传完。请再发一次，或把要紧的那页拍照发来。
error-invalid-pdf-locked = 这份 PDF 加了密码或限制，不能收。请去掉保护再发，或把要紧的那页拍照发来。
error-invalid-pdf-acts = 这份 PDF 里有脚本、附件或会自动打开的东西，不能收。请“打印成 PDF”再发，或拍照发来。
error-invalid-pdf-large = 这份 PDF 太复杂，打不开。请只发要紧的几页，或拍照发来。
error-invalid-voice-broken = 这不是能收的录音，或者没录完（只收声音，不收录像）。请重录一段再发。
error-invalid-voice-long = 语音太长。请说短一点（5 分钟以内、5 MB 以内），分几段发也行。
error-invalid-download = 没收全，可能是网络断了一下。请再发一次。

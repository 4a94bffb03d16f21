# 收到的照片、文件、语音。
error-invalid-photo = 这个文件不是照片。能收的：JPEG、PNG、WEBP、GIF、BMP、TIFF、HEIC。请在手机里打开它，截图后当照片发。
error-invalid-photo-heavy = 文件超过 20 MB，取不下来。请当“照片”发，手机会自动压小。
error-invalid-photo-broken = 这张照片打不开，可能没传完。请再发一次，或截图后再发。
error-invalid-photo-large = 照片像素太多，打不开。请当“照片”发，不要当“文件”发。
error-invalid-voice-long = 语音太长。请说短一点（5 分钟以内、5 MB 以内），分几段发也行。
error-invalid-download = 没收全，可能是网络断了一下。请再发一次。

# Photos, files and voice messages that come in.
error-invalid-photo = This file is neither a photo nor a PDF. Accepted are JPEG, PNG, WEBP, GIF, BMP, TIFF, HEIC, PDF. Open it on your phone, take a screenshot and send that as a photo.
error-invalid-photo-heavy = The file is larger than 20 MB and cannot be fetched. Send it as a photo; the phone makes it smaller.
error-invalid-photo-broken = This photo cannot be opened; perhaps it did not arrive completely. Send it again, or a screenshot of it.
error-invalid-photo-large = The photo has too many pixels. Send it as a photo, not as a file.
error-invalid-pdf-broken = This PDF cannot be opened; perhaps it did not arrive completely. Send it again, or a photo of the page that matters.
error-invalid-pdf-locked = This PDF is protected and cannot be accepted. Send it without protection, or a photo of the page that matters.
error-invalid-pdf-acts = This PDF contains scripts, attachments or things that open automatically, and cannot be accepted. Print it to a PDF and send that, or a photo.
error-invalid-pdf-large = This PDF is too complex to open. Send only the pages that matter, or photos of them.
error-invalid-voice-broken = This recording cannot be accepted, or it is incomplete (sound only, no video). Please record it again.
error-invalid-voice-long = The voice message is too long. Keep it within 5 minutes and 5 MB, or send it in parts.
error-invalid-download = It did not arrive completely; the network may have dropped. Please send it again.

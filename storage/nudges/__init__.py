"""未读提示: telling people outside of the page, in a few words, that something waits for them there."""

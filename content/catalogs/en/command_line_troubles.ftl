# What an operator has to mend: settings, database, backups, keys.

cli-error-key-passphrase = this is not the passphrase of the report key
cli-error-key-unread = the report key { $path } cannot be read: { $reason }
cli-error-key-open = the report key { $path } can be read by others
cli-error-key-open-mend = chmod 600 { $path }
cli-error-key-damaged = { $path } is not a report key, or is damaged
cli-error-key-damaged-mend = put its copy back
cli-error-key-kept = { $path } exists already and is never overwritten: `chenan keys rotate` changes it
cli-error-key-file-there = { $path } exists already
cli-error-passphrase-unread = the passphrase file { $path } cannot be read
cli-error-restoring = a restore is running in { $data_dir }: wait until it has ended
cli-error-in-use = a program of Chen'an is using the data in { $data_dir }: stop it first (the bot, too)
cli-error-database-open = another program has { $database } open: close it first
cli-error-upgrade-broken = the upgrade was rolled back: it would leave rows that refer to nothing (damaged database?)
cli-error-upgrade-first = run `chenan db upgrade` first
cli-error-no-database = there is no database at { $file } yet
cli-error-no-tables = the database at { $url } has no tables yet
cli-error-older = the database has version { $revision }, the program { $head }
cli-error-newer = the database has version { $revision }, made by a newer program
cli-error-newer-mend = update the program
cli-error-squashed = the database has version { $revision }, this program upgrades from 0037 on; no data was changed
cli-error-squashed-mend = upgrade with the program of commit { $commit } first: `git checkout { $commit } && make setup && chenan db upgrade`, then return to this program
cli-error-no-driver = { $name } is not installed
cli-error-no-driver-mend = pip install 'chenan[postgres]'
cli-error-no-answer = the database at { $url } does not answer: { $reason }
cli-error-locked-mend = another program is writing to the database: wait and try again; if this continues, find it with fuser and the name of the database file
cli-error-backup-nothing = there is no database at { $database }
cli-error-backup-there = { $file } exists already; choose another name
cli-error-backup-uncopied = the database at { $database } cannot be copied: { $problem }
cli-error-backup-damaged = the database at { $database } is damaged ({ $trouble }), nothing was written: stop the bot, keep the file, and restore the last good backup with `chenan db restore --force`
cli-error-backup-none = there is no file { $file }
cli-error-backup-foreign = { $file } is not a backup of Chen'an, or it is damaged
cli-error-backup-locked = { $file } is encrypted: name the file with the private key with --identity
cli-error-backup-sealed = this private key does not open the backup, or the backup is damaged ({ $problem })
cli-error-backup-no-identity = { $file } holds no age private key (a line that begins with AGE-SECRET-KEY-1)
cli-error-backup-version = { $file } was made by another version of Chen'an
cli-error-backup-newer = the database in the backup has version { $revision }, made by a newer version; update the program first
cli-error-backup-squashed = the database in the backup has version { $revision }, this program takes 0037 and later; restore with the program of commit { $commit }: `git checkout { $commit } && make setup && chenan db restore FILE`, then return to this program
cli-error-backup-files = damaged: { $packed } files were packed, { $there } are there
cli-error-backup-unread = damaged: the database in it cannot be read ({ $trouble })
cli-error-backup-exchanged = damaged: the database in it is not the one that was packed
cli-error-backup-changed = damaged: the evidence file { $name } has changed
cli-error-backup-alone = the { $count } evidence files of { $file } belong beside it in { $folder }, but none is there: put that folder beside the backup
cli-error-backup-parts = { $more ->
    [0] damaged: { $name } has changed or is missing
   *[other] damaged: { $name } and { $more } more have changed or are missing
}
cli-error-backup-unreadable = what was written cannot be read again (a failing disk?): { $name } has changed or is missing
cli-error-pg-restore-busy = { $count } programs are connected to the database: stop them (the bot) first
cli-error-restore-there = there is data in { $folder } already; --force replaces it
cli-error-restore-foreign = the photos beside this database belong to another database ({ $folder }): set another CHENAN_DATA_DIR; if that other database no longer exists, delete { $file }
cli-error-copy-same = FROM and TO are the same database: { $database }
cli-error-copy-unfinished = a copy into this database has not ended
cli-error-copy-unfinished-mend = run the same `chenan db copy` again, which continues it; or delete this database
cli-error-copy-taken = another copy is being written to { $database }: wait until it has ended
cli-error-copy-foreign = there are tables of another program in { $database }: name an empty database
cli-error-copy-version = { $database } has version { $found }, FROM has { $revision }: name an empty database, or run `chenan db upgrade` for the older one
cli-error-copy-full = { $database } is not empty: the table { $table } has { $count } rows. Nothing was written
cli-error-copy-live = the bot or scheduler was using { $database } { $seconds } seconds ago
cli-error-copy-held = a program is using { $database }
cli-error-copy-live-mend = stop it, wait a minute and run the command again; or add --live, but then what is written from now on is not copied
cli-error-copy-tables = FROM and TO differ: the table { $table } has other columns, or is missing in FROM
cli-error-copy-unfit = { $table }.{ $column } holds { $count } values that PostgreSQL does not take there, the first in the row { $key }: { $kind ->
    [text] no text, or longer than { $most } characters
    [number] no number, or one of more than { $most } bytes
    [flag] neither 0 nor 1
    [instant] no instant
    [day] no day
    [json] no JSON
   *[bytes] no bytes
}. Nothing was written
cli-error-copy-encoding = the table { $table } holds text that is not UTF-8
cli-error-copy-references = rows of { $table } refer to rows that do not exist ({ $parent }): check the database with `chenan doctor`
cli-error-copy-refused = PostgreSQL does not take rows of { $table } ({ $reason })
cli-error-copy-differs = what was written differs from what was read (a failing disk, or did somebody write to TO?): { $table }, { $read } rows read, { $there } written
cli-error-foreign-folder = the photos beside this database belong to another database ({ $folder })
cli-error-foreign-folder-mend = set another CHENAN_DATA_DIR; if that other database no longer exists, run `chenan db claim`
cli-error-setting-no-token = CHENAN_BOT_TOKEN is not set
cli-error-setting-no-token-mend = get a token from @BotFather and write it into .env
cli-error-setting-token = CHENAN_BOT_TOKEN is not a bot token
cli-error-setting-token-mend = copy it from @BotFather as a whole (digits:letters)
cli-error-setting-secret = CHENAN_WEBHOOK_SECRET is not set: without it anybody could pose as Telegram
cli-error-setting-file = { $file } cannot be read ({ $reason })
cli-error-setting-encoding = { $file } cannot be read (not in UTF-8)
cli-error-setting-listen = write HOST:PORT, for instance 127.0.0.1:8443
cli-error-setting-web = write an address that begins with https:// or http://
cli-error-setting-origin = write https:// and the name of the site, with a port if needed, and no path
cli-error-setting-web-replica = CHENAN_WEB_REPLICA_URL needs CHENAN_REDIS_URL: there the processes find one another
cli-error-setting-web-both = CHENAN_WEB_LISTEN and CHENAN_WEB_URL belong together: write both or neither
cli-error-setting-doors = CHENAN_DOORS leads to the page, but CHENAN_WEB_URL is not set
cli-error-setting-doors-mend = set CHENAN_WEB_URL, or set CHENAN_DOORS to telegram
cli-error-setting-recipients = not an age public key: each begins with age1, several are separated by commas; chenan db new-key makes one
cli-error-setting-evidence = write s3://BUCKET/PREFIX, without account and password
cli-error-setting-evidence-key = CHENAN_EVIDENCE_URL names a bucket, but its key is not set
cli-error-setting-evidence-key-mend = set CHENAN_EVIDENCE_S3_KEY, and CHENAN_EVIDENCE_S3_SECRET or CHENAN_EVIDENCE_S3_SECRET_FILE
cli-error-setting-evidence-file = CHENAN_EVIDENCE_S3_SECRET_FILE cannot be read: { $file }
cli-error-evidence-library = the library for buckets (obstore) is not installed
cli-error-evidence-library-mend = install requirements.lock, or in .venv pip install 'chenan[s3]'
cli-error-setting-zone = there is no such time zone; write one like Asia/Shanghai
cli-error-setting-letters = use 16 to 256 letters, digits, _ and -
cli-error-setting-database = write postgresql://USER:PASSWORD@HOST/NAME or sqlite:///FILE
cli-error-setting-backend = only PostgreSQL and SQLite can be used
cli-error-setting-number = write a number
cli-error-setting-bool = write 1 or 0
cli-error-setting-more = it has to be greater than { $gt }
cli-error-setting-least = it has to be at least { $ge }
cli-error-setting-most = it can be { $le } at most
cli-error-setting-one-of = it can only be { $expected }
cli-error-setting-name = write the bot's name: a letter, then letters, digits and _, 4 to 32 in all
cli-error-setting-other = { $said }

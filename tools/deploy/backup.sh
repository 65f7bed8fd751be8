#!/bin/sh
# One backup: the database and the files received, checked before it counts.
#   BACKUP_DIR   where backups go (default /backups)
#   MEDIA_ROOT   folder of the files received; left out when empty
#   KEEP_DAYS    how many daily backups stay (default 14); the first of each month stays for ever
#   PGHOST, PGUSER, PGPASSWORD, PGDATABASE   as for pg_dump
set -eu
umask 077
folder=${BACKUP_DIR:-/backups}
keep=${KEEP_DAYS:-14}
name=$(date +%Y-%m-%dT%H%M%S)
half=$folder/.unfinished-$name
mkdir -p "$half"
trap 'rm -rf "$half"' EXIT

pg_dump --format=custom --file="$half/database.dump"
# A dump that cannot be listed would not be restored either.
pg_restore --list "$half/database.dump" >/dev/null
if [ -n "${MEDIA_ROOT:-}" ]; then
    tar -C "$MEDIA_ROOT" -czf "$half/media.tar.gz" .
    tar -tzf "$half/media.tar.gz" >/dev/null
fi
(cd "$half" && sha256sum -- * >SHA256SUMS)
mv "$half" "$folder/$name"
echo "backup: $folder/$name"

# The oldest daily backups leave only after a new one has succeeded.
ls -1 "$folder" | grep -E '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{6}$' | sort |
    awk '{ month = substr($0, 1, 7); if (month != last) { last = month; next } print }' |
    head -n "-$keep" | while read -r old; do
        rm -rf "${folder:?}/$old"
        echo "backup: removed $old"
    done

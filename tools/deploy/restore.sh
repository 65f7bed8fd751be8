#!/bin/sh
# Put one backup back:  restore.sh FOLDER  (web, worker and beat stopped).
# Replaces the whole database named by PGDATABASE, and the files when MEDIA_ROOT is given.
set -eu
folder=${1:?"usage: restore.sh FOLDER-OF-ONE-BACKUP"}
(cd "$folder" && sha256sum --check --quiet SHA256SUMS)

# Restored aside, then renamed: a restore that fails half-way leaves what was there untouched.
aside=${PGDATABASE:?}_restored
psql -d postgres -v ON_ERROR_STOP=1 -qc "DROP DATABASE IF EXISTS \"$aside\""
createdb --template=template0 "$aside"
pg_restore --exit-on-error --no-owner --dbname="$aside" "$folder/database.dump"
psql -d postgres -v ON_ERROR_STOP=1 -q <<SQL
DROP DATABASE IF EXISTS "$PGDATABASE" WITH (FORCE);
ALTER DATABASE "$aside" RENAME TO "$PGDATABASE";
SQL
if [ -n "${MEDIA_ROOT:-}" ] && [ -e "$folder/media.tar.gz" ]; then
    mkdir -p "$MEDIA_ROOT"
    find "$MEDIA_ROOT" -mindepth 1 -delete
    tar -C "$MEDIA_ROOT" -xzf "$folder/media.tar.gz"
fi
psql -qAtc ANALYZE
echo "restore: $PGDATABASE from $folder"

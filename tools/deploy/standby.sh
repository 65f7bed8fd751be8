#!/bin/sh
# Start a streaming standby of PRIMARY_HOST: copies it the first time, then follows it.
set -eu
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    rm -rf "${PGDATA:?}"/*
    export PGPASSWORD="${REPLICATION_PASSWORD:?}"
    until pg_basebackup -h "${PRIMARY_HOST:?}" -U standby -D "$PGDATA" -X stream -R -C -S standby; do
        echo "standby: the primary is not ready" >&2
        rm -rf "${PGDATA:?}"/*
        sleep 5
    done
    chmod 700 "$PGDATA"
fi
exec postgres

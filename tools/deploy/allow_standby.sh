#!/bin/sh
# Run once by the PostgreSQL image when the primary is created: a role for the standby.
set -eu
[ -n "${REPLICATION_PASSWORD:-}" ] || exit 0
psql -v ON_ERROR_STOP=1 -v password="$REPLICATION_PASSWORD" -U "$POSTGRES_USER" -d postgres -q <<'SQL'
CREATE ROLE standby WITH REPLICATION LOGIN PASSWORD :'password';
SQL
echo "host replication standby all scram-sha-256" >>"$PGDATA/pg_hba.conf"

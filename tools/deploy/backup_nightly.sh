#!/bin/sh
# The backup service: one backup at BACKUP_AT (default 02:30, in TZ) each night, one at first start.
set -eu
here=$(dirname "$0")
folder=${BACKUP_DIR:-/backups}
at=${BACKUP_AT:-02:30}
trap 'exit 0' TERM INT

attempt() {
    if "$here/backup.sh"; then
        touch "$folder/last-success"
    else
        echo "backup: FAILED, next attempt at $at" >&2
    fi
}

mkdir -p "$folder"
[ -e "$folder/last-success" ] || attempt
while :; do
    now=$(date +%s)
    next=$(date -d "$at" +%s)
    [ "$next" -gt "$now" ] || next=$(date -d "tomorrow $at" +%s)
    # In the background, so that a stop is not kept waiting until the night.
    sleep $((next - now)) &
    wait $!
    attempt
done

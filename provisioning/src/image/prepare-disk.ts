/**
 * Lays out the card at the first start: the root partition grows to its size, and the rest becomes the data
 * partition. Doing it again changes nothing; a card that is laid out otherwise is left alone and reported.
 * @param rootGib end of the root partition, GiB from the beginning of the card
 */
export function writePrepareDisk(rootGib: number): string {
  return `#!/bin/bash
# Lays out the card: the system grows to ${rootGib} GiB, the rest becomes the data partition.
set -euo pipefail

LABEL=hadir-data
ROOT_END=$((${rootGib} * 2097152))
LEAST_DATA=$((2 * 2097152))

[ -e "/dev/disk/by-label/$LABEL" ] && exit 0
fail() { echo "hadir: $*" >&2; exit 1; }

root=$(findmnt --noheadings --output SOURCE /)
name=\${root##*/}
[ -e "/sys/class/block/$name/partition" ] || fail "the root file system is not on a partition ($root)"
[ "$(cat "/sys/class/block/$name/partition")" = 2 ] || fail "the root file system is not on partition 2 ($root)"
disk=/dev/$(lsblk --noheadings --output PKNAME "$root")
data=\${root%2}3
[ -e "$data" ] && fail "there is a third partition already, without the label $LABEL; nothing was changed"
size=$(cat "/sys/class/block/\${disk##*/}/size")
start=$(cat "/sys/class/block/$name/start")
[ "$size" -ge $((ROOT_END + LEAST_DATA)) ] || fail "the card is too small: it needs $((${rootGib} + 2)) GiB"

echo ",$((ROOT_END - start))" | sfdisk --no-reread --no-tell-kernel --partno 2 "$disk"
echo "$ROOT_END,,L" | sfdisk --no-reread --no-tell-kernel --append "$disk"
partx --update "$disk"
udevadm settle
resize2fs "$root"
mkfs.ext4 -q -L "$LABEL" "$data"
udevadm settle
`;
}

import { CARD_FOLDER } from './user-data.ts';

/**
 * Turns a fresh Raspberry Pi OS into a unit. It stops at the first thing that fails, so that a half-made unit does
 * not become read-only, and can be run again.
 */
export const INSTALL_SCRIPT = `#!/bin/bash
# Turns this Raspberry Pi OS into a Hadir unit. Log: /var/log/cloud-init-output.log
set -euo pipefail

CARD=${CARD_FOLDER}
DATA=/var/lib/hadir
[ -f /etc/hadir/installed ] && exit 0
step() { echo "hadir: $*"; }

step "account"
getent passwd hadir >/dev/null || useradd --system --user-group --home-dir "$DATA" --shell /usr/sbin/nologin hadir
for group in video render audio gpio; do
  getent group "$group" >/dev/null && usermod --append --groups "$group" hadir
done

if [ -f "$CARD/files/etc/systemd/system/hadir-screen.service" ]; then
  getent passwd hadir-screen >/dev/null ||
    useradd --system --user-group --home-dir /run/hadir-screen --shell /usr/sbin/nologin hadir-screen
  for group in video render input audio; do
    getent group "$group" >/dev/null && usermod --append --groups "$group" hadir-screen
  done
fi

step "system files"
(cd "$CARD/files" && find . -type f -print0) | while IFS= read -r -d '' file; do
  install -D --owner=root --group=root --mode=0644 "$CARD/files/$file" "/$file"
done

step "data partition"
mkdir -p "$DATA"
grep -q "LABEL=hadir-data" /etc/fstab ||
  echo "LABEL=hadir-data $DATA ext4 data=journal,noatime,nodev,nosuid,noexec,errors=remount-ro,nofail,x-systemd.device-timeout=30s 0 2" >>/etc/fstab
systemctl daemon-reload
mountpoint --quiet "$DATA" || mount "$DATA"
chown hadir:hadir "$DATA"
chmod 0700 "$DATA"

step "release"
mkdir -p /opt/hadir
if [ -f "$CARD/release.tar.gz" ]; then
  (cd "$CARD" && sha256sum --check --strict release.tar.gz.sha256)
  tar --extract --gzip --file "$CARD/release.tar.gz" --directory /opt/hadir --no-same-owner
fi
[ -f /opt/hadir/edge/src/main.ts ] || { step "there is no release in /opt/hadir; put release.tar.gz into $CARD"; exit 1; }
if [ ! -d /opt/hadir/node_modules ]; then
  (cd /opt/hadir && HOME=/root npm ci --omit=dev --no-audit --no-fund)
fi
chown --recursive root:root /opt/hadir

step "claim"
if [ -f "$CARD/claim.json" ]; then
  install --owner=hadir --group=hadir --mode=0600 "$CARD/claim.json" "$DATA/claim.json"
  sync
  shred --remove "$CARD/claim.json"
fi

step "services"
systemctl enable chrony.service hadir-unit.service
if [ -f /etc/systemd/system/hadir-screen.service ]; then systemctl enable hadir-screen.service; fi
systemctl mask apt-daily.timer apt-daily-upgrade.timer man-db.timer
if [ -s "$CARD/ssh" ]; then systemctl enable ssh.service; else systemctl disable ssh.service || true; fi

step "read-only system"
touch /etc/cloud/cloud-init.disabled
[ -f /boot/firmware/network-config ] && shred --remove /boot/firmware/network-config
sed -i -E '\\#[[:space:]]/boot/firmware[[:space:]]# { /,ro([,[:space:]]|$)/! s/defaults/defaults,ro/ }' /etc/fstab
update-initramfs -u
date --iso-8601=seconds >/etc/hadir/installed
sync
step "done; the unit starts after the restart that follows"
`;

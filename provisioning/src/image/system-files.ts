import type { CardSettings } from './card-settings.ts';
import { SCREEN_SERVICE } from './screen-service.ts';
import { UNIT_SERVICE } from './unit-service.ts';

/**
 * PID 1 feeds the hardware watchdog, and itself watches the unit's program, which feeds it only while pictures come
 * and are looked at. So a kernel that hangs ends in a restart of the board, a pipeline that hangs in one of the program.
 * The watchdog of a Raspberry Pi counts to 15 s at most.
 */
const WATCHDOG = `[Manager]
RuntimeWatchdogSec=14s
RebootWatchdogSec=2min
`;

/** The unit's log goes to memory; what matters is in the signed journal. */
const JOURNALD = `[Journal]
Storage=volatile
RuntimeMaxUse=32M
`;

/** A swap file would lie in memory itself, within the overlay. */
const SWAP = `[Main]
Mechanism=zram
`;

const OVERLAY = `# The system is read-only and changes live in memory until the next start; other partitions stay as they are.
# To change something for good: sudo overlayroot-chroot
overlayroot="tmpfs:recurse=0"
`;

/** The unit joins a Wi-Fi that a claim brought along, and nothing else. */
const POLKIT = `polkit.addRule(function (action, subject) {
  if (subject.user === "hadir" && action.id.indexOf("org.freedesktop.NetworkManager.") === 0) return polkit.Result.YES;
});
`;

/** @returns path on the unit → content; owned by root, mode 0644. */
export function systemFiles({ camera, timeServers, screen }: CardSettings): Record<string, string> {
  return {
    'etc/systemd/system/hadir-unit.service': UNIT_SERVICE,
    ...(screen ? { 'etc/systemd/system/hadir-screen.service': SCREEN_SERVICE } : {}),
    'etc/systemd/system.conf.d/hadir-watchdog.conf': WATCHDOG,
    'etc/systemd/journald.conf.d/hadir.conf': JOURNALD,
    'etc/rpi/swap.conf.d/hadir.conf': SWAP,
    'etc/overlayroot.local.conf': OVERLAY,
    'etc/polkit-1/rules.d/50-hadir.rules': POLKIT,
    'etc/chrony/sources.d/hadir.sources': timeServers.map((server) => `server ${server} iburst\n`).join(''),
    'etc/chrony/conf.d/hadir.conf': CHRONY,
    'etc/hadir/unit.env': `HADIR_CAMERA="${camera}"\n`,
  };
}

/**
 * A board without a battery starts with a wrong clock: it may be stepped while the first answers come in, and is
 * slewed ever after, so that punches keep their order.
 */
const CHRONY = `makestep 1.0 3
rtcsync
maxdistance 3.0
`;

import { stringify } from 'yaml';
import type { CardSettings } from './card-settings.ts';

/** Where Raspberry Pi OS mounts the partition that the files are written to. */
export const CARD_FOLDER = '/boot/firmware/hadir';

/** cloud-init and netplan read YAML 1.1, to which `off`, `yes` and `12:30:45` are no words. */
const YAML = { version: '1.1', lineWidth: 0 } as const;

const PACKAGES = ['chrony', 'ffmpeg', 'gpiod', 'nodejs', 'npm', 'overlayroot', 'polkitd', 'rpicam-apps'];
/** A browser, what gives it the display, and what lets it speak. */
const SCREEN_PACKAGES = ['cage', 'chromium', 'espeak-ng', 'fonts-dejavu-core', 'speech-dispatcher'];

/**
 * What cloud-init does at the first start. The partitions are laid out before packages are installed, because the
 * root file system of a fresh image has no room; everything else is the install script's.
 */
export function writeUserData(settings: CardSettings): string {
  const document = {
    hostname: settings.hostname,
    manage_etc_hosts: true,
    timezone: settings.timezone,
    ssh_pwauth: false,
    disable_root: true,
    users: [administrator(settings.sshKeys)],
    // The root partition must not take the whole card: prepare-disk.sh gives it its size.
    growpart: { mode: 'off' },
    resize_rootfs: false,
    package_update: true,
    packages: [...PACKAGES, ...(settings.screen ? SCREEN_PACKAGES : [])],
    bootcmd: [['/bin/bash', `${CARD_FOLDER}/prepare-disk.sh`]],
    runcmd: [['/bin/bash', `${CARD_FOLDER}/install.sh`]],
    power_state: {
      mode: 'reboot',
      message: 'The unit is set up and starts with a read-only system.',
      condition: ['test', '-f', '/etc/hadir/installed'],
    },
  };
  return `#cloud-config\n${stringify(document, YAML)}`;
}

/** Signs in by key alone; without one nobody does. It is there all the same: Raspberry Pi OS would ask for an account. */
function administrator(keys: readonly string[]) {
  return {
    name: 'hadir-admin',
    groups: ['sudo'],
    shell: '/bin/bash',
    lock_passwd: true,
    sudo: 'ALL=(ALL) NOPASSWD:ALL',
    ...(keys.length === 0 ? {} : { ssh_authorized_keys: [...keys] }),
  };
}

/** @param instance is new with every card, so that cloud-init takes it for a first start. */
export function writeMetaData(settings: CardSettings, instance: string): string {
  return stringify({ 'instance-id': instance, 'local-hostname': settings.hostname }, YAML);
}

/** Netplan, version 2: the cable always, the Wi-Fi where there is one; neither keeps the unit from starting. */
export function writeNetworkConfig({ wifi, country }: CardSettings): string {
  const wifis =
    wifi === null
      ? {}
      : {
          wifis: {
            wlan0: {
              dhcp4: true,
              optional: true,
              'regulatory-domain': country,
              'access-points': { [wifi.name]: wifi.password === '' ? {} : { password: wifi.password } },
            },
          },
        };
  return stringify({ network: { version: 2, ethernets: { eth0: { dhcp4: true, optional: true } }, ...wifis } }, YAML);
}

/**
 * Type=notify: the unit says when it is ready, and feeds the watchdog while its pipeline works. A program that ends is
 * started again; one that ends twenty times within half an hour is helped by a restart of the board.
 *
 * Devices are not narrowed down: what a camera needs differs from board to board, and the account is in few groups.
 */
export const UNIT_SERVICE = `[Unit]
Description=Hadir attendance unit
After=chrony.service network.target
RequiresMountsFor=/var/lib/hadir
StartLimitIntervalSec=30min
StartLimitBurst=20
StartLimitAction=reboot-force

[Service]
Type=notify
NotifyAccess=all
WatchdogSec=60s
WatchdogSignal=SIGKILL
TimeoutStartSec=5min
TimeoutStopSec=20s
Restart=always
RestartSec=15s

User=hadir
Group=hadir
SupplementaryGroups=video render audio
WorkingDirectory=/opt/hadir/edge
ExecStart=/usr/bin/node --import tsx src/main.ts
Environment=NODE_ENV=production
Environment=MALLOC_ARENA_MAX=2
Environment=HADIR_DATA=/var/lib/hadir
EnvironmentFile=-/etc/hadir/unit.env
UMask=0077
OOMScoreAdjust=-500

NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
ProtectSystem=strict
ReadWritePaths=/var/lib/hadir
ProtectHome=yes
PrivateTmp=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectControlGroups=yes
ProtectProc=invisible
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
RestrictNamespaces=yes
RestrictSUIDSGID=yes
LockPersonality=yes
KeyringMode=private
RemoveIPC=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM

[Install]
WantedBy=multi-user.target
`;

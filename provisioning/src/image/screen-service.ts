/**
 * The browser of the screen beside the door: one page, over the whole display, by an account that may read nothing of
 * the unit's and reach nothing but this machine. It waits for the unit to serve the page, and is started again when
 * somebody closes it. Source: cage's wiki, "Starting Cage on boot with systemd".
 */
export const SCREEN_SERVICE = `[Unit]
Description=Hadir screen beside the door
Wants=dbus.socket systemd-logind.service
After=hadir-unit.service dbus.socket systemd-logind.service systemd-user-sessions.service getty@tty1.service
Conflicts=getty@tty1.service
ConditionPathExists=/dev/tty0
StartLimitIntervalSec=0

[Service]
User=hadir-screen
PAMName=login
TTYPath=/dev/tty1
TTYReset=yes
TTYVHangup=yes
TTYVTDisallocate=yes
StandardInput=tty-fail
StandardOutput=journal
StandardError=journal
RuntimeDirectory=hadir-screen
RuntimeDirectoryMode=0700
Environment=HOME=/run/hadir-screen
ExecStartPre=/bin/bash -c 'until (exec 3<>/dev/tcp/127.0.0.1/8480) 2>/dev/null; do sleep 1; done'
ExecStart=/usr/bin/cage -d -- /usr/bin/chromium --kiosk --incognito --ozone-platform=wayland --no-first-run --noerrdialogs --disable-features=Translate --disable-background-networking --disable-component-update --disable-sync --password-store=basic --autoplay-policy=no-user-gesture-required --enable-speech-dispatcher --user-data-dir=/run/hadir-screen/profile http://127.0.0.1:8480/
TimeoutStartSec=infinity
Restart=always
RestartSec=5s
OOMScoreAdjust=500
IPAddressDeny=any
IPAddressAllow=localhost
ProtectHome=yes
PrivateTmp=yes

[Install]
WantedBy=multi-user.target
`;

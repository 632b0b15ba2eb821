#!/usr/bin/env bash
# A machine with a root and, if need be, a systemd of its own, over a root that it does not change: what is installed there
# is not installed here.
#   machine.sh boot FOLDER BASE PACKAGES NAME PACKAGE CONFIG   inside its network namespace; FOLDER is empty and will be
#                                                its root's, over that in BASE (debian-root.sh); the folder PACKAGES is
#                                                its /mnt, PACKAGE a file in it
#   machine.sh try FOLDER BASE PACKAGES COMMAND...   runs it in a root without systemd, in a network of its own with a
#                                                cable in eth0, 192.168.10.11/24
#   machine.sh enter PID COMMAND...              runs it in the machine whose first process that is, as this machine
#                                                numbers it
#   machine.sh clean NAME                        removes what is left of a machine that has ended
set -euo pipefail
export PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C

make_root() {
  mount --make-rprivate /
  mount -t tmpfs -o mode=755 tmpfs "$1"
  mkdir "$1"/{above,work,root}
  mount -t overlay overlay -o "lowerdir=$2,upperdir=$1/above,workdir=$1/work" "$1/root"
  root=$1/root
  mount -t proc proc "$root/proc"
  # A service manager that starts believes to be alone: of the kernel's settings it gets those of its network.
  mount --bind "$root/proc/sys" "$root/proc/sys"
  mount --bind "$root/proc/sys/net" "$root/proc/sys/net"
  mount -o remount,bind,ro "$root/proc/sys"
  mount -t tmpfs -o mode=755 tmpfs "$root/run"
  mount --bind "$3" "$root/mnt"
  mount -t tmpfs -o mode=755 tmpfs "$root/dev"
  local device
  for device in null zero full random urandom tty; do
    touch "$root/dev/$device"
    mount --bind "/dev/$device" "$root/dev/$device"
  done
  mkdir "$root"/dev/{shm,pts,mqueue,hugepages}
  mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
  ln -s pts/ptmx "$root/dev/ptmx"
  ln -s /proc/self/fd "$root/dev/fd"
}

# All of cgroup2, wherever this machine has it, if anywhere.
mount_cgroups() {
  mkdir -p "$1"
  mount -t cgroup2 cgroup2 "$1"
}

case $1 in
  boot)
    # A group of its own BEFORE the namespace, which makes it the root of all groups.
    mount_cgroups "$2"
    mkdir -p "$2/lab-$5"
    echo $$ >"$2/lab-$5/cgroup.procs"
    umount "$2"
    exec unshare --mount --pid --fork --kill-child --cgroup --uts --ipc "$0" booted "${@:2}"
    ;;
  booted)
    make_root "$2" "$3" "$4"
    mount -t sysfs sysfs "$root/sys"
    mount_cgroups "$root/sys/fs/cgroup"
    echo "$5" >"$root/etc/hostname"
    hostname "$5"
    chroot "$root" dpkg --force-unsafe-io --install "/mnt/$6"
    cat "$7" >"$root/etc/gateway/appsettings.json"
    # Of what a machine starts when it boots only the gateway and its journal.
    units=$root/etc/systemd/system
    rm -rf "$root"/{etc,usr/lib}/systemd/system/{sysinit,basic,sockets,local-fs,timers,paths,multi-user,default}.target.wants
    chroot "$root" systemctl --quiet enable gateway
    echo GATEWAY_OPTIONS=--log-level=trace >"$root/etc/default/gateway"
    # Where nothing may be started by packages: here it may.
    rm -f "$root/usr/sbin/policy-rc.d"
    printf '[Unit]\nWants=systemd-journald.service gateway.service\nAllowIsolate=yes\n' >"$units/lab.target"
    mkdir -p "$units/gateway.service.d" "$root/etc/systemd/journald.conf.d"
    printf '[Service]\nWatchdogSec=8\n' >"$units/gateway.service.d/lab.conf"
    printf '[Journal]\nStorage=volatile\nReadKMsg=no\nAudit=no\nRateLimitBurst=0\n' \
      >"$root/etc/systemd/journald.conf.d/lab.conf"
    exec chroot "$root" env -i container=lab PATH="$PATH" /lib/systemd/systemd --system --unit=lab.target \
      --log-target=journal --show-status=no
    ;;
  try)
    exec unshare --mount --pid --net --fork --kill-child "$0" tried "${@:2}"
    ;;
  tried)
    make_root "$2" "$3" "$4"
    ip link set lo up
    ip link add eth0 type veth peer name switch
    ip link set switch up
    ip address add 192.168.10.11/24 dev eth0
    ip link set eth0 up
    exec chroot "$root" "${@:5}"
    ;;
  enter)
    exec nsenter --target "$2" --mount --pid --cgroup --uts --ipc --net --root --wd "${@:3}"
    ;;
  clean)
    exec unshare --mount bash -c '
      folder=$(mktemp -d)
      trap "umount \"$folder\" && rmdir \"$folder\"" EXIT
      mount -t cgroup2 cgroup2 "$folder"
      for try in {1..50}; do
        [[ -d $folder/lab-$1 ]] || exit 0
        find "$folder/lab-$1" -depth -type d -exec rmdir {} + 2>/dev/null || sleep 0.1
      done
      echo "the group lab-$1 is still in use" >&2 && exit 1' bash "$2"
    ;;
  *)
    echo "machine.sh: what is $1?" >&2
    exit 2
    ;;
esac

#!/usr/bin/env bash
# Makes the root of a machine with nothing on it but Debian's essential packages, the named ones, and what these need: what
# debootstrap makes, without a network and in seconds, of the packages that are installed here. A path is a package's file,
# of which only the needs are taken.
#   debian-root.sh FOLDER PACKAGE...
# FOLDER is made anew, unless it is younger than the packages of this machine and this script.
set -euo pipefail
export PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C
umask 022
# Between fields, which may be empty.
mark=$'\x1f'

folder=$1
shift
done_mark=$folder/.made-of
if [[ $done_mark -nt /var/lib/dpkg/status && $done_mark -nt $0 && $(cat "$done_mark") == "$*" ]]; then
  exit 0
fi

declare -A needs provider taken
queue=()
while IFS=$mark read -r state name essential depends provides; do
  [[ $state == installed ]] || continue
  needs[$name]=$depends
  [[ $essential != yes ]] || queue+=("$name")
  IFS=, read -ra provided <<<"$provides"
  for each in "${provided[@]}"; do
    [[ ! $each =~ ^\ *([^\ :\(]+) ]] || provider[${BASH_REMATCH[1]}]=$name
  done
done < <(dpkg-query -W -f "\${db:Status-Status}$mark\${Package}$mark\${Essential}$mark\${Pre-Depends}, \${Depends}$mark\${Provides}\n")

# Of several choices the first that is here.
want() {
  local groups choices group choice found
  IFS=, read -ra groups <<<"$1"
  for group in "${groups[@]}"; do
    [[ $group =~ [^\ ] ]] || continue
    found=
    IFS='|' read -ra choices <<<"$group"
    for choice in "${choices[@]}"; do
      [[ -z $found && $choice =~ ^\ *([^\ :\(]+) ]] || continue
      choice=${BASH_REMATCH[1]}
      [[ -v needs[$choice] ]] && found=$choice || found=${provider[$choice]-}
    done
    if [[ -z $found ]]; then
      echo "debian-root.sh: this machine has nothing for \"$group\"" >&2
      exit 1
    fi
    queue+=("$found")
  done
}

for package in "$@"; do
  case $package in
    */*) want "$(dpkg-deb -f "$package" Pre-Depends), $(dpkg-deb -f "$package" Depends)" ;;
    *) want "$package" ;;
  esac
done
while ((${#queue[@]} > 0)); do
  name=${queue[-1]}
  unset 'queue[-1]'
  if [[ ! -v taken[$name] ]]; then
    taken[$name]=yes
    want "${needs[$name]}"
  fi
done

root=$folder.$$
trap 'rm -rf "$root"' EXIT
mkdir -p "$root"/{dev,mnt,proc,sys,usr,etc/alternatives,run,tmp,var/{cache,log,tmp},var/lib/dpkg/{alternatives,info,parts,triggers,updates}}
chmod 1777 "$root"/{tmp,var/tmp}
ln -s /run "$root/var/run"
# Where these are links to folders below /usr, they are that here.
for each in bin sbin lib lib64; do
  if [[ -L /$each ]]; then
    mkdir -p "$root/usr/$each"
    cp -P "/$each" "$root/$each"
  fi
done

# Without what is only for people; some machines leave it out anyway.
dpkg-query -L "${!taken[@]}" | sed -nE 's,^/(.+)$,\1,p' | sort -u |
  grep -vE '^(bin|sbin|lib|lib64|run|tmp|var/(run|tmp)|usr/share/(bash-completion|bug|doc|doc-base|info|lintian|locale|man)(/.*)?)$' |
  while read -r path; do
    [[ ! -e /$path && ! -L /$path ]] || printf '%s\n' "$path"
  done | tar -C / --no-recursion --files-from=- -cf - | tar -C "$root" -xpf -

dpkg-query -s "${!taken[@]}" >"$root/var/lib/dpkg/status"
for name in "${!taken[@]}"; do
  cp -p "/var/lib/dpkg/info/$name".* "/var/lib/dpkg/info/$name":*.* "$root/var/lib/dpkg/info/" 2>/dev/null || true
done
cp -p /var/lib/dpkg/info/format "$root/var/lib/dpkg/info/"

# What the packages' scripts make.
cp -p "$root/usr/share/base-passwd/passwd.master" "$root/etc/passwd"
cp -p "$root/usr/share/base-passwd/group.master" "$root/etc/group"
# By release it is in another package.
cp -p "$(find "$root"/usr/share/{libc-bin,base-files} -name nsswitch.conf 2>/dev/null | head -n 1)" "$root/etc/"
cp -p /etc/pam.d/common-* "$root/etc/pam.d/"
for each in awk which; do
  if [[ -L /etc/alternatives/$each && -e $root$(readlink "/etc/alternatives/$each") ]]; then
    cp -P "/etc/alternatives/$each" "$root/etc/alternatives/"
    ln -sf "/etc/alternatives/$each" "$root/usr/bin/$each"
  fi
done
ldconfig -r "$root"
chroot "$root" pwconv
chroot "$root" grpconv

rm -rf "$folder"
echo "$*" >"$root/${done_mark##*/}"
mv "$root" "$folder"

#!/usr/bin/env bash
# Makes gateway_VERSION_ARCH.deb and gateway-VERSION-linux-ARCH.tar.gz. They bring the .NET runtime of this machine's SDK
# along: the machines need none. No network is needed once the packages of NuGet are here (dotnet restore).
#   config/packaging/build.sh [options]
#     --output FOLDER        artifacts/packages unless said
#     --version VERSION      that of Directory.Build.props unless said
#     --configuration NAME   Release unless said
#     --no-build             packs what was built before
#     --fast                 barely compressed, and no tar.gz
# DEBFULLNAME and DEBEMAIL say who maintains the package.
# Built twice from one commit the packages are the same, byte for byte: SOURCE_DATE_EPOCH, the commit's time unless said.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
export PATH="$PATH:/usr/sbin:/sbin" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 LC_ALL=C

stop() {
  echo "$*" >&2
  exit 2
}

output=$root/artifacts/packages version='' configuration=Release build=yes fast=no
while (($# > 0)); do
  case $1 in
    --output | --version | --configuration)
      (($# > 1)) || stop "$1 needs a value."
      declare "${1#--}=$2"
      shift 2
      ;;
    --no-build) build=no && shift ;;
    --fast) fast=yes && shift ;;
    *) stop "usage: build.sh [--output FOLDER] [--version VERSION] [--configuration NAME] [--no-build] [--fast]" ;;
  esac
done

for need in dotnet dpkg-deb tar gzip; do
  command -v "$need" >/dev/null || stop "$need is not installed."
done

umask 022
mkdir -p "$output"
output=$(cd "$output" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
program=$work/root/usr/lib/gateway
mkdir -p "$program"

cd "$root"
[[ -n $version ]] || version=$(dotnet msbuild src/Gateway -getProperty:Version)
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}
maintainer="${DEBFULLNAME:-Gateway} <${DEBEMAIL:-gateway@example.org}>"
case $(dpkg --print-architecture) in
  amd64) arch=amd64 runtime=x64 ;;
  arm64) arch=arm64 runtime=arm64 ;;
  *) stop "There is no .NET for $(dpkg --print-architecture)." ;;
esac

if [[ $build == yes ]]; then
  dotnet build "$here/packaging.proj" --nologo -verbosity:quiet -consoleLoggerParameters:NoSummary \
    -p:Configuration="$configuration" -p:PathMap="$root=/_" -p:Version="$version"
fi
dotnet publish src/Gateway --nologo -verbosity:quiet --no-build -c "$configuration" -o "$program" \
  -p:PublishDocumentationFiles=false -p:Version="$version"
# Only what is a plugin of ours: the folder may hold what somebody dropped in.
mkdir "$program/plugins"
for project in plugins/*/*.csproj; do
  name=$(basename "$project" .csproj)
  cp -r "artifacts/bin/Gateway/${configuration,,}/plugins/$name" "$program/plugins/"
done

# The runtime that the SDK would run it with.
share=$(dirname "$(readlink -f "$(command -v dotnet)")")
framework=$(dotnet --list-runtimes | sed -nE 's/^Microsoft.AspNetCore.App (10\.[0-9.]+) .*/\1/p' | sort -V | tail -n 1)
[[ -n $framework ]] || stop "The SDK has no ASP.NET Core 10."
for part in "host/fxr/$framework" "shared/Microsoft.NETCore.App/$framework" "shared/Microsoft.AspNetCore.App/$framework"; do
  [[ -d $share/$part ]] || stop "$share/$part is missing."
  mkdir -p "$program/runtime/$part"
  cp -r "$share/$part/." "$program/runtime/$part/"
done
cp "$share/LICENSE.txt" "$share/ThirdPartyNotices.txt" "$program/runtime/"

# The rest of the system.
system=$work/root
install -d "$system/usr/bin" "$system/usr/share/doc/gateway"
ln -s ../lib/gateway/gateway "$system/usr/bin/gateway"
install -m 644 -D "$here/gateway.service" "$system/usr/lib/systemd/system/gateway.service"
install -m 644 -D "$here/60-gateway.conf" "$system/usr/lib/sysctl.d/60-gateway.conf"
# Copied to /etc once, when it is new there: files of dpkg's it would ask about at every upgrade that changes a comment.
install -m 644 -D "$here/gateway.default" "$system/usr/share/gateway/default"
install -m 644 config/appsettings.json "$system/usr/share/gateway/appsettings.json"
install -m 644 -D "$here/gateway.bash-completion" "$system/usr/share/bash-completion/completions/gateway"
install -m 644 README.md config/events.md config/metrics.md "$here/copyright" "$system/usr/share/doc/gateway/"
cp -r config/examples config/grafana config/lint config/prometheus "$system/usr/share/doc/gateway/"
install -m 644 -D "$here/lintian-overrides" "$system/usr/share/lintian/overrides/gateway"
install -d "$system/usr/share/man/man8"
gzip -9nc "$here/gateway.8" >"$system/usr/share/man/man8/gateway.8.gz"
{
  echo "gateway ($version) unstable; urgency=medium"
  echo
  echo "  * Version $version."
  echo
  echo " -- $maintainer  $(date -u -R -d "@$SOURCE_DATE_EPOCH")"
} | gzip -9n >"$system/usr/share/doc/gateway/changelog.gz"
# Whatever the mask of who builds: programs may be run by all, and changed by root alone.
chmod -R u=rwX,go=rX "$system"
find "$program" -type f \( -name '*.dll' -o -name '*.json' -o -name '*.pdb' -o -name '*.txt' \) -exec chmod 644 {} +
find "$program/runtime" -type f -name '*.so' -exec chmod 644 {} +
chmod 755 "$program/gateway" "$program/runtime/shared/Microsoft.NETCore.App/$framework/createdump"

if [[ $fast == no ]]; then
  tree=$work/gateway-$version
  cp -a "$program" "$tree"
  mkdir "$tree/config"
  cp -r config/appsettings.json config/events.md config/metrics.md config/examples config/grafana config/lint \
    config/prometheus README.md "$here/gateway.service" "$here/60-gateway.conf" "$here/gateway.default" "$tree/config/"
  tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" -C "$work" -c "gateway-$version" |
    gzip -9n >"$output/gateway-$version-linux-$runtime.tar.gz"
fi

debian=$system/DEBIAN
install -d -m 755 "$debian"
for script in postinst prerm postrm; do
  install -m 755 "$here/$script" "$debian/$script"
done
control=$(<"$here/control")
control=${control//@MAINTAINER@/"$maintainer"} control=${control//@VERSION@/"$version"}
control=${control//@ARCHITECTURE@/$arch} control=${control//@SIZE@/$(du -k -s --apparent-size "$system" | cut -f 1)}
printf '%s\n' "$control" >"$debian/control"
(cd "$system" && find usr -type f -print0 | sort -z | xargs -0 md5sum) >"$debian/md5sums"
find "$system" -depth -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
compression=(-Zxz)
[[ $fast == no ]] || compression=(-Zgzip -z1)
dpkg-deb --root-owner-group "${compression[@]}" --build "$system" "$output/gateway_${version}_$arch.deb" >/dev/null

ls -l "$output"

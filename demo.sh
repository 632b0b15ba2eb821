#!/usr/bin/env bash
# Shows two gateways, a crash and a clean stop, in network namespaces on this machine.
#   ./demo.sh           plays by itself and cleans up
#   ./demo.sh --keep    leaves the pair up and says how to reach it
#   ./demo.sh --stop    ends and removes what --keep left
set -euo pipefail
cd "$(dirname "$0")"
export PATH="$PATH:/usr/sbin:/sbin" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

stop() {
  echo "$*" >&2
  exit 2
}

build=yes
if [[ ${1-} == --no-build ]]; then
  build=no
  shift
fi
case "${1-}" in
  "" | --keep | --stop) ;;
  *) stop "usage: ./demo.sh [--keep | --stop]" ;;
esac

command -v dotnet >/dev/null || stop "The .NET 10 SDK is not installed: https://dotnet.microsoft.com/download"

if ! command -v ip >/dev/null; then
  if ((EUID != 0)) || ! command -v apt-get >/dev/null; then
    stop "The demo needs the command ip. Install it with: sudo apt-get install iproute2"
  fi
  echo "Installing iproute2"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y iproute2; } >/dev/null
fi

if [[ $build == yes ]]; then
  echo "Building (the first time takes a minute)"
  log=$(mktemp)
  trap 'rm -f "$log"' EXIT
  if ! dotnet build tests/Lab -c Release --nologo -verbosity:quiet >"$log" 2>&1; then
    cat "$log" >&2
    stop "The build failed."
  fi
fi

lab=(dotnet artifacts/bin/Lab/release/Lab.dll demo "$@")

# Root makes namespaces; --stop needs none. Anybody else becomes root of a user namespace, where the kernel allows it.
if ((EUID == 0)) || [[ ${1-} == --stop ]]; then
  "${lab[@]}"
elif unshare -Urnm --propagation private true 2>/dev/null; then
  GATEWAY_DEMO_USER_NAMESPACE=1 unshare -Urnm --propagation private bash -c \
    'mount -t tmpfs tmpfs /run && mkdir /run/netns && exec "$@"' bash "${lab[@]}"
else
  stop "This kernel lets only root make network namespaces. Run: sudo ./demo.sh ${1-}"
fi

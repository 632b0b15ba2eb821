#!/usr/bin/env bash
# Builds everything, warnings as errors, and runs all tests. The last line counts them.
#   ./test.sh          everything; the lab (real kernel, real keepalived) needs root
#   ./test.sh quick    everything but the lab
set -euo pipefail
cd "$(dirname "$0")"
export PATH="$PATH:/usr/sbin:/sbin" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

passed=0 failed=0 skipped=0
failures=$(mktemp)
trap 'rm -f "$failures"' EXIT

# What failed comes last: who reads the end of a long log finds it, with the names below the details.
finish() {
  local line="$passed passed, $failed failed"
  if [[ -s $failures ]]; then
    echo "Failed:"
    cat "$failures"
    grep -aE '\[FAIL\]$|^    \[(Test|FATAL) |^FAILED: ' "$failures" || true
    echo
  fi
  ((skipped == 0)) || line+=", $skipped skipped"
  echo "$line"
  ((failed == 0)) || exit 1
  exit 0
}

fail() {
  echo "FAILED: $*" | tee -a "$failures"
  failed=$((failed + 1))
}

# What the lab, the browser's and the plugins' tests need: program and Debian package.
install_missing() {
  local missing=() need
  for need in ip:iproute2 nft:nftables tcpdump:tcpdump curl:curl ps:procps setsid:util-linux keepalived:keepalived \
    nginx:nginx vrrpd:frr systemd-analyze:systemd adduser:adduser caddy:caddy haproxy:haproxy openssl:openssl \
    sslscan:sslscan testssl:testssl.sh slowhttptest:slowhttptest node:nodejs npm:npm promtool:prometheus \
    chromium:chromium; do
    # FRR's daemons are on no PATH.
    PATH="$PATH:/usr/lib/frr" command -v "${need%%:*}" >/dev/null || missing+=("${need#*:}")
  done
  # A library for the system's Python, not a program.
  /usr/bin/python3 -c "import h2" 2>/dev/null || missing+=(python3-h2)
  ((${#missing[@]} > 0)) || return 0
  if ! command -v apt-get >/dev/null; then
    echo "Missing: ${missing[*]}. This script installs them on Debian only."
    return 0
  fi
  echo "Installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  # A single-user runlevel for the packages' scripts: none of them starts a service.
  if ! apt-get update -qq >/dev/null ||
    ! RUNLEVEL=1 apt-get install -qq -y --no-install-recommends "${missing[@]}" >/dev/null; then
    fail "apt-get could not install ${missing[*]}"
  else
    # Nor at the next boot: their packages enable the services.
    for need in frr haproxy nginx prometheus; do
      [[ " ${missing[*]} " != *" $need "* ]] || update-rc.d "$need" disable
    done
    # Caddy has no script there, only a unit.
    [[ " ${missing[*]} " != *" caddy "* ]] || rm -f /etc/systemd/system/multi-user.target.wants/caddy.service
  fi
}

# The tests of a report by xunit that took longest, with their seconds.
slowest() {
  echo "Slowest:"
  grep -oE '<test [^>]+>' "$1" | sed -nE 's/.* name="([^"]*)".* time="([0-9.]+)".*/\2 \1/p' | sort -rn | head -n 10 |
    sed -E 's/\\?&quot;/"/g' | while read -r seconds test; do printf '%8.1f s  %s\n' "$seconds" "$test"; done
}

# The failed tests of a log by xunit: message, place and the begin of the output, at most 90 lines of each.
failed_tests() {
  awk '/^ ? ? ? ?[^ ]/ { rest = / \[FAIL\]$|^    \[(Test|FATAL) ?/ ? 90 : 0 } rest-- > 0' "$1" | cut -c 1-500
}

# Runs one test executable and adds up the last summary that it printed.
run() {
  local name=$1 status=0 log report summary total bad skip
  local executable="artifacts/bin/$name/release/$name.dll"
  log=$(mktemp) report=$(mktemp)
  echo
  echo "== $name"
  # A test that runs for a minute is named: it may be the one that never ends.
  timeout --foreground --kill-after=30 24m dotnet "$executable" -noLogo -noColor -diagnostics -longRunning 60 \
    -xml "$report" 2>&1 | tee "$log" || status=$?
  summary=$(grep -E "^ +$name +Total: [0-9]+" "$log" | tail -n 1 || true)
  slowest "$report" || true
  failed_tests "$log" >>"$failures"
  rm -f "$log" "$report"
  count() { sed -nE "s/.* $1: ([0-9]+).*/\1/p" <<<"$summary"; }
  total=$(count Total)
  if [[ -z $summary ]]; then
    fail "$name ended without a result (exit code $status)"
    return
  elif ((total == 0)); then
    fail "$name has no tests"
    return
  fi
  bad=$(($(count Failed) + $(count Errors)))
  skip=$(($(count Skipped) + $(count "Not Run")))
  passed=$((passed + total - $(count Failed) - skip))
  failed=$((failed + bad))
  skipped=$((skipped + skip))
  ((status == 0 || bad > 0)) || fail "$name ended with exit code $status"
}

case "${1-}" in
  "" | quick) ;;
  *)
    echo "usage: ./test.sh [quick]" >&2
    exit 2
    ;;
esac

if ! command -v dotnet >/dev/null; then
  fail "the .NET 10 SDK is not installed: https://dotnet.microsoft.com/download"
  finish
fi

if [[ ${1-} != quick ]]; then
  if ((EUID == 0)); then
    install_missing
  else
    echo "Not root: the lab's tests are skipped, because they make network namespaces. Run sudo ./test.sh for them."
  fi
fi

echo "== build"
if ! dotnet build Gateway.sln -c Release --nologo -warnaserror -verbosity:quiet -consoleLoggerParameters:NoSummary; then
  fail "the build"
  finish
fi

for project in tests/*/*.csproj; do
  name=$(basename "$project" .csproj)
  if grep -q '<IsTestProject>false' "$project" || [[ ${1-} == quick && $name == Lab ]]; then
    continue
  fi
  run "$name"
done

echo
finish

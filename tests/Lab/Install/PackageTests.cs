namespace Lab.Install;

/// <summary>The package on a minimal machine that is thrown away: installed, started, upgraded, removed and purged
/// (issue 7: a clean debootstrap or namespace root).</summary>
[InParallel(IsLong = true)]
public sealed class PackageTests : IDisposable
{
    private const string Threshold = "20";

    // Where no systemd runs its ExecStart is started as it would be, under its user and with its capabilities.
    private const string Life = """
        set -eu
        say() { echo "$1: $2"; }
        list() { find / -xdev \( -path /proc -o -path /mnt -o -path /var/log -o -path /var/lib/dpkg \) -prune -o -print |
          grep -vE '^/etc/(passwd|group|shadow|gshadow|subuid|subgid)-?$|^/var/cache' | sort; }
        unit=/usr/lib/systemd/system/gateway.service
        of() { sed -n "s/^$1=//p" $unit; }
        : >/tmp/after; list >/tmp/before

        dpkg --force-unsafe-io --install "$1" >/dev/null
        say user "$(getent passwd gateway | cut -d: -f6,7) of $(id -gn gateway)"
        say config "$(stat -c '%U:%G %a' /etc/gateway/appsettings.json)"
        say folder "$(stat -c '%U:%G %a' /etc/gateway /etc/gateway/certs | tr '\n' ' ')"
        say writable "$(find /usr/lib/gateway ! -type l \( -perm /022 -o ! -user root \) | wc -l)"
        say plugins "$(ls /usr/lib/gateway/plugins | wc -l)"
        say help "$(gateway --help | head -n 2 | tail -n 1)"
        say check "$(gateway check --node edge-a 2>&1 | tail -n 1 | cut -c 1-44)"

        install -d -o gateway -g gateway /var/lib/gateway /run/gateway
        export STATE_DIRECTORY=/var/lib/gateway RUNTIME_DIRECTORY=/run/gateway
        export GATEWAY_OPTIONS='--node=edge-a --set=Vrrp:DrainOnStop=false'
        four=$(of AmbientCapabilities | sed 's/CAP_\([A-Z_]*\)/+\L\1/g; s/ /,/g')
        sh -c "exec setpriv --reuid=$(of User) --regid=$(of Group) --init-groups --no-new-privs --inh-caps=-all,$four \
          --ambient-caps=-all,$four --bounding-set=-all,$four $(of ExecStart)" >/tmp/log 2>&1 &
        for try in $(seq 300); do
          gateway status --json 2>/dev/null | grep -q '"state":"Master"' && break || sleep 0.1
        done
        say state "$(gateway status --json | grep -o '"state":"[A-Za-z]*"' | head -n 1)"
        say address "$(grep -c '192.168.10.10$' /proc/net/fib_trie | sed 's/[1-9]/there/')"
        say root "$(grep -c '^Uid:.*[[:space:]]0' /proc/$!/status || true)"
        say capabilities "$(grep '^Cap' /proc/$!/status | cut -f 2 | sort -u)"
        kill -TERM $! && wait $! && code=0 || code=$?
        say ended "$code $(grep -c '192.168.10.10$' /proc/net/fib_trie || true)"
        [ $code = 0 ] || cat /tmp/log

        echo '// mine' >>/etc/gateway/appsettings.json
        chmod 600 /etc/gateway/appsettings.json
        rm /etc/default/gateway
        dpkg --force-unsafe-io --install "$2" >/dev/null </dev/null
        say version "$(dpkg-query -W -f '${Version}' gateway)"
        say kept "$(tail -n 1 /etc/gateway/appsettings.json) $(stat -c %a /etc/gateway/appsettings.json)"
        say sample "$(tail -n 1 /usr/share/gateway/appsettings.json)"
        say stray "$(find /etc -name '*gateway*.dpkg-*' -o -name 'appsettings.json.*' -o -path /etc/default/gateway)"
        dpkg --remove gateway >/dev/null
        say removed "$(ls /etc/gateway) $(test -n "$(ls /var/lib/gateway)" && echo and what it keeps)"
        dpkg --force-unsafe-io --install "$2" >/dev/null </dev/null
        say again "$(stat -c '%U:%G %a' /etc/gateway /etc/gateway/certs /etc/gateway/appsettings.json | tr '\n' ' ')"
        dpkg --purge gateway >/dev/null
        say gone "$(getent passwd gateway || getent group gateway || true)"
        rm -rf /tmp/dotnet* /tmp/clr-debug* && rm /tmp/log
        list >/tmp/after
        say left "$(comm -13 /tmp/before /tmp/after)"
        """;

    private const string Service = """
        set -eu
        dpkg --force-unsafe-io --install "$1" >/dev/null
        echo "$(systemctl is-enabled gateway || true)"
        systemd-analyze verify gateway.service 2>&1
        systemctl enable gateway 2>/dev/null
        dpkg --purge gateway >/dev/null
        find /etc/systemd -name 'gateway*'
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("lab-package-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [LabFact]
    public void It_is_installed_started_upgraded_and_purged_without_a_trace_on_a_minimal_machine()
    {
        string said = InstalledNode.RunInRoot(
            DebianRoot.WithoutSystemd, _folder, "sh", "-c", Life, "/bin/sh", $"/mnt/{DebianPackage.File}",
            $"/mnt/{DebianPackage.NextFile}");

        Assert.Equal(
            """
            user: /var/lib/gateway:/usr/sbin/nologin of gateway
            config: root:gateway 640
            folder: root:gateway 750 root:gateway 750 
            writable: 0
            plugins: 13
            help:   Edge load balancer: reverse proxy, virtual IP addresses (VRRP) and health checks in one process.
            check: /etc/gateway/appsettings.json is valid for n
            state: "state":"Master"
            address: there
            root: 0
            capabilities: 0000000000803400
            ended: 0 0
            version: 0.2.0
            kept: // mine 600
            sample: // of the next version
            stray: 
            removed: appsettings.json
            certs and what it keeps
            again: root:gateway 750 root:gateway 750 root:gateway 600 
            gone: 
            left: 

            """,
            said);
    }

    [LabFact]
    public void Its_service_is_not_enabled_unasked_and_leaves_no_link_behind() => Assert.Equal(
        "disabled\n",
        InstalledNode.RunInRoot(
            DebianRoot.WithSystemd, _folder, "sh", "-c", Service, "/bin/sh", $"/mnt/{DebianPackage.File}"));

    [LabFact]
    public void Its_unit_is_as_closed_as_it_can_be()
    {
        string unit = Path.Combine(DebianPackage.Repository, "config", "packaging", "gateway.service");

        (int code, string output, string error) = Shell.Try(
            "systemd-analyze", "security", "--offline=true", $"--threshold={Threshold}", "--no-pager", unit);

        Assert.True(code == 0, output + error);
        Assert.Contains("gateway.service: 2.0 OK", output, StringComparison.Ordinal);
    }
}

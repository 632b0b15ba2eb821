namespace Lab.Install;

/// <summary>The package in a root of its own, where no systemd runs: installed, upgraded, removed and purged.</summary>
public sealed class PackageTests : IDisposable
{
    private const string Threshold = "20";

    private const string Life = """
        set -eu
        say() { echo "$1: $2"; }
        dpkg --force-unsafe-io --install "$1" >/dev/null
        say user "$(getent passwd gateway | cut -d: -f6,7)"
        say config "$(stat -c '%U:%G %a' /etc/gateway/appsettings.json)"
        say folder "$(stat -c '%U:%G %a' /etc/gateway /etc/gateway/certs | tr '\n' ' ')"
        say writable "$(find /usr/lib/gateway ! -type l \( -perm /022 -o ! -user root \) | wc -l)"
        say plugins "$(ls /usr/lib/gateway/plugins | wc -l)"
        say enabled "$(systemctl is-enabled gateway || true)"
        say verify "$(systemd-analyze verify gateway.service 2>&1)"
        say help "$(gateway --help | head -n 2 | tail -n 1)"
        say check "$(gateway check --node edge-a 2>&1 | tail -n 1 | cut -c 1-44)"
        echo '// mine' >>/etc/gateway/appsettings.json
        chmod 600 /etc/gateway/appsettings.json
        dpkg --force-unsafe-io --install "$2" >/dev/null
        say version "$(dpkg-query -W -f '${Version}' gateway)"
        say kept "$(tail -n 1 /etc/gateway/appsettings.json) $(stat -c %a /etc/gateway/appsettings.json)"
        mkdir -p /var/lib/gateway && echo '{}' >/var/lib/gateway/last-good.json
        dpkg --remove gateway >/dev/null
        say removed "$(ls /etc/gateway /var/lib/gateway | tr '\n' ' ')"
        dpkg --purge gateway >/dev/null
        say left "$(ls -d /etc/gateway /var/lib/gateway /usr/lib/gateway /usr/bin/gateway 2>/dev/null | wc -l)"
        say gone "$(getent passwd gateway || getent group gateway || find /etc/systemd -name 'gateway*')"
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("lab-package-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [LabFact]
    public void It_is_installed_upgraded_and_purged_without_a_trace()
    {
        string said = InstalledNode.RunInRoot(
            _folder, "sh", "-c", Life, "/bin/sh", $"/mnt/{DebianPackage.File}", $"/mnt/{DebianPackage.NextFile}");

        Assert.Equal(
            """
            user: /var/lib/gateway:/usr/sbin/nologin
            config: root:gateway 640
            folder: root:gateway 750 root:gateway 750 
            writable: 0
            plugins: 13
            enabled: disabled
            verify: 
            help:   Edge load balancer: reverse proxy, virtual IP addresses (VRRP) and health checks in one process.
            check: /etc/gateway/appsettings.json is valid for n
            version: 0.2.0
            kept: // mine 600
            removed: /etc/gateway: appsettings.json  /var/lib/gateway: last-good.json 
            left: 0
            gone: 

            """,
            said);
    }

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

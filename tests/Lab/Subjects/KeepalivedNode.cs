using System.Globalization;
using System.Text;
using Lab.Network;

namespace Lab.Subjects;

/// <summary>Debian's keepalived on one machine: what the settings do not name is as it comes.</summary>
internal sealed class KeepalivedNode(SegmentNode node, string workFolder, PairSettings settings)
    : NodeProgram(node, workFolder)
{
    private int _starts;

    internal override string Kind => "keepalived";

    internal override bool IsListening => LatestLog.Contains("Entering BACKUP STATE", StringComparison.Ordinal);

    /// <summary>The configuration, a file for each machine; written at each start.</summary>
    internal string ConfigFile => Path.Combine(WorkFolder, $"keepalived-{Node.Role}.conf");

    protected override string TransitionMark => ") Entering ";

    protected override string[] Command()
    {
        File.WriteAllText(ConfigFile, Configuration());

        // Fresh files at each start: the pid of a killed child that nobody reaped would read as "already running".
        string pids = Path.Combine(WorkFolder, string.Create(CultureInfo.InvariantCulture, $"{Node.Role}{++_starts}"));
        return [
            "/usr/sbin/keepalived", "--vrrp", "--dont-fork", "--log-console", "--log-detail",
            "--use-file", ConfigFile, "--pid", $"{pids}.pid", "--vrrp_pid", $"{pids}-vrrp.pid",
        ];
    }

    private string Configuration()
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $$"""
            global_defs {
                router_id {{Node.Role}}
                vrrp_version {{settings.Version}}
            }

            """));
        if (settings.BothFamilies)
        {
            text.AppendJoin('\n', [
                $"vrrp_sync_group {PairSettings.SyncGroup} {{",
                .. Block("group", settings.VirtualRouters.Select(router => router.Name)),
                "}",
                "",
            ]);
        }

        text.AppendJoin('\n', [.. settings.Keepalived.Top, ""]);
        foreach (VirtualRouterSettings router in settings.VirtualRouters)
        {
            text.AppendJoin('\n', Instance(router)).Append('\n');
        }

        return text.ToString();
    }

    private IEnumerable<string> Instance(VirtualRouterSettings router) => [
        $"vrrp_instance {router.Name} {{",
        "    state BACKUP",
        $"    interface {router.Interface}",
        string.Create(CultureInfo.InvariantCulture, $"    virtual_router_id {router.Id}"),
        string.Create(CultureInfo.InvariantCulture, $"    priority {settings.PriorityOf(Node.Role)}"),
        string.Create(CultureInfo.InvariantCulture, $"    advert_int {settings.Interval.TotalSeconds}"),
        .. Options(router),
        .. Block("virtual_ipaddress", router.Prefixes),
        "}",
    ];

    // One word a line: keepalived reads one of a block on a single line and is silent about the rest.
    private static IEnumerable<string> Block(string keyword, IEnumerable<string> lines) =>
        [$"    {keyword} {{", .. lines.Select(line => $"        {line}"), "    }"];

    private IEnumerable<string> Options(VirtualRouterSettings router)
    {
        string peer = Node.Role == "a" ? "b" : "a";
        string[] preempt = settings.Preempt ? [] : ["    nopreempt"];
        string[] vmac = settings.UseVmac ? ["    use_vmac"] : [];
        IEnumerable<string> unicast = !settings.Unicast ? [] : [
            $"    unicast_src_ip {AddressPlan.AddressOf(Node.Role, router.Family, router.Link)}",
            .. Block("unicast_peer", [AddressPlan.AddressOf(peer, router.Family, router.Link).ToString()]),
        ];
        IEnumerable<string> password = settings.Password is not string word ? [] :
            Block("authentication", ["auth_type PASS", $"auth_pass {word}"]);
        return [.. preempt, .. vmac, .. unicast, .. password, .. settings.Keepalived.Instance];
    }
}

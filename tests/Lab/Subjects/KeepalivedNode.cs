using System.Globalization;
using Lab.Network;

namespace Lab.Subjects;

/// <summary>Debian's keepalived on one machine: VRRPv3, multicast, everything else as it comes.</summary>
internal sealed class KeepalivedNode(SegmentNode node, string workFolder, PairSettings settings)
    : NodeProgram(node, workFolder)
{
    private int _starts;

    internal override string Kind => "keepalived";

    /// <summary>Whether the machine has the program.</summary>
    internal static bool IsInstalled => File.Exists("/usr/sbin/keepalived");

    protected override string[] Command()
    {
        string file = Path.Combine(WorkFolder, $"keepalived-{Node.Role}.conf");
        File.WriteAllText(file, Configuration());

        // Fresh files at each start: the pid of a killed child that nobody reaped would read as "already running".
        string pids = Path.Combine(WorkFolder, string.Create(CultureInfo.InvariantCulture, $"{Node.Role}{++_starts}"));
        return [
            "/usr/sbin/keepalived", "--vrrp", "--dont-fork", "--log-console", "--log-detail",
            "--use-file", file, "--pid", $"{pids}.pid", "--vrrp_pid", $"{pids}-vrrp.pid",
        ];
    }

    private string Configuration() => string.Create(CultureInfo.InvariantCulture, $$"""
        global_defs {
            router_id {{Node.Role}}
            vrrp_version 3
        }
        vrrp_instance lan {
            state BACKUP
            interface eth0
            virtual_router_id {{PairSettings.VirtualRouterId}}
            priority {{settings.PriorityOf(Node.Role)}}
            advert_int {{settings.Interval.TotalSeconds}}
            virtual_ipaddress {
                {{PairSettings.VirtualAddress}}/24
            }
        }

        """);
}

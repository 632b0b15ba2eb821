using Lab.Network;

namespace Lab.Migration;

/// <summary>A notify script and a check script as keepalived's users write them, in one folder for both
/// machines.</summary>
internal sealed class KeepalivedScripts : IDisposable
{
    // $1 to $4 as keepalived gives them. What is one file on each of two machines is told apart by the MAC here.
    private const string Notify = """
        #!/bin/bash
        TYPE=$1
        NAME=$2
        STATE=$3
        PRIORITY=$4
        LOG=$(dirname "$0")/told-$(cat /sys/class/net/eth0/address)

        case $STATE in
                "MASTER") echo "$TYPE $NAME is master at $PRIORITY" >> "$LOG"
                          exit 0
                          ;;
                "BACKUP") echo "$TYPE $NAME is backup" >> "$LOG"
                          exit 0
                          ;;
                "FAULT")  echo "$TYPE $NAME is in fault" >> "$LOG"
                          exit 0
                          ;;
                *)        echo "unknown state $STATE" >> "$LOG"
                          exit 1
                          ;;
        esac

        """;

    private const string Check = """
        #!/bin/sh
        errorExit() {
            echo "*** $*" 1>&2
            exit 1
        }

        [ ! -e "$(dirname "$0")/broken-$(cat /sys/class/net/eth0/address)" ] || errorExit "it is broken"

        """;

    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string _folder = Directory.CreateTempSubdirectory("lab-scripts-").FullName;

    internal KeepalivedScripts()
    {
        Write("notify.sh", Notify);
        Write("check.sh", Check);
    }

    /// <summary>What keepalived's file says of them.</summary>
    internal (string[] Top, string[] Instance) Lines => (
        [
            "global_defs {",
            "    script_user root",
            "}",
            "vrrp_script check {",
            $"    script \"{PathOf("check.sh")}\"",
            "    interval 1",
            "    fall 2",
            "    rise 2",
            "    weight -60",
            "}",
        ],
        ["    track_script {", "        check", "    }", $"    notify \"{PathOf("notify.sh")}\""]);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Lets the check fail on a machine.</summary>
    internal void Break(SegmentNode node) => File.WriteAllText(PathOf($"broken-{node.HardwareAddress}"), "");

    /// <summary>Lets the check succeed again.</summary>
    internal void Mend(SegmentNode node) => File.Delete(PathOf($"broken-{node.HardwareAddress}"));

    /// <summary>What the notify script of a machine has written since it was forgotten.</summary>
    internal string[] Told(SegmentNode node) =>
        File.Exists(ToldFile(node)) ? File.ReadAllLines(ToldFile(node)) : [];

    /// <summary>Begins anew.</summary>
    internal void Forget(SegmentNode node) => File.Delete(ToldFile(node));

    private string ToldFile(SegmentNode node) => PathOf($"told-{node.HardwareAddress}");

    private string PathOf(string name) => Path.Combine(_folder, name);

    private void Write(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        File.SetUnixFileMode(PathOf(name), Executable);
    }
}

using System.Globalization;
using Lab.Network;

namespace Lab.Observers;

/// <summary>What the segment's switch makes of a virtual MAC address: which port it has learned it at, and how many
/// frames have come from it at each gateway's port.</summary>
internal sealed class SwitchView
{
    private readonly string _switch;
    private readonly string _hardwareAddress;

    /// <summary>Begins to count.</summary>
    internal SwitchView(Segment segment, string hardwareAddress)
    {
        _switch = $"{segment.Prefix}-switch";
        _hardwareAddress = hardwareAddress;
        Run("nft", string.Concat(
            "add table bridge view; ",
            "add chain bridge view in { type filter hook prerouting priority 0; }; ",
            string.Concat(new[] { "a", "b" }.Select(role =>
                $"add counter bridge view from-{role}; "
                + $"add rule bridge view in iifname port-{role} ether saddr {hardwareAddress} counter name from-{role}; "))));
    }

    /// <summary>The machine that the switch sends frames for the MAC address to; empty when it knows none.</summary>
    internal string Role
    {
        get
        {
            string? line = Run("bridge", "fdb", "show", "br", "br0").Split('\n')
                .FirstOrDefault(entry => entry.StartsWith(_hardwareAddress, StringComparison.Ordinal));
            return line is null ? "" : line.Split("dev port-")[1].Split(' ')[0];
        }
    }

    /// <summary>Frames from the MAC address that have come from the machine.</summary>
    internal int FramesFrom(string role)
    {
        string[] words = Run("nft", "list", "counter", "bridge", "view", $"from-{role}").Split(
            [' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return int.Parse(words[Array.IndexOf(words, "packets") + 1], CultureInfo.InvariantCulture);
    }

    private string Run(params string[] command) => IpCommand.Run(["netns", "exec", _switch, .. command]);
}

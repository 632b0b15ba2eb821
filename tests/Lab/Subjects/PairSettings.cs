using System.Net;

namespace Lab.Subjects;

/// <summary>What both programs of a pair are configured with, whichever they are.</summary>
internal sealed record PairSettings
{
    /// <summary>The address that the pair shares.</summary>
    internal static readonly IPAddress VirtualAddress = IPAddress.Parse("10.77.0.100");

    /// <summary>The VRRP group on the segment.</summary>
    internal const int VirtualRouterId = 51;

    /// <summary>Time between advertisements.</summary>
    internal TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Priority of machine a, the Master in peace.</summary>
    internal int PriorityA { get; init; } = 200;

    /// <summary>Priority of machine b.</summary>
    internal int PriorityB { get; init; } = 100;

    /// <summary>What is different in the gateway's configuration file; the argument is its root.</summary>
    internal Action<System.Text.Json.Nodes.JsonObject>? Adjust { get; init; }

    /// <summary>When a Backup with <see cref="PriorityB"/> gives up on a silent Master (RFC 9568 6.1).</summary>
    internal TimeSpan MasterDownInterval => (Interval * 3) + (Interval * ((256 - PriorityB) / 256.0));

    /// <summary>What a test allows for it: the machine that runs the tests may be busy with other things.</summary>
    internal TimeSpan GenerousTakeover => (MasterDownInterval * 3) + TimeSpan.FromSeconds(2);

    /// <summary>The priority of the machine.</summary>
    internal int PriorityOf(string role) => role == "a" ? PriorityA : PriorityB;
}

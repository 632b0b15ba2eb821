using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Lab.Network;

namespace Lab.Subjects;

/// <summary>What both programs of a pair are configured with, whichever they are.</summary>
internal sealed record PairSettings
{
    /// <summary>The address that the pair shares.</summary>
    internal static readonly IPAddress VirtualAddress = IPAddress.Parse("10.77.0.100");

    /// <summary>The address that the pair shares where it speaks IPv6.</summary>
    internal static readonly IPAddress VirtualAddress6 = IPAddress.Parse("fd77::100");

    /// <summary>The link-local address that a virtual router of IPv6 has to advertise first (RFC 9568 5.2.9).</summary>
    internal static readonly IPAddress VirtualLinkLocalAddress = IPAddress.Parse("fe80::100");

    /// <summary>The VRRP group on the segment.</summary>
    internal const int VirtualRouterId = 51;

    /// <summary>The name of the sync group of <see cref="BothFamilies"/>.</summary>
    internal const string SyncGroup = "lan";

    /// <summary>So long between advertisements that a machine which others use as well may stand still for a moment: a
    /// Master that is late by two intervals yields. For tests that are about something else.</summary>
    internal static readonly TimeSpan CalmInterval = TimeSpan.FromMilliseconds(400);

    /// <summary>Whether the modes of files hold for our program, as they do for the service; for root they do
    /// not.</summary>
    internal bool ObeysFileModes { get; init; }

    /// <summary>The version of the protocol, 2 or 3.</summary>
    internal int Version { get; init; } = 3;

    /// <summary>The family of the address that the client asks.</summary>
    internal AddressFamily Family { get; init; } = AddressFamily.InterNetwork;

    /// <summary>Whether a second virtual router, of the other family, moves along in a sync group.</summary>
    internal bool BothFamilies { get; init; }

    /// <summary>How many addresses a virtual router shares, a link-local one not counted: 10.77.0.100, .101 and so
    /// on.</summary>
    internal int AddressCount { get; init; } = 1;

    /// <summary>How many interfaces the two machines share: <c>eth0</c>, and links with nobody else on them. Each has
    /// virtual routers of its own.</summary>
    internal int LinkCount { get; init; } = 1;

    /// <summary>How many virtual routers there are in all, 1 to 255, with as many ids, one after the other on the
    /// links; null for one of each family on each link.</summary>
    internal int? Crowd { get; init; }

    /// <summary>Time between advertisements. Whole seconds with version 2.</summary>
    internal TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Priority of machine a, the Master in peace.</summary>
    internal int PriorityA { get; init; } = 200;

    /// <summary>Priority of machine b.</summary>
    internal int PriorityB { get; init; } = 100;

    /// <summary>Whether a higher priority takes the address from a lower one that is Master.</summary>
    internal bool Preempt { get; init; } = true;

    /// <summary>Whether advertisements go to the other machine's own address instead of the group.</summary>
    internal bool Unicast { get; init; }

    /// <summary>The password of version 2, at most 8 characters; null for no authentication.</summary>
    internal string? Password { get; init; }

    /// <summary>Whether the addresses live on the virtual router MAC address.</summary>
    internal bool UseVmac { get; init; }

    /// <summary>Whether the machines ask for duplicates of their own IPv6 addresses.</summary>
    internal DuplicateDetection DuplicateDetection { get; init; } = DuplicateDetection.Off;

    /// <summary>What keepalived's file has besides: lines before the instances, and lines in each.</summary>
    internal (string[] Top, string[] Instance) Keepalived { get; init; } = ([], []);

    /// <summary>What is different in the gateway's configuration file; the argument is its root.</summary>
    internal Action<System.Text.Json.Nodes.JsonObject>? Adjust { get; init; }

    /// <summary>The address that the client asks and the observers watch.</summary>
    internal IPAddress SharedAddress => AddressOf(Family, number: 0);

    /// <summary>The virtual routers; the first one has <see cref="SharedAddress"/>.</summary>
    internal VirtualRouterSettings[] VirtualRouters => Crowd is int count
        ? [VirtualRouter(Family, link: 0), .. OfCrowd(count)]
        : [.. Enumerable.Range(0, LinkCount).SelectMany(link => Families.Select(family => VirtualRouter(family, link)))];

    /// <summary>When a Backup with <see cref="PriorityB"/> gives up on a silent Master (RFC 9568 6.1; the skew of
    /// version 2 does not know the interval, RFC 3768 6.1).</summary>
    internal TimeSpan MasterDownInterval =>
        (Interval * 3) + ((Version == 2 ? TimeSpan.FromSeconds(1) : Interval) * ((256 - PriorityB) / 256.0));

    /// <summary>What a test allows for it: the machine that runs the tests may be busy with other things.</summary>
    internal TimeSpan GenerousTakeover => (MasterDownInterval * 3) + TimeSpan.FromSeconds(2);

    /// <summary>The priority of the machine.</summary>
    internal int PriorityOf(string role) => role == "a" ? PriorityA : PriorityB;

    private AddressFamily[] Families => !BothFamilies ? [Family] : Family == AddressFamily.InterNetwork
        ? [Family, AddressFamily.InterNetworkV6]
        : [Family, AddressFamily.InterNetwork];

    private static IPAddress AddressOf(AddressFamily family, int number) =>
        AddressPlan.OnLink(family, link: 0, 100 + number);

    private VirtualRouterSettings VirtualRouter(AddressFamily family, int link)
    {
        string suffix = link == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"-eth{link}");
        IEnumerable<IPAddress> shared = Enumerable.Range(100, AddressCount)
            .Select(host => AddressPlan.OnLink(family, link, host));
        VirtualRouterSettings router = family == AddressFamily.InterNetworkV6
            ? new($"lan6{suffix}", family, [VirtualLinkLocalAddress, .. shared])
            : new($"lan4{suffix}", family, [.. shared]);
        return router with { Link = link };
    }

    // All ids but that of the first one, with addresses of a network of their own.
    private IEnumerable<VirtualRouterSettings> OfCrowd(int count) =>
        Enumerable.Range(1, 255).Where(id => id != VirtualRouterId).Take(count - 1).Select(id =>
            new VirtualRouterSettings(
                string.Create(CultureInfo.InvariantCulture, $"crowd{id}"),
                AddressFamily.InterNetwork,
                [IPAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"10.78.{id / 200}.{1 + (id % 200)}"))])
            {
                Link = id % LinkCount,
                Id = id,
            });
}

using System.Collections.Immutable;
using Gateway.Configuration;
using Gateway.Tls;

namespace Gateway.Doctor;

/// <summary>A machine as the doctor saw it: everything that findings come from.</summary>
internal sealed record MachineView
{
    /// <summary>When the look began.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Effective capabilities, one bit each (capabilities(7)).</summary>
    public ulong Capabilities { get; init; } = ulong.MaxValue;

    /// <summary>Whose they are: a gateway that runs, or the doctor's own.</summary>
    public string CapabilitiesOf { get; init; } = "the gateway";

    /// <summary>The interfaces that virtual routers name, as far as they exist.</summary>
    public ImmutableArray<InterfaceView> Interfaces { get; init; } = [];

    /// <summary>Settings of the kernel, by path below /proc/sys/net: <c>ipv4/conf/eth0/rp_filter</c>. What cannot be
    /// read is not there.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Files of systemd-networkd, by path, that apply to no or some interfaces.</summary>
    public IReadOnlyDictionary<string, string> NetworkFiles { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether systemd-networkd runs.</summary>
    public bool HasNetworkd { get; init; }

    /// <summary>Interfaces that NetworkManager manages.</summary>
    public ImmutableArray<string> NetworkManaged { get; init; } = [];

    /// <summary>The certificates of the configuration's folders that can serve.</summary>
    public ImmutableArray<SiteCertificate> Certificates { get; init; } = [];

    /// <summary>What is wrong with others of them, a sentence each.</summary>
    public ImmutableArray<string> BadCertificates { get; init; } = [];

    /// <summary>Whether a gateway runs, to judge by the processes.</summary>
    public bool HasGateway { get; init; }

    /// <summary>The listeners whose ports somebody has: a gateway that runs, or another program.</summary>
    public ImmutableArray<ListenEndpoint> Taken { get; init; } = [];

    /// <summary>How much later than here the clocks of peers are, by node; who does not answer is not there.</summary>
    public IReadOnlyDictionary<string, TimeSpan> ClockSkews { get; init; } = new Dictionary<string, TimeSpan>();

    /// <summary>What the gateway that runs says.</summary>
    public RunningGateway Running { get; init; } = RunningGateway.Unasked;

    /// <summary>The interface of that name; null when there is none.</summary>
    public InterfaceView? Find(string name) => Interfaces.FirstOrDefault(one => one.Name == name);
}

using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Gateway.Configuration;
using Gateway.Tls;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Linux;

namespace Gateway.Doctor;

/// <summary>Looks at this machine, beside a gateway that runs or without one. It changes nothing, and sends nothing but
/// questions: ARP and neighbor discovery for the virtual addresses, a request for the time to each peer's proxy, and to
/// unicast peers a header of a virtual router that they have not, to see whether a firewall here lets it out.</summary>
/// <param name="config">What the machine is to run.</param>
internal sealed class MachineLook(GatewayConfig config)
{
    private const int IntervalsHeard = 3;
    private const string ThisShell = "this shell";

    /// <summary>The folder that stands for <c>/</c> where files of other services are looked for.</summary>
    public string Root { get; init; } = "/";

    /// <summary>Whether another program has the port of a listener. Defaults to no.</summary>
    public Func<IPEndPoint, bool> IsTaken { get; init; } = _ => false;

    /// <summary>How long it listens where three advertisement intervals are less. Defaults to 1 s.</summary>
    public TimeSpan LeastPatience { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Looks, for three advertisement intervals or <see cref="LeastPatience"/>.</summary>
    /// <exception cref="OperationCanceledException">It was told to give up.</exception>
    public async Task<MachineView> LookAsync(CancellationToken cancellation)
    {
        var began = TimeProvider.System.GetUtcNow();
        var clocks = AskClocksAsync(cancellation);
        var names = config.Vrrp.VirtualRouters.Select(router => router.Interface).Distinct().ToArray();
        var interfaces = await Task.WhenAll(
            names.Select(name => Task.Run(() => Look(name, cancellation), cancellation)));
        var (owner, capabilities) = Capabilities();
        var bad = new List<string>();
        var certificates = Certificates(bad);
        var services = new NetworkServiceLook(Root);
        return new()
        {
            Now = began,
            Capabilities = capabilities,
            CapabilitiesOf = owner,
            Interfaces = [.. interfaces.OfType<InterfaceView>()],
            Settings = Settings(names),
            NetworkFiles = services.NetworkFiles(),
            HasNetworkd = services.HasNetworkd,
            NetworkManaged = [.. names.Where(name => TryRead($"/sys/class/net/{name}/ifindex") is { } index
                && services.IsManagedByNetworkManager(index))],
            Certificates = certificates,
            BadCertificates = [.. bad],
            HasGateway = owner != ThisShell,
            Taken = [.. config.Listeners.Where(listener => IsTaken(listener.EndPoint))],
            ClockSkews = await clocks,
        };
    }

    /// <summary>The content of a file, without blanks around it; null when it cannot be read.</summary>
    internal static string? TryRead(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private InterfaceView? Look(string name, CancellationToken cancellation)
    {
        var found = NetworkInterface.GetAllNetworkInterfaces().FirstOrDefault(one => one.Name == name);
        if (found is null)
        {
            return null;
        }

        var flags = TryRead($"/sys/class/net/{name}/flags") is ['0', 'x', .. var digits]
            ? int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            : 1;
        var mtu = int.TryParse(TryRead($"/sys/class/net/{name}/mtu"), out var bytes) ? bytes : 0;
        var networks = found.GetIPProperties().UnicastAddresses.Select(PrefixOf).ToImmutableArray();
        var view = new InterfaceView(
            name, (flags & 1) == 1, TryRead($"/sys/class/net/{name}/carrier") == "1", mtu,
            [.. networks.Select(network => network.Address)])
        {
            Networks = networks,
        };
        return Listen(view, cancellation);
    }

    private static AddressPrefix PrefixOf(UnicastIPAddressInformation unicast) =>
        new(IpAddr.FromBytes(unicast.Address.GetAddressBytes()), (byte)unicast.PrefixLength);

    private InterfaceView Listen(InterfaceView view, CancellationToken cancellation)
    {
        var routers = config.Vrrp.VirtualRouters.Where(router => router.Interface == view.Name).ToArray();
        var longest = routers.Max(router => router.AdvertisementInterval).ToTimeSpan() * IntervalsHeard;
        try
        {
            return view with
            {
                Segment = SegmentEar.Listen(
                    view.Name,
                    [.. routers.SelectMany(router => router.Owned).Where(owned => owned.Interface == view.Name)
                        .Select(owned => owned.Prefix)],
                    [.. routers.SelectMany(router => router.Destinations).Distinct()], FreeId(),
                    Duration.FromTimeSpan(longest > LeastPatience ? longest : LeastPatience), cancellation),
            };
        }
        catch (KernelException refused)
        {
            return view with { Deaf = refused.Message };
        }
    }

    private byte FreeId()
    {
        var used = config.Vrrp.VirtualRouters.Select(router => (int)router.VirtualRouterId).ToHashSet();
        return (byte)Enumerable.Range(1, byte.MaxValue).Reverse().FirstOrDefault(id => !used.Contains(id));
    }

    // Of a gateway that runs, which may have others than who asks.
    private static (string Owner, ulong Bits) Capabilities()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(path[^1])))
        {
            var words = TryRead($"{folder}/cmdline")?.Split('\0') ?? [];
            if (words is [var program, "run", ..] && Path.GetFileName(program) == "gateway"
                && IsHere(folder) && BitsOf(folder) is { } running)
            {
                return ($"the gateway that runs (pid {Path.GetFileName(folder)})", running);
            }
        }

        return (ThisShell, BitsOf("/proc/self") ?? 0);
    }

    // Not one of another network namespace.
    private static bool IsHere(string folder)
    {
        try
        {
            return File.ResolveLinkTarget($"{folder}/ns/net", false)?.Name
                == File.ResolveLinkTarget("/proc/self/ns/net", false)?.Name;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static ulong? BitsOf(string folder)
    {
        const string Key = "CapEff:";
        var line = TryRead($"{folder}/status")?.Split('\n')
            .FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal));
        return line is null
            ? null
            : ulong.Parse(line[Key.Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    private static Dictionary<string, string> Settings(string[] names)
    {
        string[] of4 = ["arp_ignore", "rp_filter", "arp_filter"];
        var paths = names.Append("all").SelectMany(name => of4.Select(setting => $"ipv4/conf/{name}/{setting}"))
            .Concat(names.Select(name => $"ipv6/conf/{name}/disable_ipv6")).Append("ipv4/ip_unprivileged_port_start");
        return paths.Select(path => (path, Value: TryRead($"/proc/sys/net/{path}")))
            .Where(read => read.Value is not null).ToDictionary(read => read.path, read => read.Value!);
    }

    private ImmutableArray<SiteCertificate> Certificates(List<string> bad)
    {
        var loaded = new List<SiteCertificate>();
        foreach (var folder in config.CertificateFolders.Where(Directory.Exists))
        {
            bad.AddRange(CertificateTrial.Run(folder, loaded.Add));
        }

        return [.. loaded];
    }

    private async Task<IReadOnlyDictionary<string, TimeSpan>> AskClocksAsync(CancellationToken cancellation)
    {
        using var client = new PeerClock(config.ProxyProtocolFrom);
        var skews = await Task.WhenAll(config.Nodes.Where(node => node.Name != config.NodeName)
            .Select(async node => (node.Name, Skew: await client.AskAsync(node, config.Listeners, cancellation))));
        return skews.Where(asked => asked.Skew is not null)
            .ToDictionary(asked => asked.Name, asked => asked.Skew!.Value);
    }
}

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Config;

/// <summary>Turns the <c>Vrrp</c> section as written into the configuration that the engine runs, or into all that is
/// wrong with it. A pure function: the same on every machine but for the node.</summary>
public sealed partial class VrrpConfigBuilder
{
    private const string Section = "Vrrp";
    private const string Root = Section + ":Instances";

    private readonly IReadOnlyList<VrrpNode> _nodes;
    private readonly VrrpNode _self;
    private readonly IReadOnlyCollection<string> _knownTrackers;
    private readonly Func<string, SecretFile> _readSecret;
    private readonly List<string> _followedTrackers = [];
    private readonly List<ConfigError> _errors = [];
    private readonly Dictionary<(string Interface, IpFamily Family, int Id), string> _ownersOfIds = [];
    private readonly Dictionary<OwnedAddress, string> _ownersOfAddresses = [];

    private VrrpConfigBuilder(
        IReadOnlyList<VrrpNode> nodes, VrrpNode self, IReadOnlyCollection<string> trackers,
        Func<string, SecretFile> readSecret)
    {
        _nodes = nodes;
        _self = self;
        _knownTrackers = trackers;
        _readSecret = readSecret;
    }

    /// <summary>Builds the configuration of one node.</summary>
    /// <param name="options">The section; null when the file has none, which is a node without virtual routers.</param>
    /// <param name="nodes">Every node of the file.</param>
    /// <param name="self">The node to build for.</param>
    /// <param name="trackers">The names that <c>Track</c> may use: health checks, and clusters as
    /// <c>cluster:NAME</c>. Interfaces and files need no listing.</param>
    /// <param name="readSecret">Reads the file of a password or key, by the path that the configuration has.</param>
    /// <param name="config">The configuration, when there are no errors.</param>
    /// <param name="errors">Everything that is wrong.</param>
    /// <returns>Whether there are no errors.</returns>
    public static bool TryBuild(
        VrrpOptions? options, IReadOnlyList<VrrpNode> nodes, VrrpNode self, IReadOnlyCollection<string> trackers,
        Func<string, SecretFile> readSecret, [NotNullWhen(true)] out VrrpConfig? config,
        out ImmutableArray<ConfigError> errors)
    {
        var builder = new VrrpConfigBuilder(nodes, self, trackers, readSecret);
        var built = builder.Build(options ?? new());
        errors = [.. builder._errors];
        config = errors.IsEmpty ? built : null;
        return config is not null;
    }

    // What is wrong is filled with harmless values: TryBuild throws the whole away.
    private VrrpConfig Build(VrrpOptions options)
    {
        var startupDelay = BuildDuration($"{Section}:StartupDelay", options.StartupDelay, default, default, MaxDelay);
        var routers = ImmutableArray.CreateBuilder<VirtualRouterConfig>();
        foreach (var (name, router) in options.Instances ?? [])
        {
            routers.Add(BuildRouter(name, router) with { StartupDelay = startupDelay });
        }

        CheckPeers();
        CheckVirtualMacs(routers);
        return new()
        {
            VirtualRouters = routers.ToImmutable(),
            SyncGroups = BuildSyncGroups(options.SyncGroups ?? [], routers),
            Trackers = [.. _followedTrackers],
            CrashNotice = options.CrashNotice ?? true,
            DrainOnStop = options.DrainOnStop ?? true,
            Recorder = BuildRecorder(options.Recorder),
        };
    }

    private string? BuildRecorder(string? path)
    {
        if (path is not null && (!path.StartsWith('/') || path.EndsWith('/')))
        {
            Fail($"{Section}:Recorder",
                $"\"{path}\" is not the absolute path of a file; write it out, as in \"/var/log/gateway/vrrp.rec\".");
        }

        return path;
    }

    private VirtualRouterConfig BuildRouter(string name, VirtualRouterOptions options)
    {
        var path = $"{Root}:{name}";
        if (!ConfigName.IsValid(name))
        {
            Fail(path, $"\"{name}\" cannot be the name of a virtual router; use {ConfigName.Expected}.");
        }

        var owned = BuildAddresses(name, path, options);
        var excluded = BuildExcluded(name, path, options);
        ImmutableArray<AddressPrefix> addresses = [.. owned.Select(own => own.Prefix)];
        var family = addresses.IsEmpty ? IpFamily.IPv4 : addresses[0].Address.Family;
        var link = BuildInterface(path, options.Interface);
        var id = BuildId(name, path, family, options);
        var virtualMac = BuildVirtualMac(path, options.UseVmac, (link, family, id), owned);
        var version = BuildVersion(path, options.Version, family);
        var interval = BuildInterval(path, options.AdvertisementInterval, version);
        var (preempt, preemptDelay) = BuildPreempt(path, options.Preempt);
        var (isUnicast, sourceOf) = BuildPeers(path, options, addresses);
        var contenders = BuildContenders(path, options.Priorities ?? [], sourceOf);
        return new()
        {
            Name = name,
            Interface = link,
            VirtualRouterId = id,
            Priority = PriorityOfSelf(contenders),
            Contenders = contenders,
            Version = version,
            Addresses = addresses,
            Owned = [.. PlaceOnVirtualMac(owned, link, virtualMac), .. PlaceOnVirtualMac(excluded, link, virtualMac)],
            Peers = isUnicast ? [.. _nodes.Where(node => node != _self).Select(sourceOf)] : [],
            HasPeers = _nodes.Count > 1,
            SourceAddress = sourceOf(_self),
            AdvertisementInterval = interval,
            Preempt = preempt,
            PreemptDelay = preemptDelay,
            RecoveryHold = BuildDuration($"{path}:RecoveryHold", options.RecoveryHold, default, default, MaxDelay),
            Announcements = BuildAnnouncements(path, options),
            Authentication = BuildAuthentication(path, options.Authentication, version, interval),
            VirtualMacInterface = virtualMac,
            Track = BuildTrack(path, options),
        };
    }

    private string BuildInterface(string path, string? name)
    {
        path += ":Interface";
        if (name is null)
        {
            Fail(path, "required: the network interface that carries the addresses, for example \"eth0\".");
        }
        else if (InterfaceName.Problem(name) is { } problem)
        {
            Fail(path, problem);
        }

        return name ?? "";
    }

    private byte BuildId(string name, string path, IpFamily family, VirtualRouterOptions options)
    {
        path += ":VirtualRouterId";
        if (options.VirtualRouterId is not { } id)
        {
            Fail(path, "required: 1 to 255, the same on all nodes and used by no other virtual router on the segment.");
            return 0;
        }

        if (id is < 1 or > 255)
        {
            Fail(path, $"{id} is out of range; use 1 to 255.");
            return 0;
        }

        // An IPv4 and an IPv6 virtual router with the same id are two routers: they never hear each other.
        if (options.Interface is { } link && !_ownersOfIds.TryAdd((link, family, id), name))
        {
            Fail(path,
                $"{id} is already used on {link} by \"{_ownersOfIds[(link, family, id)]}\"; give each virtual "
                + "router its own.");
        }

        return (byte)id;
    }

    private void Fail(string path, string message) => _errors.Add(new(path, message));
}

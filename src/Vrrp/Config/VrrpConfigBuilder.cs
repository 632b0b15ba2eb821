using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Config;

/// <summary>Turns the <c>Vrrp</c> section as written into the configuration that the engine runs, or into all that is
/// wrong with it. A pure function: the same on every machine but for the node.</summary>
public sealed partial class VrrpConfigBuilder
{
    private const string Root = "Vrrp:Instances";

    private static readonly Duration DefaultInterval = Duration.FromSeconds(1);
    private static readonly Duration IntervalStep = Duration.FromMilliseconds(10);
    private static readonly Duration MaxInterval = Duration.FromMilliseconds(40_950);

    private readonly IReadOnlyList<VrrpNode> _nodes;
    private readonly VrrpNode _self;
    private readonly IReadOnlyCollection<string> _knownTrackers;
    private readonly List<string> _followedTrackers = [];
    private readonly List<ConfigError> _errors = [];
    private readonly Dictionary<(string Interface, IpFamily Family, int Id), string> _ownersOfIds = [];
    private readonly Dictionary<IpAddr, string> _ownersOfAddresses = [];

    private VrrpConfigBuilder(IReadOnlyList<VrrpNode> nodes, VrrpNode self, IReadOnlyCollection<string> trackers)
    {
        _nodes = nodes;
        _self = self;
        _knownTrackers = trackers;
    }

    /// <summary>Builds the configuration of one node.</summary>
    /// <param name="options">The section; null when the file has none, which is a node without virtual routers.</param>
    /// <param name="nodes">Every node of the file.</param>
    /// <param name="self">The node to build for.</param>
    /// <param name="trackers">The names that <c>Track</c> may use.</param>
    /// <param name="config">The configuration, when there are no errors.</param>
    /// <param name="errors">Everything that is wrong, in the order of the section.</param>
    /// <returns>Whether there are no errors.</returns>
    public static bool TryBuild(
        VrrpOptions? options, IReadOnlyList<VrrpNode> nodes, VrrpNode self, IReadOnlyCollection<string> trackers,
        [NotNullWhen(true)] out VrrpConfig? config, out ImmutableArray<ConfigError> errors)
    {
        var builder = new VrrpConfigBuilder(nodes, self, trackers);
        var routers = ImmutableArray.CreateBuilder<VirtualRouterConfig>();
        foreach (var (name, router) in options?.Instances ?? [])
        {
            routers.Add(builder.BuildRouter(name, router));
        }

        errors = [.. builder._errors];
        config = errors.IsEmpty
            ? new()
            {
                VirtualRouters = routers.ToImmutable(),
                Trackers = [.. builder._followedTrackers],
                CrashNotice = options?.CrashNotice ?? true,
            }
            : null;
        return config is not null;
    }

    // Fields that are wrong are filled with harmless values: TryBuild throws the whole away.
    private VirtualRouterConfig BuildRouter(string name, VirtualRouterOptions options)
    {
        var path = $"{Root}:{name}";
        if (!ConfigName.IsValid(name))
        {
            Fail(path, $"\"{name}\" cannot be the name of a virtual router; use {ConfigName.Expected}.");
        }

        var addresses = BuildAddresses(name, path, options.Addresses);
        var family = addresses.IsEmpty ? IpFamily.IPv4 : addresses[0].Address.Family;
        return new()
        {
            Name = name,
            Interface = BuildInterface(path, options.Interface),
            VirtualRouterId = BuildId(name, path, family, options),
            Priority = _self.Priority,
            Addresses = addresses,
            SourceAddress = _self.Address.Family == family ? _self.Address : default,
            AdvertisementInterval = BuildInterval(path, options.AdvertisementInterval),
            Preempt = options.Preempt ?? true,
            Track = BuildTrack(path, options.Track ?? []),
        };
    }

    private string BuildInterface(string path, string? name)
    {
        path += ":Interface";
        if (name is null)
        {
            Fail(path, "required: the network interface that carries the addresses, for example \"eth0\".");
        }
        else if (!IsInterfaceName(name))
        {
            Fail(path,
                $"\"{name}\" cannot be the name of a network interface; names have 1 to 15 characters, no '/', ':' "
                + "or space.");
        }
        else if (name == "lo")
        {
            Fail(path,
                "\"lo\" is the machine's own loopback, where no other machine hears an advertisement; "
                + "use the interface to the network, for example \"eth0\".");
        }

        return name ?? "";
    }

    // The kernel's own rule (dev_valid_name): 15 bytes, not a path of sysfs.
    private static bool IsInterfaceName(string name) =>
        System.Text.Encoding.UTF8.GetByteCount(name) is >= 1 and <= 15
        && name is not ("." or "..")
        && !name.Any(c => c is '/' or ':' || char.IsWhiteSpace(c) || char.IsControl(c));

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

    private Duration BuildInterval(string path, string? text)
    {
        if (text is null)
        {
            return DefaultInterval;
        }

        path += ":AdvertisementInterval";
        if (!DurationText.TryParse(text, out var interval))
        {
            Fail(path, $"\"{text}\" is not {DurationText.Expected}.");
        }
        else if (interval < IntervalStep || interval > MaxInterval)
        {
            Fail(path, $"\"{text}\" is out of range; use 10ms to 40.95s. The nearest is \"{NearestStep(interval)}\".");
        }
        else if (interval.Nanoseconds % IntervalStep.Nanoseconds != 0)
        {
            Fail(path,
                $"\"{text}\" cannot be sent: VRRP counts in steps of 10ms. The nearest is "
                + $"\"{NearestStep(interval)}\".");
        }

        return interval;
    }

    private static Duration NearestStep(Duration interval)
    {
        var steps = (interval.Nanoseconds + (IntervalStep.Nanoseconds / 2)) / IntervalStep.Nanoseconds;
        return IntervalStep * Math.Clamp(steps, 1, MaxInterval.Nanoseconds / IntervalStep.Nanoseconds);
    }

    private void Fail(string path, string message) => _errors.Add(new(path, message));
}

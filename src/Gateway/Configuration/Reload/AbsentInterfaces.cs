using System.Collections.Immutable;
using System.Net.NetworkInformation;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Reload;

/// <summary>Interfaces that a configuration is the first to name and that this machine has not. At a start one may
/// appear later. To a reload it is most likely a name that was mistyped, and would take the addresses away on every
/// machine that has the file.</summary>
internal static class AbsentInterfaces
{
    /// <summary>An error for each that a virtual router, or one of its addresses, would go to.</summary>
    /// <param name="old">What runs: what it names may be absent.</param>
    /// <param name="next">What is to run.</param>
    /// <param name="missed">Told each name, where the kernel has the interfaces.</param>
    public static ImmutableArray<ConfigError> Between(VrrpConfig old, VrrpConfig next, Action<string> missed) =>
        Between(
            old, next, () => [.. NetworkInterface.GetAllNetworkInterfaces().Select(one => one.Name)],
            name => missed("/sys/class/net/" + name));

    /// <summary>The same for the interfaces of another machine.</summary>
    internal static ImmutableArray<ConfigError> Between(
        VrrpConfig old, VrrpConfig next, Func<string[]> list, Action<string> missed)
    {
        var present = new Lazy<string[]>(list);
        var named = old.VirtualRouters.SelectMany(router => router.Segments).ToHashSet(StringComparer.Ordinal);
        var errors = ImmutableArray.CreateBuilder<ConfigError>();
        foreach (var router in next.VirtualRouters)
        {
            var path = "Vrrp:Instances:" + router.Name;
            foreach (var name in router.Segments.Where(name => !named.Contains(name) && !present.Value.Contains(name)))
            {
                missed(name);
                var (key, what) = name == router.Interface
                    ? (":Interface", "")
                    : ("", $"an address has dev {name}, and ");
                errors.Add(new(
                    path + key,
                    $"{what}this machine has no interface \"{name}\"{Meant(name, present.Value)}; correct the name, or "
                    + "make the interface: a reload takes this up when it is there."));
            }
        }

        return errors.ToImmutable();
    }

    // Not the parent of a VLAN, one that has no neighbours, or one that the gateway makes.
    private static string Meant(string name, string[] present) =>
        NearestName.Find(name, present.Where(one => !name.StartsWith(one + ".", StringComparison.Ordinal)
            && one is not ("lo" or ['v', 'r', 'r', 'p', '4' or '6', '.', ..]))) is { } nearest
                ? $" (did you mean \"{nearest}\"?)"
                : "";
}

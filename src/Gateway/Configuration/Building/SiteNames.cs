using System.Globalization;
using Gateway.Configuration.Options;
using Gateway.Configuration.ReverseProxy;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Building;

/// <summary>The hosts of sites: the key of each, and its <c>Aliases</c>. A host belongs to one of them.</summary>
/// <param name="errors">Takes what is wrong.</param>
internal sealed class SiteNames(List<ConfigError> errors)
{
    /// <summary>The key of the site that takes what nothing else takes.</summary>
    public const string Default = "*";

    private readonly Dictionary<string, string> _places = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<HostAlias> _aliases = [];

    /// <summary>Where each host stands in the file; the default site is none.</summary>
    public IReadOnlyDictionary<string, string> Places => _places;

    /// <summary>The hosts of sites but for their keys, in the order of the file.</summary>
    public IReadOnlyList<HostAlias> Aliases => _aliases;

    /// <summary>Reads the hosts of one site.</summary>
    /// <param name="path">The path of the site in the file.</param>
    /// <param name="key">Its key.</param>
    /// <param name="site">The rest of it.</param>
    /// <returns>In the form in which hosts are compared; none for the default site.</returns>
    public IReadOnlyList<string> Read(string path, string key, SiteSettingsOptions site)
    {
        var hosts = new List<string>();
        if (key != Default)
        {
            Add(hosts, path, key, " or \"*\"");
        }
        else if (site.Aliases is { Count: > 0 })
        {
            errors.Add(new($"{path}:Aliases",
                "are of no use: \"*\" takes every host that nothing else takes. Remove them, or give them an entry of "
                + "their own."));
        }

        foreach (var (i, alias) in (key == Default ? [] : site.Aliases ?? []).Index())
        {
            Add(hosts, string.Create(CultureInfo.InvariantCulture, $"{path}:Aliases:{i}"), alias ?? "", "");
        }

        _aliases.AddRange(hosts.Skip(1).Select(alias => new HostAlias(alias, hosts[0])));
        return hosts;
    }

    private void Add(List<string> hosts, string path, string name, string orAll)
    {
        if ((MatchRules.IsName(name) ? MatchRules.LastDotProblem(name) : Problem(name, orAll)) is { } problem)
        {
            errors.Add(new(path, problem));
            return;
        }

        var host = UnicodeHost.Of(AddressHost.Of(name));
        if (_places.TryAdd(host, path))
        {
            hosts.Add(host);
        }
        else
        {
            errors.Add(new(path, $"\"{name}\" is taken by {_places[host]}; remove one."));
        }
    }

    private static string Problem(string name, string orAll) =>
        name.Split((char[])[',', ' '], StringSplitOptions.RemoveEmptyEntries) is [var first, var second, ..] names
            && names.All(MatchRules.IsName)
            ? $"\"{name}\" is more than one host; write \"{first}\", and \"{second}\" into its Aliases."
        : AddressHost.Is($"[{name}]") ? $"\"{name}\" is an IPv6 address without brackets; write \"[{name}]\"."
        : name == Default ? "\"*\" is no host, but all that nothing else takes; give it an entry of its own."
        : $"\"{name}\" is not a host name; write for example \"app.example.com\", \"*.example.com\""
            + $"{(orAll.Length == 0 ? " or" : ",")} \"[fd00::10]\"{orAll}.";
}

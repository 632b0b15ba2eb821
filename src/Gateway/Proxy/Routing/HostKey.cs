using System.Globalization;
using Gateway.Configuration;

namespace Gateway.Proxy.Routing;

/// <summary>A host that a route names.</summary>
/// <param name="Name">A name; <c>*.EXAMPLE.COM</c> for all that end so; <c>*</c> for all there are. In capitals, for
/// the case of a host does not count.</param>
/// <param name="Port">The port; null for every port.</param>
internal readonly record struct HostKey(string Name, int? Port)
{
    private const string Every = "*";

    /// <summary>Every host on every port.</summary>
    public static HostKey Any { get; } = new(Every, null);

    /// <summary>Whether it says nothing of the name.</summary>
    public bool IsEveryName => Name == Every;

    /// <summary>What names must end with, <c>.EXAMPLE.COM</c>; null where there is no such wildcard.</summary>
    public string? Ending => Name.StartsWith("*.", StringComparison.Ordinal) ? Name[1..] : null;

    /// <summary>Reads <c>app.example.com</c>, <c>*.example.com:8443</c>, <c>*:8443</c>,
    /// <c>app.example.com:*</c>, <c>[fd00::10]:8443</c>.</summary>
    /// <exception cref="InvalidOperationException">It is none of these.</exception>
    public static HostKey Parse(string host)
    {
        var (name, port) = AddressHost.Split(host);
        var isNumber = int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        return name.Length > 0 && (isNumber || port is null or Every)
            ? new(AddressHost.Of(name).ToUpperInvariant(), isNumber ? number : null)
            : throw new InvalidOperationException($"\"{host}\" is not a host.");
    }
}

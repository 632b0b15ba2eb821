using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Gateway.Configuration.ReverseProxy;

/// <summary>What an upstream address must be: an absolute http or https URI that does not lead back into the
/// proxy.</summary>
/// <param name="listeners">Where the proxy listens.</param>
/// <param name="ownAddresses">The addresses of the pair, each with the words for it.</param>
internal sealed partial class DestinationRule(
    ImmutableArray<ListenEndpoint> listeners, IReadOnlyDictionary<IPAddress, string> ownAddresses)
{
    private static readonly IdnMapping s_mapping = new();

    /// <summary>What is wrong with the address.</summary>
    /// <returns>A sentence, or null when nothing is.</returns>
    public string? Problem(string? address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps) || uri.Host.Length == 0)
        {
            return $"\"{address}\" is not an upstream; write a whole URI such as \"http://10.0.0.21:8080\".";
        }

        if (uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            return $"\"{address}\" has more than scheme, host, port and path; remove the rest.";
        }

        if (uri.Port == 0)
        {
            return $"\"{address}\" has port 0, where no server listens; name the server's port.";
        }

        // The URL Standard, section 3.5: what ends in a number is an address, and no name that DNS could know.
        if (uri.HostNameType == UriHostNameType.Dns && FourNumbers().IsMatch(uri.Host))
        {
            return $"\"{address}\" has no IPv4 address: none of its four numbers may be above 255; correct it.";
        }

        return OwnerOf(uri) is { } owner && listeners.FirstOrDefault(l => Covers(l, uri)) is { } listener
            ? $"\"{address}\" is {owner}, where the proxy itself listens ({listener.EndPoint}): "
                + "requests would go round in a loop; name the server that is to answer."
            : null;
    }

    /// <summary>What is wrong with the host that an upstream is to be asked for.</summary>
    public static string HostProblem(string host) =>
        $"\"{host}\" is not a host; write for example \"app.internal\" or \"app.internal:8443\".";

    /// <summary>Reads such a host: a name or an address, with or without a port.</summary>
    /// <returns>As it travels, a name of other letters than ASCII's as <c>xn--</c> (RFC 5891 section 4); null when it
    /// is none. TLS knows no names with a dot at the end (RFC 6066 section 3).</returns>
    public static string? HostOf(string text)
    {
        var (name, port) = AddressHost.Split(text);
        var isPort = ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 0;
        if (name.StartsWith('*') || name.EndsWith('.') || !MatchRules.IsName(name) || (port is not null && !isPort))
        {
            return null;
        }

        try
        {
            var host = AddressHost.Is(name) ? name : s_mapping.GetAscii(name);
            return port is null ? host : $"{host}:{port}";
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^[0-9]+(\.[0-9]+){3}\.?$")]
    private static partial Regex FourNumbers();

    private string? OwnerOf(Uri uri)
    {
        if (!TryGetAddress(uri, out var address))
        {
            return null;
        }

        return IPAddress.IsLoopback(address) ? "this machine" : ownAddresses.GetValueOrDefault(address);
    }

    private static bool Covers(ListenEndpoint listener, Uri uri) =>
        listener.EndPoint.Port == uri.Port && TryGetAddress(uri, out var address) && listener.Covers(address);

    private static bool TryGetAddress(Uri uri, out IPAddress address)
    {
        address = IPAddress.Loopback;
        return uri.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || IPAddress.TryParse(uri.IdnHost, out address!);
    }
}

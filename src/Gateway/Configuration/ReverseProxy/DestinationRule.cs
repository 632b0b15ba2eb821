using System.Collections.Immutable;
using System.Net;

namespace Gateway.Configuration.ReverseProxy;

/// <summary>What an upstream address must be: an absolute http or https URI that does not lead back into the
/// proxy.</summary>
/// <param name="listeners">Where the proxy listens.</param>
/// <param name="ownAddresses">The addresses of the pair, each with the words for it.</param>
internal sealed class DestinationRule(
    ImmutableArray<ListenEndpoint> listeners, IReadOnlyDictionary<IPAddress, string> ownAddresses)
{
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

        return OwnerOf(uri) is { } owner && listeners.FirstOrDefault(l => Covers(l, uri)) is { } listener
            ? $"\"{address}\" is {owner}, where the proxy itself listens ({listener.EndPoint}): "
                + "requests would go round in a loop; name the server that is to answer."
            : null;
    }

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

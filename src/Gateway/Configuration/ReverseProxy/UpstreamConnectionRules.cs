using Gateway.Configuration.Building;
using Gateway.Vrrp.Config;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration.ReverseProxy;

/// <summary>What our keys about connections in the <c>Metadata</c> of a cluster must be.</summary>
/// <param name="folder">Where a relative file starts.</param>
/// <param name="tryAuthority">Why a file of authorities (absolute) cannot be used; null to leave it unread.</param>
/// <param name="errors">Takes what is wrong.</param>
internal sealed class UpstreamConnectionRules(
    string folder, Func<string, string?>? tryAuthority, List<ConfigError> errors)
{
    /// <summary>Checks one cluster.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="placeOf">Where a key of its metadata stands in the file.</param>
    /// <returns>The cluster with absolute paths.</returns>
    public ClusterConfig Build(ClusterConfig cluster, Func<string, string> placeOf)
    {
        void Fail(string key, string message) => errors.Add(new(placeOf(key), message));

        var connections = UpstreamConnections.Read(cluster.Metadata, Fail);
        if (cluster.HttpClient?.DangerousAcceptAnyServerCertificate == true
            && (connections.Authority is not null || !connections.Pins.IsEmpty))
        {
            Fail(connections.Authority is null ? UpstreamConnections.PinKey : UpstreamConnections.AuthorityKey,
                "contradicts HttpClient:DangerousAcceptAnyServerCertificate; remove one of them.");
        }

        if (connections.Authority is not { } text)
        {
            return cluster;
        }

        if (!PathText.IsPath(text))
        {
            Fail(UpstreamConnections.AuthorityKey,
                $"\"{text}\" cannot be a file; write for example \"/etc/gateway/upstream-ca.pem\".");
            return cluster;
        }

        var file = Path.GetFullPath(text, folder);
        if (tryAuthority?.Invoke(file) is { } refusal)
        {
            Fail(UpstreamConnections.AuthorityKey,
                $"\"{text}\" cannot be used: {refusal}; it must be a PEM file with the certificates of authorities.");
        }

        return cluster with
        {
            Metadata = new Dictionary<string, string>(cluster.Metadata!, StringComparer.OrdinalIgnoreCase)
            {
                [UpstreamConnections.AuthorityKey] = file,
            },
        };
    }
}

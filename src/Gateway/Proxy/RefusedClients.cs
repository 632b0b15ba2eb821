using System.Net;
using Gateway.Configuration.ReverseProxy;
using Gateway.Proxy.Limits;
using Gateway.Tls;

namespace Gateway.Proxy;

/// <summary>Tells the log of clients that a host does not let in for want of a certificate: they themselves see no more
/// than a connection that ends. Any thread may call.</summary>
/// <param name="time">Paces the log.</param>
/// <param name="logger">Gets a line a minute while clients are refused.</param>
internal sealed class RefusedClients(TimeProvider time, ILogger<RefusedClients> logger)
{
    private readonly PacedCount _refused = new(time);

    /// <summary>Counts one.</summary>
    /// <param name="host">What it asked for, and so whatever it liked to where a wildcard takes it.</param>
    /// <param name="client">Where it is.</param>
    /// <param name="reason">What is wrong with its certificate.</param>
    public void Add(string host, EndPoint? client, string reason)
    {
        if (_refused.Add() is { } count)
        {
            logger.ClientNotVouchedFor(
                count, MatchRules.IsDnsName(host) ? host : "(no name)", $"{client}", reason);
        }
    }
}

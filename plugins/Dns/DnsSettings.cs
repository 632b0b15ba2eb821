using System.Net;
using Shared.Naming;

namespace Resolving;

/// <summary>The settings of a DNS check.</summary>
public sealed class DnsSettings
{
    /// <summary>The full name to ask for; no search domain is added.</summary>
    public required string Name { get; init; }

    /// <summary>A or AAAA. Defaults to A.</summary>
    public DnsRecordType Type { get; init; } = DnsRecordType.A;

    /// <summary>The server to ask. Defaults to null: those of <c>/etc/resolv.conf</c>, one after the other.</summary>
    public IPAddress? Server { get; init; }

    /// <summary>The server's UDP port. Defaults to 53.</summary>
    public int Port { get; init; } = 53;

    /// <summary>How long a server may take before the next one, or the same again, is asked; 10 ms to 10 s. Defaults to
    /// 500 ms.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Addresses that must be among the answers. Defaults to none: any answer will do.</summary>
    public IReadOnlyList<IPAddress> Expect { get; init; } = [];
}

using System.Net;

namespace Pinging;

/// <summary>The settings of a ping check.</summary>
public sealed class PingSettings
{
    /// <summary>Whom to ask; IPv6 link-local ones with their interface: <c>fe80::1%eth0</c>. A name would make it a
    /// check of the name server too.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>How many echo requests, 1 to 20. Defaults to 1.</summary>
    public int Count { get; init; } = 1;

    /// <summary>The pause between them, 10 ms to 10 s. Defaults to 100 ms.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How many replies are enough, 1 to <see cref="Count"/>. Defaults to 1.</summary>
    public int Replies { get; init; } = 1;
}

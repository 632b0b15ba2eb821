using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Gateway.Plugins;
using Shared.Naming;

namespace Resolving;

/// <summary>Asks a name server for the addresses of a name.</summary>
public sealed class DnsCheck : HealthCheck<DnsSettings>
{
    private const int ServerFailure = 2;
    private const int NameError = 3;
    private const int NotImplemented = 4;
    private const int Refused = 5;

    /// <summary>Where the system's servers stand; see resolv.conf(5).</summary>
    internal string SystemServers { get; init; } = "/etc/resolv.conf";

    /// <inheritdoc/>
    public override IEnumerable<SettingsProblem> Validate()
    {
        if (!IsName(Settings.Name))
        {
            yield return new("Name", $"\"{Settings.Name}\" is not a name such as \"example.com\", in ASCII");
        }

        if (Settings.Port is < 1 or > 65535)
        {
            yield return new("Port", $"must be 1 to 65535, not {Settings.Port}");
        }

        if (Settings.Patience < TimeSpan.FromMilliseconds(10) || Settings.Patience > TimeSpan.FromSeconds(10))
        {
            yield return new("Patience", "must be 10ms to 10s");
        }

        var family = Settings.Type == DnsRecordType.A ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        foreach (var (index, address) in Settings.Expect.Index())
        {
            if (address.AddressFamily != family)
            {
                yield return new($"Expect:{index}", $"{address} cannot come from a query for {Settings.Type}");
            }
        }
    }

    /// <inheritdoc/>
    public override async Task<HealthResult> CheckAsync(CancellationToken cancellationToken)
    {
        var id = (ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue + 1);
        var query = DnsMessage.Query(id, Settings.Name, Settings.Type);
        try
        {
            var servers = Settings.Server is { } server ? [server] : await ReadServersAsync(cancellationToken);
            return servers.IsEmpty
                ? HealthResult.Unhealthy($"{SystemServers} names no server")
                : await AskAsync(servers, query, cancellationToken);
        }
        catch (Exception failed) when (failed is SocketException or IOException or UnauthorizedAccessException)
        {
            return HealthResult.Unhealthy(failed.Message);
        }
    }

    /// <summary>Goes round the servers until one answers, as the system's own resolver does. What says that it cannot
    /// is asked once: the last one's word counts.</summary>
    private async Task<HealthResult> AskAsync(
        ImmutableArray<IPAddress> servers, byte[] query, CancellationToken cancellationToken)
    {
        for (var turn = 0; ; turn++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var server = servers[turn % servers.Length];
            using var patience = new CancellationTokenSource(Settings.Patience, Context.Time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
            try
            {
                var (code, addresses) = await AskAsync(server, query, both.Token);
                if (turn + 1 >= servers.Length || code is not (ServerFailure or NotImplemented or Refused))
                {
                    return Judge(server, code, addresses);
                }
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // No answer from this one: the next turn asks the next one, or it again.
            }
            catch (SocketException) when (turn + 1 < servers.Length)
            {
                // Nobody is there; there are others to ask.
            }
            catch (SocketException failed) when (failed.SocketErrorCode == SocketError.ConnectionRefused)
            {
                return HealthResult.Unhealthy($"no name server at {server} port {Settings.Port}");
            }
        }
    }

    private async Task<(int Code, ImmutableArray<IPAddress> Addresses)> AskAsync(
        IPAddress server, byte[] query, CancellationToken cancellationToken)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        // Connected: the kernel drops what comes from elsewhere.
        await socket.ConnectAsync(new IPEndPoint(server, Settings.Port), cancellationToken);
        await socket.SendAsync(query, cancellationToken);
        var buffer = new byte[DnsMessage.MaximumBytes];
        while (true)
        {
            var count = await socket.ReceiveAsync(buffer, cancellationToken);
            if (DnsMessage.TryRead(buffer.AsSpan(0, count), query, Settings.Type, out var code, out var addresses))
            {
                return (code, addresses);
            }
        }
    }

    private HealthResult Judge(IPAddress server, int code, ImmutableArray<IPAddress> addresses)
    {
        if (code != 0 || addresses.IsEmpty)
        {
            var what = code switch
            {
                0 => $"has no {Settings.Type} address",
                NameError => "does not exist",
                _ => $"was refused with code {code}",
            };
            return HealthResult.Unhealthy($"{Settings.Name} {what}, says {server}");
        }

        var missing = Settings.Expect.Except(addresses).ToImmutableArray();
        return missing.IsEmpty
            ? HealthResult.Healthy(string.Join(", ", addresses))
            : HealthResult.Unhealthy($"{string.Join(", ", addresses)}, without {string.Join(", ", missing)}");
    }

    private async Task<ImmutableArray<IPAddress>> ReadServersAsync(CancellationToken cancellationToken)
    {
        var lines = await File.ReadAllLinesAsync(SystemServers, cancellationToken);
        return
        [
            .. from line in lines
               let words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
               where words is ["nameserver", _, ..]
               let server = IPAddress.TryParse(words[1], out var address) ? address : null
               where server is not null
               select server,
        ];
    }

    private static bool IsName(string name) =>
        name.TrimEnd('.') is { Length: > 0 and <= 253 } full
        && full.Split('.').All(label => label.Length is > 0 and <= 63
            && label.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'));
}

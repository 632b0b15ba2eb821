using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Gateway.Configuration;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Gateway.Doctor;

/// <summary>Asks the proxies of peers for the time: the header <c>Date</c> of any answer. Whole seconds.</summary>
/// <param name="headersFrom">Whose connections peers expect to begin with a PROXY header.</param>
internal sealed class PeerClock(ImmutableArray<IPNetwork> headersFrom) : IDisposable
{
    // A machine under load takes its time; so does a process that has never asked before.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    // Version 2 of the PROXY protocol, LOCAL: nobody else is spoken for.
    private static readonly byte[] OwnHeader = [.. "\r\n\r\n\0\r\nQUIT\n"u8, 0x20, 0, 0, 0];

    private readonly HttpClient _client = new(Handler(headersFrom)) { Timeout = Patience };

    /// <summary>Asks one.</summary>
    /// <returns>How much later its clock is than this machine's; null when it does not answer. However long it takes
    /// to: a time between the question and the answer is no difference.</returns>
    public async Task<TimeSpan?> AskAsync(
        VrrpNode node, ImmutableArray<ListenEndpoint> listeners, CancellationToken cancellation)
    {
        // One that takes every address before one that may be virtual, and elsewhere.
        var listener = listeners.Where(one => one.Stream is null)
            .OrderByDescending(one => one.EndPoint.Address.Equals(IPAddress.IPv6Any)
                || one.EndPoint.Address.Equals(IPAddress.Any))
            .FirstOrDefault();
        if (node.Addresses.IsEmpty || listener is null)
        {
            return null;
        }

        var scheme = listener.Scheme == ListenScheme.Https ? "https" : "http";
        var address = node.Addresses[0];
        var host = address.Family == IpFamily.IPv6 ? $"[{address}]" : address.ToString();
        // What a gateway refuses by itself: no application hears of it.
        using var question = new HttpRequestMessage(HttpMethod.Trace, $"{scheme}://{host}:{listener.EndPoint.Port}/");
        try
        {
            var asked = TimeProvider.System.GetUtcNow();
            using var answer = await _client.SendAsync(question, cancellation);
            var answered = TimeProvider.System.GetUtcNow();
            return answer.Headers.Date is not { } date ? null
                : date < asked ? date - asked
                : date > answered ? date - answered
                : TimeSpan.Zero;
        }
        catch (Exception silent) when (silent is HttpRequestException
            || (silent is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    // The time is no secret, and who lies about it gains a line of text.
    [SuppressMessage("Security", "CA5359", Justification = "Nothing is sent, and nothing but the time is read.")]
    private static SocketsHttpHandler Handler(ImmutableArray<IPNetwork> headersFrom) => new()
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectCallback = (context, cancellation) => ConnectAsync(context.DnsEndPoint, headersFrom, cancellation),
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true },
    };

    [SuppressMessage("Reliability", "CA2000", Justification = "The stream owns it, or the catch ends it.")]
    private static async ValueTask<Stream> ConnectAsync(
        DnsEndPoint peer, ImmutableArray<IPNetwork> headersFrom, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(peer, cancellation);
            var own = ((IPEndPoint)socket.LocalEndPoint!).Address;
            own = own.IsIPv4MappedToIPv6 ? own.MapToIPv4() : own;
            if (headersFrom.Any(network => network.Contains(own)))
            {
                _ = await socket.SendAsync(OwnHeader, cancellation);
            }

            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

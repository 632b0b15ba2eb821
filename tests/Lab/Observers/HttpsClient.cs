using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Lab.Network;
using Lab.Subjects;

namespace Lab.Observers;

/// <summary>Makes HTTP clients that live on the client machine. The certificate is not checked: the lab's gateways make
/// their own.</summary>
internal static class HttpsClient
{
    /// <summary>The pair's address as a client writes it.</summary>
    internal static Uri Site { get; } = new($"https://{PairSettings.VirtualAddress}/");

    /// <summary>A handler whose connections leave from the machine.</summary>
    /// <param name="client">The machine.</param>
    /// <param name="reuse">How long a connection is used again; zero makes each request connect anew.</param>
    internal static SocketsHttpHandler CreateHandler(SegmentNode client, TimeSpan reuse) => new()
    {
        PooledConnectionLifetime = reuse,
        ConnectCallback = async (context, cancellation) =>
        {
            Socket socket = client.Namespace.CreateSocket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.NoDelay = true;
                var target = new IPEndPoint(IPAddress.Parse(context.DnsEndPoint.Host), context.DnsEndPoint.Port);
                await socket.ConnectAsync(target, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
        SslOptions =
        {
#pragma warning disable CA5359 // Self-signed by design, and the network is four namespaces of this process.
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
#pragma warning restore CA5359
        },
    };

    /// <summary>A client on the machine.</summary>
    internal static HttpClient Create(SegmentNode client, TimeSpan reuse, TimeSpan timeout)
    {
        var http = new HttpClient(CreateHandler(client, reuse)) { BaseAddress = Site, Timeout = timeout };
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("lab", "1"));
        return http;
    }
}

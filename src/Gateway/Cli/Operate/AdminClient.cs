using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gateway.Admin;

namespace Gateway.Cli.Operate;

/// <summary>Talks to the gateway of this machine, over its unix socket.</summary>
internal sealed class AdminClient : IDisposable
{
    // A drain waits for requests, then for the peers; a reload for the first results of new checks.
    private static readonly TimeSpan DeedPatience = TimeSpan.FromMinutes(3);

    private readonly string _socket;
    private readonly HttpClient _http;

    /// <summary>Connects at the first request.</summary>
    /// <param name="socket">The path of the socket.</param>
    [SuppressMessage("Reliability", "CA2000", Justification = "The client owns its handler.")]
    public AdminClient(string socket)
    {
        _socket = socket;
        var handler = new SocketsHttpHandler { UseProxy = false, ConnectCallback = ConnectAsync };
        _http = new(handler) { BaseAddress = new("http://localhost"), Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Add(AdminGate.Header, "1");
    }

    /// <summary>How long a question may take, which is answered at once by a gateway that is not frozen.</summary>
    /// <value>Defaults to 10 s.</value>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Asks for something.</summary>
    /// <returns>The answer as it came.</returns>
    /// <exception cref="NoGatewayException">Nobody answers, or not with that.</exception>
    public Task<byte[]> GetAsync(string path, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Get, path, Patience, cancellation);

    /// <summary>Has something done.</summary>
    /// <returns>The answer as it came: that of a reload also when it was refused.</returns>
    /// <exception cref="NoGatewayException">Nobody answers, or it is refused.</exception>
    public Task<byte[]> PostAsync(string path, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, path, DeedPatience, cancellation);

    /// <summary>Reads an answer.</summary>
    /// <exception cref="NoGatewayException">It is another program's, or another version's.</exception>
    public T Read<T>(byte[] answer, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(answer, type) ?? throw new JsonException("It is null.");
        }
        catch (JsonException wrong)
        {
            throw new NoGatewayException(
                $"What answers at {_socket} is no gateway of this version: {wrong.Message}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<byte[]> SendAsync(
        HttpMethod method, string path, TimeSpan patience, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            using var request = new HttpRequestMessage(method, path);
            using var response = await _http.SendAsync(request, limit.Token);
            var answer = await response.Content.ReadAsByteArrayAsync(limit.Token);
            return response.StatusCode is HttpStatusCode.OK or HttpStatusCode.UnprocessableEntity
                ? answer
                : throw new NoGatewayException(Read(answer, AdminJson.Default.AdminProblem).Error);
        }
        catch (HttpRequestException refused) when (refused.InnerException is SocketException socket)
        {
            throw Explain(socket);
        }
        catch (HttpRequestException broken)
        {
            throw new NoGatewayException($"The gateway at {_socket} has stopped answering: {broken.Message}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new NoGatewayException($"The gateway at {_socket} has not answered within "
                + FormattableString.Invariant($"{patience.TotalSeconds} s: it is frozen, or starved. ")
                + "Look at it: systemctl status gateway; top");
        }
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The stream owns the socket.")]
    private async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(_socket), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private NoGatewayException Explain(SocketException socket) => socket.SocketErrorCode switch
    {
        SocketError.AccessDenied => new(
            $"You may not use {_socket}. Type sudo before the command, or join its group, which takes a new login: "
            + $"sudo adduser $USER {AdminSocket.Group}", isForbidden: true),
        SocketError.ConnectionRefused => new(
            $"No gateway answers at {_socket}: the one that made it has ended. Start it: sudo systemctl start gateway"),
        _ => new(
            $"No gateway answers at {_socket}. Does it run? systemctl status gateway. If its socket is elsewhere "
            + "(Admin:Socket), name it with --socket."),
    };
}

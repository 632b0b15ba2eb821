using System.Collections.Immutable;
using System.Net;
using Gateway.Admin;
using Gateway.Configuration;
using Gateway.Tests.Tls;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Admin;

/// <summary>A running admin server, over a real unix socket and a real port.</summary>
internal sealed class AdminRig : IAsyncDisposable, IAdminEndpoints
{
    private readonly TaskCompletionSource _waitBegun = new();
    private readonly TaskCompletionSource _waitEnded = new();
    private int _changes;

    private ILoggerFactory Loggers => field ??= Log.CreateFactory();

    public TestFolder Folder { get; } = new();

    /// <summary>Ends when somebody asks for <c>/wait</c>, which answers nothing.</summary>
    public Task WaitBegun => _waitBegun.Task;

    /// <summary>Ends when that client is gone.</summary>
    public Task WaitEnded => _waitEnded.Task;

    /// <summary>How many have asked for <c>/change</c>.</summary>
    public int Changes => Volatile.Read(ref _changes);

    public RecordedLog Log { get; } = new();

    public string Socket => Path.Combine(Folder.Path, "gateway.sock");

    public AdminServer Server { get; private set; } = null!;

    public static CancellationToken Patience => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    /// <summary>The address of the TCP port.</summary>
    public Uri Address => new($"http://{Server.Addresses.First(address => !address.StartsWith('/'))}");

    public AdminConfig Config => new() { Socket = Socket, Listen = [new(IPAddress.Loopback, 0)] };

    public void Map(AdminRoutes routes)
    {
        routes.Get("/hello", context => context.Response.WriteAsync("hello"));
        routes.Get("/page", context => context.Response.WriteAsync("page"), AdminAccess.Open);
        routes.Get("/wait", WaitAsync);
        routes.Post("/change", ChangeAsync);
    }

    public async Task<AdminRig> StartAsync(AdminConfig? config = null, params ImmutableArray<IAdminEndpoints> more)
    {
        Server = await AdminServer.StartAsync(config ?? Config, [this, .. more], Loggers, Patience);
        return this;
    }

    /// <summary>A client of the unix socket.</summary>
    public HttpClient ClientOfSocket() => Sockets.ClientOf(Socket);

    /// <summary>Asks over TCP.</summary>
    public async Task<HttpResponseMessage> AskAsync(
        string path, string method = "GET", params (string, string)[] headers)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false });
        using var request = new HttpRequestMessage(new(method), new Uri(Address, path));
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        return await client.SendAsync(request, Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Loggers.Dispose();
        Log.Dispose();
        Folder.Dispose();
    }

    private async Task WaitAsync(HttpContext context)
    {
        _ = _waitBegun.TrySetResult();
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing);
        _ = _waitEnded.TrySetResult();
    }

    private Task ChangeAsync(HttpContext context)
    {
        _ = Interlocked.Increment(ref _changes);
        return context.Response.WriteAsync("changed");
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Gateway.Plugins;
using Shared.Trust;

namespace Http;

/// <summary>Makes one HTTP request on a connection of its own and looks at what comes back.</summary>
public sealed class HttpCheck : HealthCheck<HttpSettings>
{
    private const int BodyBytes = 64 * 1024;

    private HttpClient? _client;

    /// <inheritdoc/>
    public override IEnumerable<SettingsProblem> Validate() => HttpRules.Problems(Settings);

    /// <inheritdoc/>
    public override async Task<HealthResult> CheckAsync(CancellationToken cancellationToken)
    {
        var start = Context.Time.GetTimestamp();
        try
        {
            _client ??= CreateClient();
            using var request = await CreateRequestAsync(cancellationToken);
            using var response = await _client.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var problem = Problem(response) ?? await BodyProblemAsync(response, cancellationToken);
            var milliseconds = Context.Time.GetElapsedTime(start).TotalMilliseconds;
            return problem is null
                ? HealthResult.Healthy(string.Create(
                    CultureInfo.InvariantCulture, $"{(int)response.StatusCode} after {milliseconds:0} ms"))
                : HealthResult.Unhealthy(problem);
        }
        catch (HttpRequestException failed)
        {
            var cause = (failed.InnerException ?? failed).Message;
            var target = Settings.Address?.ToString() ?? Settings.Url.Host;
            return HealthResult.Unhealthy($"{target}:{Settings.Url.Port}: {cause}");
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return HealthResult.Unhealthy(failed.Message);
        }
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _client?.Dispose();
        return base.DisposeAsync();
    }

    /// <summary>A client that keeps no connection: one that was kept says nothing about the next visitor's.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The client owns its handler.")]
    private HttpClient CreateClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        PooledConnectionLifetime = TimeSpan.Zero,
        ConnectCallback = ConnectAsync,
        SslOptions = Trust(),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private SslClientAuthenticationOptions Trust()
    {
        var options = new SslClientAuthenticationOptions();
        if (Settings.SkipTlsVerification)
        {
            options.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null;
        }
        else
        {
            options.CertificateChainPolicy = AuthorityFile.PolicyOf(Settings.CaFile);
        }

        return options;
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The stream owns its socket.")]
    private async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        EndPoint target = Settings.Address is { } address
            ? new IPEndPoint(address, context.DnsEndPoint.Port)
            : context.DnsEndPoint;
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(target, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<HttpRequestMessage> CreateRequestAsync(CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(new HttpMethod(Settings.Method), Settings.Url);
        foreach (var (name, value) in Settings.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        foreach (var (name, path) in Settings.SecretHeaders)
        {
            var secret = await File.ReadAllTextAsync(path, cancellationToken);
            request.Headers.TryAddWithoutValidation(name, secret.Trim());
        }

        return request;
    }

    private string? Problem(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (Settings.Status.Count == 0 ? !response.IsSuccessStatusCode : !Settings.Status.Contains(status))
        {
            return $"status {status}";
        }

        var wrong = Settings.ResponseHeaders.FirstOrDefault(wanted => !HasHeader(response, wanted.Key, wanted.Value));
        return wrong.Key is not { } name ? null
            : wrong.Value.Length == 0 ? $"status {status}, without header {name}"
            : $"status {status}, header {name} is not \"{wrong.Value}\"";
    }

    private async Task<string?> BodyProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (Settings.BodyContains is not { } wanted)
        {
            return null;
        }

        var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var head = new byte[BodyBytes];
        var count = await body.ReadAtLeastAsync(head, BodyBytes, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(head, 0, count).Contains(wanted, StringComparison.Ordinal)
            ? null
            : $"status {(int)response.StatusCode}, but the body has no \"{wanted}\"";
    }

    private static bool HasHeader(HttpResponseMessage response, string name, string value) =>
        (response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values))
        && (value.Length == 0 || values.Contains(value, StringComparer.OrdinalIgnoreCase));
}

using System.Diagnostics.CodeAnalysis;
using System.Net.Mime;
using System.Net.Security;
using System.Text;
using Gateway.Plugins;
using Shared.Templates;
using Shared.Trust;

namespace Webhook;

/// <summary>Posts JSON to an address. Its texts never show the address's path, which may be a secret.</summary>
public sealed class WebhookAction : NotifyAction<WebhookSettings>
{
    private HttpClient? _client;

    /// <inheritdoc/>
    public override IEnumerable<SettingsProblem> Validate() => WebhookRules.Problems(Settings);

    /// <inheritdoc/>
    public override async Task NotifyAsync(Notification notification, CancellationToken cancellationToken)
    {
        _client ??= CreateClient();
        var url = Settings.Url ?? new Uri((await ReadAsync(Settings.UrlFile!, cancellationToken)).Trim());
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        var body = await BodyAsync(notification, cancellationToken);
        request.Content = new StringContent(body, Encoding.UTF8, MediaTypeNames.Application.Json);
        foreach (var (name, value) in Settings.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        foreach (var (name, path) in Settings.SecretHeaders)
        {
            var secret = await ReadAsync(path, cancellationToken);
            request.Headers.TryAddWithoutValidation(name, secret.Trim());
        }

        await SendAsync(_client, request, cancellationToken);
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _client?.Dispose();
        return base.DisposeAsync();
    }

    private static async Task SendAsync(
        HttpClient client, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var host = request.RequestUri!.Authority;
        try
        {
            using var response = await client.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                throw new HttpRequestException($"{host} answers with status {(int)response.StatusCode}");
            }
        }
        catch (HttpRequestException failed) when (failed.InnerException is { } cause)
        {
            throw new HttpRequestException($"{host}: {cause.Message}", failed);
        }
    }

    private async Task<string> BodyAsync(Notification told, CancellationToken cancellationToken) =>
        Settings.BodyFile is { } path ? NotificationJson.OfTemplate(await ReadAsync(path, cancellationToken), told)
        : Settings.Fields.Count > 0 ? NotificationJson.OfFields(Settings.Fields, told)
        : NotificationJson.Default(told);

    private static Task<string> ReadAsync(string path, CancellationToken cancellationToken) =>
        File.ReadAllTextAsync(path, cancellationToken);

    [SuppressMessage("Reliability", "CA2000", Justification = "The client owns its handler.")]
    private HttpClient CreateClient()
    {
        // A server that is asked once a day has closed its connection since: none is kept.
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.Zero,
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = AuthorityFile.PolicyOf(Settings.CaFile),
            },
        };
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }
}

using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Gateway.Support;

namespace Gateway.Cli.Operate;

/// <summary>What the running gateway says of itself, for a bug report.</summary>
/// <param name="client">Talks to it.</param>
/// <param name="redaction">Takes secrets out.</param>
internal sealed class GatewayParts(AdminClient client, Redaction redaction)
{
    private static readonly (string Path, string Name, string What)[] Asked =
    [
        ("/api/status", "status.json", "what gateway status --json says"),
        ("/api/history?limit=500", "history.json", "who became what and when"),
        ("/api/plugins", "plugins.json", "the plugins"),
        ("/api/certificates", "certificates.json", "the certificates that serve, without their keys"),
        ("/metrics", "metrics.txt", "all figures"),
    ];

    /// <summary>Asks for everything.</summary>
    public async Task<ImmutableArray<SupportPart>> AskAsync(CancellationToken cancellation)
    {
        var parts = ImmutableArray.CreateBuilder<SupportPart>();
        foreach (var (path, name, what) in Asked)
        {
            parts.Add(await AskAsync(path, name, what, cancellation));
        }

        return parts.ToImmutable();
    }

    /// <summary>Without any.</summary>
    public static ImmutableArray<SupportPart> Without(string why) =>
        [.. Asked.Select(part => SupportPart.Without(part.Name, part.What, why))];

    private async Task<SupportPart> AskAsync(
        string path, string name, string what, CancellationToken cancellation)
    {
        try
        {
            var answer = await client.GetAsync(path, cancellation);
            return SupportPart.Of(name, what, name.EndsWith(".json", StringComparison.Ordinal)
                ? redaction.Json(answer)
                : redaction.Lines(Encoding.UTF8.GetString(answer)));
        }
        catch (NoGatewayException nobody)
        {
            return SupportPart.Without(name, what, redaction.Lines(nobody.Message));
        }
        catch (JsonException wrong)
        {
            return SupportPart.Without(name, what, $"What answers is no gateway of this version: {wrong.Message}");
        }
    }
}

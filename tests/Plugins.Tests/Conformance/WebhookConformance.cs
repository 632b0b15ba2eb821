using Plugins.Tests.Shipped;
using Webhook;

namespace Plugins.Tests.Conformance;

/// <summary>What every plugin must keep, kept by <c>Webhook</c>.</summary>
[Collection(AloneCollection.Name)]
public sealed class WebhookConformance : ShippedConformance<WebhookAction>, IAsyncDisposable
{
    private readonly BlackHole _hole = new();
    private readonly OneAnswerServer _server = OneAnswerServer.Http("204 No Content");

    protected override string GoodSettings => $$"""{ "Url": "http://127.0.0.1:{{_server.Port}}/hook" }""";

    protected override string FailingSettings => """{ "Url": "http://127.0.0.1:1/hook" }""";

    protected override string HangingSettings => $$"""{ "Url": "http://127.0.0.1:{{_hole.Port}}/hook" }""";

    protected override string WrongSettings => """{ "Headers": { "a b": "" }, "SecretHeaders": { "Key": "/no/file" }, "Fields": { "text": "{Colour}" }, "CaFile": "/no/ca" }""";

    protected override IReadOnlyList<string> WrongPaths => ["Url", "Headers:a b", "SecretHeaders:Key", "Fields:text", "CaFile"];

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _hole.Dispose();
    }
}

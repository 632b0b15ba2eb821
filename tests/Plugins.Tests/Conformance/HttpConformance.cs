using Plugins.Tests.Shipped;
using Http;

namespace Plugins.Tests.Conformance;

/// <summary>What every plugin must keep, kept by <c>Http</c> before a real nginx.</summary>
[Collection(AloneCollection.Name)]
public sealed class HttpConformance : ShippedConformance<HttpCheck>, IAsyncLifetime
{
    private readonly BlackHole _hole = new();
    private Nginx? _nginx;

    protected override string GoodSettings => $$"""
        {
          "Url": "https://{{Nginx.Name}}:{{Nginx.HttpsPort}}/health", "Address": "{{_nginx!.Address}}", "CaFile": "{{_nginx.CaFile}}",
          "BodyContains": "all is well", "ResponseHeaders": { "X-Machine": "edge" }
        }
        """;

    protected override string FailingSettings => $$"""{ "Url": "http://{{_nginx!.Address}}:{{Nginx.HttpPort}}/ill" }""";

    protected override string HangingSettings => $$"""{ "Url": "http://127.0.0.1:{{_hole.Port}}/" }""";

    protected override string WrongSettings => """
        {
          "Url": "ftp://me:secret@example.com/", "Method": "get it", "Status": [ 200, 1 ], "Headers": { "a b": "" },
          "SecretHeaders": { "Key": "/no/file" }, "CaFile": "/no/ca", "SkipTlsVerification": true
        }
        """;

    protected override IReadOnlyList<string> WrongPaths => ["Url", "Url", "Method", "Status:1", "Headers:a b", "SecretHeaders:Key", "CaFile", "SkipTlsVerification"];

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Nginx.Missing is not null, Nginx.Missing ?? "");
        _nginx = await Nginx.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _hole.Dispose();
        if (_nginx is not null)
        {
            await _nginx.DisposeAsync();
        }
    }
}

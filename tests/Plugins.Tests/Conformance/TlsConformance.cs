using Plugins.Tests.Shipped;
using Tls;

namespace Plugins.Tests.Conformance;

/// <summary>What every plugin must keep, kept by <c>Tls</c> before a real nginx.</summary>
[Collection(AloneCollection.Name)]
public sealed class TlsConformance : ShippedConformance<TlsCheck>, IAsyncLifetime
{
    private readonly BlackHole _hole = new();
    private Nginx? _nginx;

    protected override string GoodSettings => $$"""
        {
          "Host": "{{_nginx!.Address}}", "Port": {{Nginx.HttpsPort}}, "Name": "{{Nginx.Name}}", "CaFile": "{{_nginx.CaFile}}"
        }
        """;

    protected override string FailingSettings => $$"""{ "Host": "{{_nginx!.Address}}", "Port": {{Nginx.HttpsPort}} }""";

    protected override string HangingSettings => $$"""{ "Host": "127.0.0.1", "Port": {{_hole.Port}} }""";

    protected override string WrongSettings => """{ "Host": "a b", "Name": "", "Port": 0, "Days": -1, "DegradedDays": 9999, "Demotion": 100, "CaFile": "/no/ca" }""";

    protected override IReadOnlyList<string> WrongPaths => ["Host", "Name", "Port", "Days", "DegradedDays", "Demotion", "CaFile"];

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

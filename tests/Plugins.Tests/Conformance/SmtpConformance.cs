using Plugins.Tests.Shipped;
using Smtp;

namespace Plugins.Tests.Conformance;

/// <summary>What every plugin must keep, kept by <c>Smtp</c>.</summary>
[Collection(AloneCollection.Name)]
public sealed class SmtpConformance : ShippedConformance<SmtpAction>, IAsyncDisposable
{
    private const string Addresses = """ "From": "gateway@example.com", "To": [ "ops@example.com" ] """;

    private readonly BlackHole _hole = new();
    private readonly Scratch _scratch = new();
    private readonly TestAuthority _authority = new();
    private readonly SmtpSink _sink;
    private readonly string _ca;

    public SmtpConformance()
    {
        _ca = _scratch.Write("ca.pem", _authority.Pem);
        _sink = new SmtpSink(_authority.Issue("mail.example"));
    }

    protected override string GoodSettings => $$"""{ "Host": "127.0.0.1", "Port": {{_sink.Port}}, "CaFile": "{{_ca}}", {{Addresses}} }""";

    protected override string FailingSettings => $$"""{ "Host": "127.0.0.1", "Port": 1, {{Addresses}} }""";

    protected override string HangingSettings => $$"""{ "Host": "127.0.0.1", "Port": {{_hole.Port}}, {{Addresses}} }""";

    protected override string WrongSettings => """{ "Host": "a b", "Port": 0, "Tls": "None", "User": "me", "CaFile": "/no/ca", "From": "me", "To": [] }""";

    protected override IReadOnlyList<string> WrongPaths => ["Host", "Port", "PasswordFile", "Tls", "From", "To", "CaFile"];

    public async ValueTask DisposeAsync()
    {
        await _sink.DisposeAsync();
        _authority.Dispose();
        _scratch.Dispose();
        _hole.Dispose();
    }
}

using Gateway.Configuration;
using Gateway.Tests.Tls;

namespace Gateway.Tests.Configuration;

/// <summary>The keys of <c>Tls</c> (issue 6, point 1).</summary>
public sealed class TlsKeyTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task All_keys_are_read()
    {
        var (root, clients) = (TestCertificate.Root(), TestCertificate.Root());
        _folder.With("ca.crt", root.Pem).With("ca.key", root.Key).With("clients.crt", clients.Pem);
        Close("ca.key");

        var tls = (await ConfigText.ValidAsync(Text("""
            'Policy': 'modern', 'RequireSni': true,
            'InternalCa': { 'Certificate': '@/ca.crt', 'KeyFile': '@/ca.key' },
            'Hosts': {
                'a.example.com': { 'ClientCa': '@/clients.crt', 'Hsts': true },
                '*.example.com': { 'ClientCa': '@/clients.crt', 'ClientCertificate': 'optional',
                                   'Hsts': { 'MaxAge': '8760h', 'IncludeSubdomains': true, 'Preload': true } },
                'b.example.com': { 'Hsts': false } }
            """))).Tls;

        Assert.Equal((TlsPolicy.Modern, true), (tls.Policy, tls.RequireServerName));
        Assert.Equal(new(Path("ca.crt"), root.Pem, root.Key) { KeyFile = Path("ca.key") }, tls.InternalAuthority);
        Assert.Equal([Path("clients.crt"), Path("ca.crt"), Path("ca.key")], tls.AuthorityFiles);
        Assert.Equal(
            [
                new("a.example.com", new(Path("clients.crt"), clients.Pem, true), "max-age=31536000"),
                new("*.example.com", new(Path("clients.crt"), clients.Pem, false), "max-age=31536000; includeSubDomains; preload"),
                new("b.example.com", null, null),
            ],
            tls.Hosts);
    }

    [Fact]
    public async Task Without_keys_there_are_defaults() =>
        Assert.Equal(TlsConfig.Default, (await ConfigText.ValidAsync("'Tls': {}")).Tls);

    [Theory]
    [InlineData("'Policy': 'old'", "Tls:Policy: \"old\" is no policy; write \"intermediate\" or \"modern\".")]
    [InlineData("'InternalCa': { 'Certificate': '@/ca.crt' }", "Tls:InternalCa:KeyFile: required: a PEM file, for example \"/etc/gateway/ca.key\".")]
    [InlineData("'InternalCa': { 'Certificate': '@/ca.crt', 'KeyFile': '@/other.key' }",
        "Tls:InternalCa:KeyFile: the key in @/other.key is not that of the certificate in @/ca.crt; name the two that were made together.")]
    [InlineData("'InternalCa': { 'Certificate': '@/leaf.crt', 'KeyFile': '@/other.key' }",
        "Tls:InternalCa:Certificate: @/leaf.crt holds a certificate that is no authority's (CN=leaf); name the file of the authority that issued it.")]
    [InlineData("'InternalCa': { 'Certificate': '@/ca.crt', 'KeyFile': '@/open.key' }",
        "Tls:InternalCa:KeyFile: @/open.key is open to every user; run chmod o= on it.")]
    [InlineData("'Hosts': { 'a.example.com': { 'ClientCa': '@/nothing' } }",
        "Tls:Hosts:a.example.com:ClientCa: @/nothing cannot be read: Could not find file '@/nothing'.")]
    [InlineData("'Hosts': { 'a.example.com': { 'ClientCa': '@/fifo' } }",
        "Tls:Hosts:a.example.com:ClientCa: @/fifo cannot be read: It is a FIFO; name a regular file.")]
    [InlineData("'InternalCa': { 'Certificate': '/dev/zero', 'KeyFile': '@/other.key' }",
        "Tls:InternalCa:Certificate: /dev/zero cannot be read: It is a device; name a regular file.")]
    [InlineData("'InternalCa': { 'Certificate': '@/ca.crt', 'KeyFile': '@/fifo' }",
        "Tls:InternalCa:KeyFile: @/fifo cannot be read: It is a FIFO; name a regular file.")]
    [InlineData("'Hosts': { 'a.example.com': { 'ClientCa': '@/text' } }",
        "Tls:Hosts:a.example.com:ClientCa: @/text holds no certificate in PEM; name a file that begins with -----BEGIN CERTIFICATE-----.")]
    [InlineData("'Hosts': { 'a.example.com': { 'ClientCa': '@/issuer.crt' } }",
        "Tls:Hosts:a.example.com:ClientCa: @/issuer.crt holds no root (a certificate that is its own issuer); add that of the root to it.")]
    [InlineData("'Hosts': { 'a.example.com': { 'ClientCertificate': 'optional' } }",
        "Tls:Hosts:a.example.com:ClientCa: required with ClientCertificate: the file of the authorities whose clients are let in, for example \"/etc/gateway/clients.crt\".")]
    [InlineData("'Hosts': { 'a.example.com': { 'ClientCa': '@/ca.crt', 'ClientCertificate': 'maybe' } }",
        "Tls:Hosts:a.example.com:ClientCertificate: \"maybe\" is not known; write \"require\" or \"optional\".")]
    [InlineData("'Hosts': { '192.0.2.1': { 'Hsts': true } }",
        "Tls:Hosts:192.0.2.1: \"192.0.2.1\" is not a host name; write for example \"app.example.com\" or \"*.example.com\".")]
    [InlineData("'Hosts': { '*': { 'ClientCa': '@/ca.crt' } }",
        "Tls:Hosts:*: \"*\" is no host that a client could ask for, and nothing here could hold for it; name the hosts, for example \"*.example.com\".")]
    [InlineData("'Hosts': { 'a.example.com': { 'Hsts': { 'MaxAge': 'ever' } } }",
        "Tls:Hosts:a.example.com:Hsts:MaxAge: \"ever\" is not a duration such as \"500ms\", \"2s\", \"5m\" or \"00:00:02\", to 366 days.")]
    [InlineData("'Hosts': { 'a.example.com': { 'Hsts': { 'Preload': true } } }",
        "Tls:Hosts:a.example.com:Hsts:Preload: takes \"IncludeSubdomains\": true and a \"MaxAge\" of a year, or browsers do not take it up.")]
    [InlineData("'Hosts': { 'a.example.com': { 'Hsts': 'on' } }",
        "Tls:Hosts:a.example.com:Hsts: expected true, false or an object, found the string \"on\".")]
    public async Task A_mistake_is_named_with_what_to_do(string text, string expected)
    {
        var (root, other) = (TestCertificate.Root(), TestCertificate.Root());
        _folder.With("ca.crt", root.Pem).With("open.key", root.Key).With("other.key", other.Key)
            .With("leaf.crt", TestCertificate.For("a.example.com").Pem).With("text", "no PEM")
            .With("issuer.crt", TestCertificate.Authority().Pem).WithFifo("fifo");
        Close("other.key");

        var result = await ConfigText.WithNodesAsync(Text(text));

        Assert.Equal(expected.Replace("@", _folder.Path, StringComparison.Ordinal), ConfigText.OnlyError(result));
        Assert.True(result.Errors[0].Position is { Line: 1, Column: > 1 });
    }

    private string Path(string file) => System.IO.Path.Combine(_folder.Path, file);

    private void Close(string file) =>
        File.SetUnixFileMode(Path(file), UnixFileMode.UserRead | UnixFileMode.UserWrite);

    private string Text(string keys) =>
        $"'Tls': {{ {keys.Replace("@", _folder.Path, StringComparison.Ordinal)} }}";
}

using Gateway.Tests.Tls;
using Gateway.Tls;

[assembly: AssemblyFixture(typeof(Suites))]

namespace Gateway.Tests.Tls;

/// <summary>OpenSSL is told before the first test speaks TLS, as the program does at its start.</summary>
public sealed class Suites
{
    public Suites() => Assert.True(TlsSuites.Restrict());
}

using Gateway.Admin.Status;
using Gateway.Tls;

namespace Gateway.Tests.Admin;

public sealed class AuthorityReportTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_a_chain_the_root_is_to_be_trusted_wherever_it_stands()
    {
        var (one, other) = (InternalAuthority.Create("one", Now), Gateway.Tests.Tls.TestCertificate.For("other"));

        Assert.Equal("Gateway internal CA (one)", AuthorityReport.Of(one.Certificate).Subject);
        Assert.Equal(one.Certificate, AuthorityReport.Of(one.Certificate).Pem);
        Assert.Equal(other.Pem.Trim(), AuthorityReport.Of(one.Certificate + other.Pem).Pem.Trim());
    }
}

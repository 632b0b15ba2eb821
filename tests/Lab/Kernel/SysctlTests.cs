using Gateway.Vrrp.Linux;
using Gateway.Vrrp.Linux.Interop;

namespace Lab.Kernel;

public sealed class SysctlTests
{
    [Theory]
    [InlineData("net/ipv4/conf/a/arp_ignore")]
    [InlineData("net/ipv4/conf/a/rp_filter")]
    [InlineData("net/ipv4/conf/a/promote_secondaries")]
    [InlineData("net/ipv6/conf/a/accept_ra")]
    public void Setting_is_changed_and_read_back_here_alone(string path) => NetworkNamespace.RunWithPeer((a, peer) =>
    {
        foreach (var value in (string[])["1", "0", "1"])
        {
            Assert.True(Sysctl.TryWrite(path, value, out var errno), Errno.Name(errno));
            Assert.True(Sysctl.TryRead(path, out var found, out errno), Errno.Name(errno));
            Assert.Equal(value, found);
        }

        Assert.False(peer.Do(() => Sysctl.TryRead(path, out _, out _)));
    });

    [Fact]
    public void Refusals_carry_the_error_number() => NetworkNamespace.RunWithVeth(a =>
    {
        Assert.False(Sysctl.TryRead("net/ipv4/conf/nowhere/rp_filter", out var value, out var errno));
        Assert.Equal(("", Errno.ENOENT), (value, errno));
        Assert.False(Sysctl.TryWrite("net/ipv4/conf/nowhere/rp_filter", "1", out errno));
        Assert.Equal(Errno.ENOENT, errno);
        Assert.False(Sysctl.TryWrite("net/ipv4/conf/a/rp_filter", "many", out errno));
        Assert.Equal(Errno.EINVAL, errno);
        Assert.True(Sysctl.TryRead("net/ipv4/conf/a/rp_filter", out _, out errno));
        Assert.Equal((0, "a"), (errno, a.Name));
    });
}

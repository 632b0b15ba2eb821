using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Engine;

/// <summary>What lets VRRP through a firewall of this machine, to be typed as it stands. At the beginning of the chain,
/// because a rule behind one that drops does nothing; by its number, because not every machine has names of
/// protocols.</summary>
public static class FirewallRule
{
    private const string Nft = "nft insert rule inet filter";

    /// <summary>Lets advertisements of others in: a command for nftables, and as a comment one for iptables.</summary>
    public static string In(IpFamily family) =>
        $"{Nft} input meta l4proto 112 accept # or: {Iptables(family)} -I INPUT -p 112 -j ACCEPT";

    /// <summary>Lets our own out.</summary>
    public static string Out(IpFamily family) =>
        $"{Nft} output meta l4proto 112 accept # or: {Iptables(family)} -I OUTPUT -p 112 -j ACCEPT";

    private static string Iptables(IpFamily family) => family == IpFamily.IPv6 ? "ip6tables" : "iptables";
}

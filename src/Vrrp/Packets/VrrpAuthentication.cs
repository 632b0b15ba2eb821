namespace Gateway.Vrrp.Packets;

/// <summary>How the packets of a virtual router prove where they come from.</summary>
public abstract record VrrpAuthentication;

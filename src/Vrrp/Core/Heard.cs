namespace Gateway.Vrrp.Core;

/// <summary>Who was heard last, and what it advertised.</summary>
/// <param name="Source">The sender; no address when nobody was heard.</param>
/// <param name="Priority">Its priority.</param>
internal readonly record struct Heard(IpAddr Source, byte Priority);

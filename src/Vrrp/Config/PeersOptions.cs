using System.ComponentModel.DataAnnotations;

namespace Gateway.Vrrp.Config;

/// <summary><c>Peers</c> as written: <c>"multicast"</c>, <c>"unicast"</c>, or the own address of every node on the
/// interface. One constructor for each form.</summary>
public sealed class PeersOptions
{
    /// <summary>Written as a text.</summary>
    public PeersOptions([AllowedValues("multicast", "unicast")] string word) => Word = word;

    /// <summary>Written as an object.</summary>
    public PeersOptions([RegularExpression(OptionPattern.Address)] Dictionary<string, string> addresses) =>
        Addresses = addresses;

    /// <summary>The text; null when an object stands there.</summary>
    public string? Word { get; }

    /// <summary>Node name to address; null when a text stands there.</summary>
    public Dictionary<string, string>? Addresses { get; }
}

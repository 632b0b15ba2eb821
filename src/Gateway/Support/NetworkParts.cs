using System.Collections.Immutable;

namespace Gateway.Support;

/// <summary>What the kernel says of the network, by the machine's own programs.</summary>
/// <param name="ask">Asks them.</param>
/// <param name="redaction">Takes secrets out.</param>
internal sealed class NetworkParts(AskProgram ask, Redaction redaction)
{
    private static readonly (string Name, string What, string Program, string[] Arguments)[] Asked =
    [
        ("addresses", "addresses", "ip", ["-details", "address"]),
        ("links", "links and their counters", "ip", ["-details", "-statistics", "link"]),
        ("routes4", "IPv4 routes of all tables", "ip", ["-4", "route", "show", "table", "all"]),
        ("routes6", "IPv6 routes of all tables", "ip", ["-6", "route", "show", "table", "all"]),
        ("rules", "routing rules", "ip", ["rule"]),
        ("neighbours", "ARP and neighbor discovery", "ip", ["-statistics", "neighbour"]),
        ("sockets", "sockets that listen", "ss", ["-lntu"]),
        ("firewall", "the firewall's rules", "nft", ["list", "ruleset"]),
    ];

    /// <summary>Asks them all.</summary>
    public async Task<ImmutableArray<SupportPart>> AskAsync(CancellationToken cancellation)
    {
        var parts = ImmutableArray.CreateBuilder<SupportPart>();
        foreach (var (name, what, program, arguments) in Asked)
        {
            var (text, problem) = await ask(program, arguments, cancellation);
            var file = $"network/{name}.txt";
            parts.Add(text is null
                ? SupportPart.Without(file, what, redaction.Lines(problem!))
                : SupportPart.Of(file, what, redaction.Lines(text)));
        }

        return parts.ToImmutable();
    }
}

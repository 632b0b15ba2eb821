using System.Text;
using Gateway.Admin.Operation;

namespace Gateway.Cli.Operate;

/// <summary>What came of a drain, an undrain or a handover, for people.</summary>
/// <param name="paint">Colours.</param>
internal sealed class HandoverText(Paint paint)
{
    /// <summary>One line for each virtual router, and a verdict.</summary>
    public string Describe(HandoverReport report)
    {
        var text = new StringBuilder();
        foreach (var move in report.Moves)
        {
            var after = move.Milliseconds > 0 ? $" after {Ages.OfMilliseconds(move.Milliseconds)}" : "";
            var change = move.Before == move.After ? move.After : $"{move.Before} -> {move.After}";
            _ = text.Append($"{TextTable.Plain(move.Instance)}: {change}{after}: {TextTable.Plain(move.Text)}\n");
        }

        var took = Ages.OfMilliseconds(report.Milliseconds);
        return text.Append(report.Done ? $"{Verdict(report)} ({took})\n"
            : paint.Bad(Failure(report, took)) + "\n").ToString();
    }

    /// <summary>What came of taking a destination out or in.</summary>
    public string Describe(DestinationDrainReport report)
    {
        var name = TextTable.Plain($"{report.Cluster}/{report.Destination}");
        var (noun, open, refused) = report.Kind == "stream"
            ? ("connection", "open", "new connections are closed")
            : ("request", "under way", "clients get 503");
        if (!report.Drained)
        {
            return $"{name} gets {noun}s{(report.Changed ? " again" : "; it was not drained")}.\n";
        }

        var left = report.Requests == 0
            ? $"none is {open} any more ({Ages.OfMilliseconds(report.Milliseconds)})"
            : paint.Odd($"{Counted.Of(report.Requests, noun)} still {open}");
        var others = report.Others > 0 ? "" : paint.Bad($" No other destination is left: {refused}.");
        return $"{name} gets no new {noun}s; {left}.{others}\n";
    }

    private static string Failure(HandoverReport report, string took) => report switch
    {
        { Action: "undrain" } => $"Not all addresses have moved within {took}; see: gateway status",
        { Action: "drain" } =>
            $"NOT drained: not all addresses have found a peer within {took}. They go as soon as one takes over; end "
            + "that with: gateway undrain",
        _ => $"NOT handed over: not all addresses have found a peer within {took}; see: gateway status",
    };

    private static string Verdict(HandoverReport report) => report.Action switch
    {
        "handover" when report.Moves.All(move => move.Before != "Master") => "There was no address here to hand over.",
        "drain" => "Drained: this node takes no address while a peer has them, until: gateway undrain",
        "handover" => "Handed over.",
        _ => "Not drained any more: this node takes part again.",
    };
}

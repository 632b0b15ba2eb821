using System.Text;
using Gateway.Admin.Status;

namespace Gateway.Cli.Operate;

/// <summary>The status as an operator reads it.</summary>
/// <param name="paint">Colours.</param>
/// <param name="zone">The local time.</param>
internal sealed class StatusText(Paint paint, TimeZoneInfo zone)
{
    private const int ShownErrors = 5;
    private const int ShownHash = 12;

    /// <summary>Writes it down.</summary>
    public string Describe(StatusReport status)
    {
        var text = new StringBuilder();
        _ = text.Append(Head(status));
        foreach (var warning in Warnings(status))
        {
            _ = text.Append(paint.Bad("! ")).Append(TextTable.Plain(warning)).Append('\n');
        }

        foreach (var table in new[]
        {
            Instances(status), Groups(status), Checks(status), Destinations(status), Streams(status),
            new CertificatesText(paint, zone).Describe(status.Certificates), Rest(status),
        })
        {
            _ = table.Length > 0 ? text.Append('\n').Append(table) : text;
        }

        return text.ToString();
    }

    private string Head(StatusReport status)
    {
        var configuration = status.Configuration;
        // Also when the copy of it runs that was kept for a boot with a broken file.
        var which = configuration.Rejected is null ? "" : "the last good ";
        return $"{paint.Head(status.Node)}  Gateway {status.Version}, up {Ages.Of(status.Now - status.Started)}\n"
            + $"{which}{configuration.Path}, in force since {Ages.At(configuration.Loaded, zone)}, "
            + $"{configuration.Hash[..Math.Min(ShownHash, configuration.Hash.Length)]}\n";
    }

    private IEnumerable<string> Warnings(StatusReport status)
    {
        foreach (var one in status.Instances)
        {
            if (one.SplitBrain is { } sign)
            {
                yield return $"{one.Name}: both machines may be Master: {sign.Text}. See: gateway doctor";
            }
        }

        if (status.Drained)
        {
            yield return "drained: it takes no address while a peer has them. End it with: gateway undrain";
        }

        if (status.HandedOver)
        {
            yield return "handed over: it takes its addresses back when the next Master goes, or with: gateway undrain";
        }

        if (status.Configuration.Rejected is not { } rejected)
        {
            yield break;
        }

        yield return $"the file is refused since {Ages.At(rejected.At, zone)} "
            + $"({Counted.Of(rejected.Errors.Length, "error")}); what ran before goes on:";
        foreach (var error in rejected.Errors.Take(ShownErrors))
        {
            yield return $"  {error.Text}";
        }

        if (rejected.Errors.Length > ShownErrors)
        {
            yield return $"  and {rejected.Errors.Length - ShownErrors} more: gateway check";
        }
    }

    private string Instances(StatusReport status)
    {
        var table = new TextTable(paint, "INSTANCE", "STATE", "SINCE", "PRIORITY", "PEER", "ADDRESSES");
        foreach (var one in status.Instances)
        {
            var since = one.Since is { } moment ? Ages.Of(status.Now - moment) : "-";
            var addresses = $"{string.Join(", ", one.Addresses)} on {one.Interface}, id {one.VirtualRouterId}";
            table.Add([one.Name, one.State, since, one.Priority.Text, PeerOf(one), addresses], 1, paint.State);
            table.Note($"because {one.Why}");
            // The reason names those that it began with.
            foreach (var fault in one.Faults.Where(fault => !one.Why.Contains(fault.Text, StringComparison.Ordinal)))
            {
                table.Note($"fault: {fault.Text}");
            }

            if (one.Mismatch is { } mismatch)
            {
                table.Note($"the peer is configured otherwise: {mismatch}");
            }
        }

        return table.ToString();
    }

    // A Backup says nothing: of it nothing is known but that it was Master once.
    private static string PeerOf(InstanceReport one) => one.Peer switch
    {
        null when one.State == "Master" => "silent, as a Backup is",
        null => "none heard",
        { Priority: 0 } peer => $"{peer.Address} resigned {AgeOf(peer)} ago",
        var peer => $"{peer.Address} priority {peer.Priority}, {AgeOf(peer)} ago",
    };

    private static string AgeOf(PeerReport peer) => Ages.Of(TimeSpan.FromMilliseconds(peer.AgeMilliseconds));

    private string Groups(StatusReport status)
    {
        var table = new TextTable(paint, "SYNC GROUP", "STATE", "MEMBERS");
        foreach (var group in status.SyncGroups)
        {
            table.Add([group.Name, group.State, string.Join(", ", group.Members)], 1, paint.State);
        }

        return table.ToString();
    }

    private string Checks(StatusReport status)
    {
        var table = new TextTable(paint, "CHECK", "STATE", "SINCE", "TOOK", "SAYS");
        foreach (var check in status.Checks)
        {
            var took = check.Milliseconds is { } milliseconds ? Ages.OfMilliseconds(milliseconds) : "-";
            var ill = check.DemotionPercent is > 0 and < 100 ? $"({check.DemotionPercent} % ill) " : "";
            table.Add(
                [check.Name, check.State, Ages.Of(status.Now - check.Since), took, $"{ill}{check.Text}"],
                1, paint.State);
        }

        return table.ToString();
    }

    private string Destinations(StatusReport status)
    {
        var table = new TextTable(paint, "DESTINATION", "STATE", "OPEN", "ADDRESS", "SAYS");
        foreach (var cluster in status.Clusters)
        {
            foreach (var one in cluster.Destinations)
            {
                table.Add(
                    [$"{cluster.Name}/{one.Name}", StateOf(one), $"{one.Requests}", one.Address, SaysOf(one)],
                    1, paint.State);
            }
        }

        return table.ToString();
    }

    private string Streams(StatusReport status)
    {
        var table = new TextTable(paint, "STREAM DESTINATION", "STATE", "OPEN", "TOTAL", "SAYS");
        foreach (var stream in status.Streams)
        {
            foreach (var one in stream.Destinations)
            {
                var state = one.Drained ? "Drained" : one.Health.Health;
                table.Add(
                    [$"{stream.Name}/{one.Name}", state, $"{one.Connections}", $"{one.Total}", one.Health.Text],
                    1, paint.State);
            }
        }

        return table.ToString();
    }

    private static string StateOf(DestinationReport one) =>
        one.Drained ? "Drained"
        : !one.Healthy ? "Unhealthy"
        : one.Active.Health == "Healthy" || one.Passive.Health == "Healthy" ? "Healthy"
        : "Unknown";

    private static string SaysOf(DestinationReport one) =>
        one.Passive.Health == "Unhealthy" ? one.Passive.Text : one.Active.Text;

    private string Rest(StatusReport status)
    {
        var late = status.Lateness;
        var listening = string.Join(
            ", ", status.Listeners.Select(one => $"{one.Scheme.ToLowerInvariant()} {one.Address}"));
        var lateness = $"median {Ages.OfMilliseconds(late.MedianMilliseconds)}, 99 % "
            + $"{Ages.OfMilliseconds(late.P99Milliseconds)}, longest {Ages.OfMilliseconds(late.LongestMilliseconds)}"
            + (late.RealTime ? ", real-time thread" : "");
        return (listening.Length > 0 ? $"Listening: {listening}\n" : "")
            + (status.Instances.IsEmpty ? "" : $"Lateness of the VRRP engine: {lateness}\n")
            + new LogLevelsText(paint, zone).Describe(status.LogLevels);
    }
}

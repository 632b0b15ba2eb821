using System.Globalization;
using Gateway.Import.Drafts;
using Gateway.Import.Reading;
using Gateway.Import.Reporting;

namespace Gateway.Import.Translation;

/// <summary>Turns <c>track_interface</c>, <c>track_script</c>, <c>track_process</c> and <c>track_file</c> into the
/// weights of <c>Track</c>.</summary>
/// <param name="checks">The checks of the file.</param>
/// <param name="report">Takes what became of each line.</param>
internal sealed class TrackTranslation(CheckTranslation checks, ImportReport report)
{
    private const int MaxWeight = 253;

    /// <summary>Whether a keyword is one of them.</summary>
    public static bool IsTrack(string keyword) =>
        keyword is "track_interface" or "track_script" or "track_process" or "track_file";

    /// <summary>Translates a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="instances">The instances that get the weights: one, or all of a group.</param>
    /// <param name="isBound">Whether the instance belongs to a group that lets no weight of its members count.</param>
    public void Translate(Statement block, IReadOnlyList<Draft> instances, bool isBound)
    {
        report.Open(block);
        foreach (var line in block.Children)
        {
            if (block.Keyword == "track_interface")
            {
                TranslateInterface(line, instances, isBound);
            }
            else
            {
                TranslateCheck(line, block.Keyword["track_".Length..], instances, isBound);
            }
        }
    }

    private void TranslateInterface(Statement line, IReadOnlyList<Draft> instances, bool isBound)
    {
        if (!TryReadWeight(line, 0, out var weight, out var isReversed))
        {
            return;
        }

        if (isReversed)
        {
            report.Warn(line, "a reversed weight of an interface is not supported; it is left out.");
        }
        else if (isBound && weight != 0)
        {
            Set(line, instances, $"interface:{line.Keyword}", 0, "the weight becomes 0, as in keepalived: the instance "
                + "is in a group without sync_group_tracking_weight.");
        }
        else
        {
            Set(line, instances, $"interface:{line.Keyword}", weight, "");
        }
    }

    private void TranslateCheck(Statement line, string kind, IReadOnlyList<Draft> instances, bool isBound)
    {
        if (checks.Find(kind, line.Keyword) is not { } check)
        {
            report.Warn(line, $"there is no {kind} of this name, so keepalived does not track it either; it is left "
                + "out.");
            return;
        }

        if (!TryReadWeight(line, check.Weight, out var weight, out var isReversed))
        {
            return;
        }

        isReversed |= check.IsReversed && !line.Words.Contains("noreverse") && !line.Words.Contains("no_reverse");
        if (isReversed)
        {
            report.Warn(line, "a reversed weight is not supported; write a check that says the opposite. It is left "
                + "out.");
        }
        else if (kind == "file" && weight != 0)
        {
            report.Warn(line, $"the number in the file, times {weight}, is added to the priority; a check here is good "
                + "or failed. Its weight would be the number that you write into the file. It is left out.");
        }
        else if (isBound && weight != 0)
        {
            report.Warn(line, "keepalived does not track it: a member of a group without sync_group_tracking_weight "
                + "has no weights. It is left out; track it in the group, or add it to all members.");
        }
        else if (!checks.TryMake(check))
        {
            report.Warn(line, $"goes with the {kind}, which is left out.");
        }
        else
        {
            Set(line, instances, check.Draft.Name, weight, "");
        }
    }

    private void Set(Statement line, IReadOnlyList<Draft> instances, string tracker, int weight, string note)
    {
        var target = "";
        foreach (var instance in instances)
        {
            // Its own interface: keepalived says so, and so does our own configuration.
            if (instance.Find("Interface") is { } own && tracker == $"interface:{own.Value}")
            {
                note = "the interface of the instance itself is tracked always.";
                continue;
            }

            target = instance.Set(line, weight, "Track", tracker);
        }

        if (target.Length == 0)
        {
            report.Drop(line, note.Length > 0 ? note : "there is no instance to track it.");
        }
        else if (note.Length > 0)
        {
            report.Change(line, target, note);
        }
        else
        {
            report.Map(line, target);
        }
    }

    private bool TryReadWeight(Statement line, int byDefault, out int weight, out bool isReversed)
    {
        weight = byDefault;
        var at = line.Words.IndexOf("weight");
        isReversed = line.Words.Skip(2).Contains("reverse");
        var known = line.Words.Skip(1).All(word => word is "weight" or "reverse" or "noreverse" or "no_reverse"
            || line.Words.IndexOf(word) == at + 1);
        if (at > 0 && (at + 1 == line.Words.Length || !int.TryParse(
            line.Words[at + 1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out weight)))
        {
            report.Warn(line, "has no weight that can be read; it is left out.");
            return false;
        }

        if (!known || line.Keyword.Length == 0 || weight is < -MaxWeight or > MaxWeight)
        {
            report.Warn(line, $"expected a name, and maybe \"weight\" with -{MaxWeight} to {MaxWeight}; it is left "
                + "out.");
            return false;
        }

        return true;
    }
}

using System.Text;

namespace Gateway.Planning;

/// <summary>A plan as an operator reads it.</summary>
internal static class PlanText
{
    /// <summary>One line for each change, and what becomes of them.</summary>
    public static string Describe(Plan plan)
    {
        if (plan.IsEmpty)
        {
            return "Nothing changes.\n";
        }

        var text = new StringBuilder();
        foreach (var line in plan.Lines)
        {
            _ = text.Append("  ").Append(line).Append('\n');
        }

        return text.Append('\n').Append(Verdict(plan)).Append('\n').ToString();
    }

    private static string Verdict(Plan plan) => plan.NeedsRestart
        ? $"A reload refuses all of it: {string.Join(" and ", plan.Changes.NeedsRestart)} changed, which needs a "
            + "restart."
        : "A reload takes all of it up; connections and requests under way go on.";
}

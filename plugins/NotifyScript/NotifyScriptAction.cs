using System.Globalization;
using Gateway.Plugins;
using Shared.Keepalived;
using Shared.Scripts;

namespace NotifyScript;

/// <summary>Runs a script with keepalived's arguments.</summary>
public sealed class NotifyScriptAction : NotifyAction<NotifyScriptSettings>
{
    /// <inheritdoc/>
    public override IEnumerable<SettingsProblem> Validate() => ScriptRules.Problems(Settings.Command, Settings.User);

    /// <inheritdoc/>
    public override async Task NotifyAsync(Notification notification, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var script = ScriptProcess.Start(
            [.. Settings.Command, .. KeepalivedWords.Of(notification)], Settings.User, Describe(notification));
        var (code, output) = await script.FinishAsync(Leftovers.GoOn, cancellationToken);
        if (code != 0)
        {
            throw new InvalidOperationException(
                output.Length > 0 ? $"exit code {code}: {output}" : $"exit code {code}");
        }
    }

    /// <summary>What the four arguments do not say.</summary>
    private Dictionary<string, string> Describe(Notification told) => new()
    {
        ["GATEWAY_ACTION"] = Context.Name,
        ["GATEWAY_KIND"] = told.Kind.ToString(),
        ["GATEWAY_REASON"] = told.Reason,
        ["GATEWAY_SEQUENCE"] = told.Sequence.ToString(CultureInfo.InvariantCulture),
        ["GATEWAY_AT"] = told.At.ToString("O", CultureInfo.InvariantCulture),
        ["GATEWAY_NODE"] = told.Node,
    };
}

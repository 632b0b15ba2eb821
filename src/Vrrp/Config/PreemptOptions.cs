using System.ComponentModel.DataAnnotations;

namespace Gateway.Vrrp.Config;

/// <summary><c>Preempt</c> as written: <c>true</c>, <c>false</c>, or a duration such as <c>30s</c>. One constructor for
/// each form.</summary>
public sealed class PreemptOptions
{
    /// <summary>Written as <c>true</c> or <c>false</c>.</summary>
    public PreemptOptions(bool enabled) => Enabled = enabled;

    /// <summary>Written as a text.</summary>
    public PreemptOptions([RegularExpression(OptionPattern.Duration)] string delay) => Delay = delay;

    /// <summary>Whether to preempt; null when a text stands there.</summary>
    public bool? Enabled { get; }

    /// <summary>How long to wait; null when true or false stands there.</summary>
    public string? Delay { get; }
}

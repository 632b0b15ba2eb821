namespace Gateway.Configuration.Options;

/// <summary><c>Hsts</c> as written: <c>true</c>, <c>false</c>, or an object. One constructor for each form.</summary>
internal sealed class HstsOptions
{
    /// <summary>Written as true or false.</summary>
    public HstsOptions(bool isOn) => IsOn = isOn;

    /// <summary>Written as an object.</summary>
    public HstsOptions(HstsRuleOptions rule) => (IsOn, Rule) = (true, rule);

    /// <summary>Whether it is sent.</summary>
    public bool IsOn { get; }

    /// <summary>The object; null when a word stands there.</summary>
    public HstsRuleOptions? Rule { get; }
}

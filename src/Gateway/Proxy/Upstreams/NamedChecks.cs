namespace Gateway.Proxy.Upstreams;

/// <summary>The words of the health checks, for destinations that one of them stands for. Until somebody lends them,
/// nothing is known.</summary>
internal sealed class NamedChecks
{
    private volatile Func<string, CheckView> _find = _ => default;

    /// <summary>What a check says.</summary>
    public CheckView this[string check] => _find(check);

    /// <summary>Lends the words.</summary>
    /// <param name="find">Called from any thread; must not block.</param>
    public void Use(Func<string, CheckView> find) => _find = find;
}

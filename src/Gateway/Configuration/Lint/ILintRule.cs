using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Lint;

/// <summary>Looks for one thing that is allowed, and probably not meant. It knows all nodes, because one file describes
/// them.</summary>
internal interface ILintRule
{
    /// <summary>Its name in messages, and that of its page in <c>config/lint</c>.</summary>
    string Id { get; }

    /// <summary>Looks through a valid configuration.</summary>
    IEnumerable<ConfigError> Find(GatewayConfig config);
}

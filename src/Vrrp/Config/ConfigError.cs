namespace Gateway.Vrrp.Config;

/// <summary>One thing that is wrong with a configuration.</summary>
/// <param name="Path">Where: keys from the root with colons between, for example
/// <c>Vrrp:Instances:lan4:VirtualRouterId</c>; list items by index.</param>
/// <param name="Message">What is wrong, with the value, and what to do instead.</param>
public readonly record struct ConfigError(string Path, string Message);

using Yarp.ReverseProxy.Model;

namespace Gateway.Proxy.Upstreams;

/// <summary>What one way of looking at a destination says.</summary>
/// <param name="Health">The state.</param>
/// <param name="Text">What was seen last, for people; empty before.</param>
/// <param name="Since">When it took this state; null for unknown from the start.</param>
internal readonly record struct DestinationWord(DestinationHealth Health, string Text, DateTimeOffset? Since);

using System.Collections.Immutable;

namespace Gateway.Configuration.Routes;

/// <summary>A server that decides who may come.</summary>
/// <param name="Url">Where it is asked.</param>
/// <param name="CopyHeaders">Headers of its answer for the upstream; <c>*</c> at the end stands for any rest.</param>
/// <param name="Timeout">How long it may take, 100 ms to 60 s.</param>
internal sealed record ForwardAuthConfig(Uri Url, ImmutableArray<string> CopyHeaders, TimeSpan Timeout);

using System.Collections.Immutable;

namespace Gateway.Cli.Answers;

/// <summary>What <c>gateway route --json</c> says. Keys stay; new ones may come.</summary>
/// <param name="Url">What was asked for.</param>
/// <param name="Method">By which method.</param>
/// <param name="Found">Whether one route, or a stream, takes it.</param>
/// <param name="Problem">What the client gets where none does; null where one does.</param>
/// <param name="Facts">The route or the stream, and what becomes of the request, in order.</param>
internal sealed record RouteAnswer(
    string Url, string Method, bool Found, string? Problem, ImmutableArray<RouteFact> Facts);

using System.Collections.Immutable;
using System.Net;

namespace Gateway.Configuration.Routes;

/// <summary>What the gateway itself does with the requests of a route, beyond what YARP does.</summary>
internal sealed record RouteExtras
{
    /// <summary>Clients that may come; empty: everybody.</summary>
    public ImmutableArray<IPNetwork> Allow { get; init; } = [];

    /// <summary>Clients that may not come, also of those that may.</summary>
    public ImmutableArray<IPNetwork> Deny { get; init; } = [];

    /// <summary>Bytes of a request's body at most; null: any size.</summary>
    public long? MaxBody { get; init; }

    /// <summary>Bytes of a request's headers at most; null: the server's own limit.</summary>
    public long? MaxHeader { get; init; }

    /// <summary>What becomes of requests over plain HTTP.</summary>
    public PlainHttpRule Http { get; init; }

    /// <summary>Names and passwords; null when nobody asks for them.</summary>
    public BasicAuthConfig? Basic { get; init; }

    /// <summary>A server that decides; null when there is none.</summary>
    public ForwardAuthConfig? Forward { get; init; }

    /// <summary>Headers that clients must not send: who has given a password is named by us, and where nobody asks who
    /// they are, the same upstream may believe those of a route where somebody does.</summary>
    public ImmutableArray<string> Identity { get; init; } = [];

    /// <summary>Headers on the way to the upstream.</summary>
    public HeaderChanges RequestHeaders { get; init; } = HeaderChanges.None;

    /// <summary>Headers on the way to the client.</summary>
    public HeaderChanges ResponseHeaders { get; init; } = HeaderChanges.None;

    /// <summary>Where clients are sent instead; null for nowhere.</summary>
    public RedirectConfig? Redirect { get; init; }

    /// <summary>What clients are told instead; null for nothing.</summary>
    public AnswerConfig? Answer { get; init; }

    /// <summary>Files that are served instead; null for none.</summary>
    public FilesConfig? Files { get; init; }

    /// <summary>Files for errors of the gateway itself, absolute, by status or class (<c>404</c>,
    /// <c>5xx</c>).</summary>
    public ImmutableSortedDictionary<string, string> ErrorPages { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Whether the gateway answers itself, so that no cluster is needed.</summary>
    public bool Answers => Redirect is not null || Answer is not null || Files is not null;
}

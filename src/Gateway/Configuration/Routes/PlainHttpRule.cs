namespace Gateway.Configuration.Routes;

/// <summary>What becomes of requests over plain HTTP.</summary>
internal enum PlainHttpRule
{
    /// <summary>They are served like any other.</summary>
    Serve,

    /// <summary>308 to HTTPS, where somebody listens.</summary>
    Redirect,

    /// <summary>403.</summary>
    Refuse,
}

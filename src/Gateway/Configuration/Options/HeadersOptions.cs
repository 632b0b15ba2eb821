namespace Gateway.Configuration.Options;

/// <summary>Headers of both ways as written.</summary>
internal sealed class HeadersOptions
{
    /// <summary>Those that the upstream gets; <c>{client}</c> in a value is the address of the client. Defaults to what
    /// the client sent.</summary>
    public HeaderChangesOptions? Request { get; set; }

    /// <summary>Those that the client gets. Defaults to what the upstream sent.</summary>
    public HeaderChangesOptions? Response { get; set; }
}

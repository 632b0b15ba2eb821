namespace Gateway.Admin;

/// <summary>Who gets an answer over TCP, where a token is set. Over the unix socket its mode decides.</summary>
internal enum AdminAccess
{
    /// <summary>Who brings the token, or the cookie of a login.</summary>
    Token,

    /// <summary>Everybody: for pages that hold nothing of this machine, such as that of the login.</summary>
    Open,
}

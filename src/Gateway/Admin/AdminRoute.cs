namespace Gateway.Admin;

/// <summary>One answer.</summary>
/// <param name="Access">Who gets it.</param>
/// <param name="Answer">Writes it.</param>
internal sealed record AdminRoute(AdminAccess Access, RequestDelegate Answer);

namespace Gateway.Admin;

/// <summary>Login and logout of a browser.</summary>
/// <param name="sessions">Knows the token.</param>
internal sealed class SessionEndpoints(AdminSessions sessions) : IAdminEndpoints
{
    /// <inheritdoc/>
    public void Map(AdminRoutes routes)
    {
        routes.Post("/api/login", LogInAsync, AdminAccess.Open);
        routes.Post("/api/logout", LogOutAsync, AdminAccess.Open);
    }

    private Task LogInAsync(HttpContext context) => sessions.TryLogIn(context)
        ? AnswerAsync(context)
        : AdminAnswer.RefuseAsync(context, new(StatusCodes.Status401Unauthorized, "This is not the token."));

    private static Task LogOutAsync(HttpContext context)
    {
        AdminSessions.LogOut(context);
        return AnswerAsync(context);
    }

    private static Task AnswerAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}

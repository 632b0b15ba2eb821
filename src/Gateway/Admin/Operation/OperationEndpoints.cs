using Gateway.Admin.Status;
using Gateway.Observability;
using Gateway.Vrrp.Config;

namespace Gateway.Admin.Operation;

/// <summary>What operators have done: POST, with what is meant in the query.</summary>
/// <param name="parts">Who does it.</param>
/// <param name="logger">Hears who asks for what.</param>
internal sealed class OperationEndpoints(OperationParts parts, ILogger<OperationEndpoints> logger) : IAdminEndpoints
{
    private const string Target = "target";

    private static readonly AdminRefusal NothingToMove = new(
        StatusCodes.Status409Conflict, "This node has no virtual routers: there is nothing to hand over.");

    private static readonly AdminRefusal NotYet = new(
        StatusCodes.Status503ServiceUnavailable, "The gateway is still starting. Try again in a moment.");

    /// <inheritdoc/>
    public void Map(AdminRoutes routes)
    {
        routes.Post("/api/drain", context => MoveAsync(context, drain => drain.DrainAsync));
        routes.Post("/api/undrain", context => MoveAsync(context, drain => drain.UndrainAsync));
        routes.Post("/api/handover", context => MoveAsync(context, drain => drain.HandoverAsync));
        routes.Post("/api/reload", ReloadAsync);
        routes.Get("/api/log-level", ShowLevelsAsync);
        routes.Post("/api/log-level", SetLevelAsync);
    }

    private async Task MoveAsync(
        HttpContext context, Func<NodeDrain, Func<CancellationToken, Task<HandoverReport>>> choose)
    {
        logger.Asked(Operator.Of(context), $"{context.Request.Path}{context.Request.QueryString}");
        var query = context.Request.Query;
        if (query.Keys.FirstOrDefault(key => key != Target) is { } unknown)
        {
            await RefuseAsync(context, $"\"{unknown}\" is unknown here; name a destination with "
                + $"{Target}=CLUSTER/DESTINATION or {Target}=STREAM/HOST:PORT, or say nothing for the whole node.");
        }
        else if (query.ContainsKey(Target) && string.IsNullOrWhiteSpace(query[Target]))
        {
            await RefuseAsync(context, $"{Target} is empty; name a destination as CLUSTER/DESTINATION, or leave "
                + $"{Target} out for the whole node.");
        }
        else if (query.ContainsKey(Target))
        {
            await MoveDestinationAsync(context, query[Target].ToString());
        }
        else if (parts.Node is not { } node)
        {
            await AdminAnswer.RefuseAsync(context, parts.IsStarted ? NothingToMove : NotYet);
        }
        else
        {
            try
            {
                var report = await choose(node)(context.RequestAborted);
                await AdminAnswer.JsonAsync(context, report, AdminJson.Default.HandoverReport);
            }
            catch (AdminException refused)
            {
                await AdminAnswer.RefuseAsync(
                    context, new(StatusCodes.Status503ServiceUnavailable, refused.Message));
            }
        }
    }

    private async Task MoveDestinationAsync(HttpContext context, string target)
    {
        if (parts.Destinations is not { } destinations)
        {
            await AdminAnswer.RefuseAsync(context, NotYet);
            return;
        }

        if (context.Request.Path == "/api/handover")
        {
            await AdminAnswer.RefuseAsync(context, new(
                StatusCodes.Status400BadRequest, "A destination is drained or undrained; there is no handover of it."));
            return;
        }

        if (destinations.Find(target, out var problem) is not { } found)
        {
            await AdminAnswer.RefuseAsync(context, new(StatusCodes.Status404NotFound, problem));
            return;
        }

        var report = context.Request.Path == "/api/drain"
            ? await destinations.DrainAsync(found, context.RequestAborted)
            : destinations.Undrain(found);
        await AdminAnswer.JsonAsync(context, report, AdminJson.Default.DestinationDrainReport);
    }

    private async Task ReloadAsync(HttpContext context)
    {
        logger.Asked(Operator.Of(context), "/api/reload");
        if (parts.Reload is not { } reload)
        {
            await AdminAnswer.RefuseAsync(context, NotYet);
            return;
        }

        var report = await reload(context.RequestAborted);
        await AdminAnswer.JsonAsync(
            context, report, AdminJson.Default.ReloadReport,
            report.Errors.IsEmpty ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private Task SetLevelAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var (name, level, limit) =
            (query["category"].ToString(), query["level"].ToString(), query["for"].ToString());
        logger.Asked(Operator.Of(context), $"/api/log-level{context.Request.QueryString}");
        if (parts.Levels is not { } levels)
        {
            return AdminAnswer.RefuseAsync(context, NotYet);
        }

        if (levels.Find(name) is not { } category)
        {
            return RefuseAsync(context, $"There is no category \"{name}\"; {NearestName.Hint(name, levels.Areas)}");
        }

        if (!LevelName.All.Contains(level))
        {
            return RefuseAsync(context, $"\"{level}\" is no level; use {string.Join(", ", LevelName.All)}.");
        }

        var span = TimeSpan.Zero;
        if (limit.Length > 0 && !LogWhile.TryRead(limit, out span, out var problem))
        {
            return RefuseAsync(context, problem);
        }

        var set = levels.Set(category, LevelName.Parse(level), limit.Length == 0 ? null : span);
        return AdminAnswer.JsonAsync(
            context, LogLevelReport.Of(set, levels.Usual, levels.Now), AdminJson.Default.LogLevelReport);
    }

    private Task ShowLevelsAsync(HttpContext context) => parts.Levels is not { } levels
        ? AdminAnswer.RefuseAsync(context, NotYet)
        : AdminAnswer.JsonAsync(
            context, new(LevelName.Of(levels.Usual), LogLevelReport.AllOf(levels), [.. levels.Areas]),
            AdminJson.Default.LogLevelsReport);

    private static Task RefuseAsync(HttpContext context, string why) =>
        AdminAnswer.RefuseAsync(context, new(StatusCodes.Status400BadRequest, why));
}

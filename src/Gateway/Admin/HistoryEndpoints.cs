using System.Collections.Immutable;
using System.Globalization;
using Gateway.Vrrp.Config;

namespace Gateway.Admin;

/// <summary>The transitions, the latest first: <c>?instance=NAME</c> of one virtual router, <c>?limit=N</c>.</summary>
/// <param name="history">Who knows them.</param>
/// <param name="config">What runs.</param>
internal sealed class HistoryEndpoints(HistoryBoard history, Func<VrrpConfig> config) : IAdminEndpoints
{
    /// <inheritdoc/>
    public void Map(AdminRoutes routes) => routes.Get("/api/history", AnswerAsync);

    private Task AnswerAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var (instance, most) = (query["instance"].ToString(), query["limit"].ToString());
        var limit = HistoryBoard.Remembered;
        if (most.Length > 0 && !int.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out limit))
        {
            return AdminAnswer.RefuseAsync(
                context, new(StatusCodes.Status400BadRequest, $"\"{most}\" is no number of entries; use limit=20."));
        }

        var entries = history.Entries.Reverse()
            .Where(entry => instance.Length == 0 || entry.Instance == instance)
            .Take(limit).ToImmutableArray();
        var names = config().VirtualRouters.Select(router => router.Name).ToArray();
        // One that is gone from the configuration has its history all the same.
        return entries.IsEmpty && instance.Length > 0 && !names.Contains(instance)
            ? AdminAnswer.RefuseAsync(context, new(
                StatusCodes.Status404NotFound,
                $"There is no instance \"{instance}\"; known: {string.Join(", ", names)}."))
            : AdminAnswer.JsonAsync(context, entries, AdminJson.Default.ImmutableArrayHistoryEntry);
    }
}

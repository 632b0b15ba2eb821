using System.Globalization;

namespace Gateway.Admin;

/// <summary>The transitions, the latest first: <c>?instance=NAME</c> of one virtual router, <c>?limit=N</c>.</summary>
/// <param name="history">Who knows them.</param>
internal sealed class HistoryEndpoints(HistoryBoard history) : IAdminEndpoints
{
    /// <inheritdoc/>
    public void Map(AdminRoutes routes) => routes.Get("/api/history", AnswerAsync);

    private Task AnswerAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var instance = query["instance"].ToString();
        var limit = int.TryParse(query["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out var most)
            ? most
            : HistoryBoard.Remembered;
        var entries = history.Entries.Reverse()
            .Where(entry => instance.Length == 0 || entry.Instance == instance)
            .Take(limit);
        return AdminAnswer.JsonAsync(context, [.. entries], AdminJson.Default.ImmutableArrayHistoryEntry);
    }
}

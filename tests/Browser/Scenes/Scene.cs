using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Gateway.Admin;
using Gateway.Admin.Dashboard;
using Gateway.Admin.Status;
using Microsoft.AspNetCore.Http;

namespace Browser.Scenes;

/// <summary>What a gateway would answer, made up: any state that a page may have to show. Any thread.</summary>
internal sealed class Scene : IAdminEndpoints
{
    // As the real one.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private StatusReport _status;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ImmutableArray<HistoryEntry> _history = [];

    internal Scene(StatusReport status) => _status = status;

    /// <summary>What it is. Watchers hear of another one at once.</summary>
    internal StatusReport Status
    {
        get
        {
            lock (_gate)
            {
                return _status with { Now = DateTimeOffset.UtcNow };
            }
        }

        set => Change(() => _status = value);
    }

    /// <summary>The transitions, the latest first. Watchers hear of a new one at once.</summary>
    internal ImmutableArray<HistoryEntry> History
    {
        get => _history;
        set => Change(() => _history = value);
    }

    /// <summary>What happens if.</summary>
    internal ForecastReport Forecast { get; init; } = Reports.Forecast();

    /// <summary>The traffic of late.</summary>
    internal TrafficReport Traffic { get; init; } = Reports.Traffic();

    /// <summary>What was posted, in order.</summary>
    internal ConcurrentQueue<string> Posted { get; } = [];

    /// <summary>How a post is answered: status code and JSON.</summary>
    internal Func<string, (int Status, string Json)> Answer { get; set; } = _ => (StatusCodes.Status200OK, "{}");

    /// <inheritdoc/>
    public void Map(AdminRoutes routes)
    {
        routes.Get("/api/status", context =>
            AdminAnswer.JsonAsync(context, Status, AdminJson.Default.StatusReport));
        routes.Get("/api/history", context =>
            AdminAnswer.JsonAsync(context, History, AdminJson.Default.ImmutableArrayHistoryEntry));
        routes.Get("/api/forecast", context =>
            AdminAnswer.JsonAsync(context, Forecast, DashboardJson.Default.ForecastReport));
        routes.Get("/api/traffic", context =>
            AdminAnswer.JsonAsync(context, Traffic, DashboardJson.Default.TrafficReport));
        routes.Get("/api/events", WatchAsync);
        foreach (string path in (string[])["/api/drain", "/api/undrain", "/api/handover", "/api/reload"])
        {
            routes.Post(path, PostAsync);
        }
    }

    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
            _changed.SetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private async Task PostAsync(HttpContext context)
    {
        string path = context.Request.Path.Value! + context.Request.QueryString;
        Posted.Enqueue(path);
        (int status, string json) = Answer(path);
        await AdminAnswer.WriteAsync(context, Encoding.UTF8.GetBytes(json), "application/json; charset=utf-8", status);
    }

    private async Task WatchAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        CancellationToken gone = context.RequestAborted;
        long told = History.FirstOrDefault()?.Id ?? 0;
        try
        {
            while (true)
            {
                Task changed;
                lock (_gate)
                {
                    changed = _changed.Task;
                }

                foreach (HistoryEntry entry in History.Where(entry => entry.Id > told).Reverse())
                {
                    string json = JsonSerializer.Serialize(entry, AdminJson.Default.HistoryEntry);
                    await TellAsync(context, "history", json);
                    told = entry.Id;
                }

                await TellAsync(context, "status", JsonSerializer.Serialize(Status, AdminJson.Default.StatusReport));
                await Task.WhenAny(changed, Task.Delay(LongestSilence, gone));
                gone.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException)
        {
            // The page is closed.
        }
    }

    private static async Task TellAsync(HttpContext context, string kind, string json)
    {
        await context.Response.WriteAsync($"event: {kind}\ndata: {json}\n\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}

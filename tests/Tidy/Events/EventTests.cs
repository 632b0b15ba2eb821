using Tidy.Sources;

namespace Tidy.Events;

/// <summary>Stable event ids, listed in config/events.md.</summary>
public sealed class EventTests
{
    private static readonly LogEvent[] Events = [.. Repository.Product.SelectMany(LogEvent.In)];

    [Fact]
    public void Every_event_has_a_number_of_its_own()
    {
        Assert.NotEmpty(Events);
        Assert.DoesNotContain(Events, found => found.Id <= 0 || found.Message.Contains('?', StringComparison.Ordinal)
            && found.Message.StartsWith('?'));
        Law.Holds(EventRules.SharedNumbers(Events));
    }

    [Fact]
    public void The_list_of_events_is_what_the_source_says() =>
        Law.Holds(EventRules.Differences(Events, Repository.Read(EventRules.List)));

    [Fact]
    public void A_shared_number_is_found() => Law.Finds(EventRules.SharedNumbers(Example), 3);

    [Fact]
    public void A_list_that_differs_is_found()
    {
        const string Good = "| 1 | Warning | Both {A} parts |\n";

        Assert.Empty(EventRules.Differences(Example.Take(1), $"# Events\n\n{Good}"));
        Assert.Single(EventRules.Differences(Example.Take(1), "# Events\n"));
        Assert.Equal(2, EventRules.Differences(Example.Take(1), "| 1 | Error | Both {A} parts |\n").Count());
        Assert.Single(EventRules.Differences(Example.Take(1), $"{Good}| 2 | Error | Gone |\n"));
    }

    private static IEnumerable<LogEvent> Example => LogEvent.In(Law.File("""
        partial class C {
            [LoggerMessage(1, LogLevel.Warning, "Both {A} " + "parts")] partial void One(int a);
            [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "Two")] partial void Two();
        }
        """));
}

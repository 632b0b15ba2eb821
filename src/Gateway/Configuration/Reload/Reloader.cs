using System.Collections.Immutable;
using Gateway.Configuration.Reading;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Reload;

/// <summary>Runs one configuration after the other, without a stop in between. One that is wrong changes nothing: it is
/// said what is wrong with it, and the running one goes on.</summary>
/// <param name="request">The files.</param>
/// <param name="copy">Keeps what runs, for a boot with a broken file; null to keep nothing.</param>
/// <param name="logger">Hears what happens.</param>
internal sealed class Reloader(ConfigurationRequest request, LastGoodCopy? copy, ILogger<Reloader> logger)
    : IDisposable
{
    private const int ErrorsLogged = 20;

    private readonly SemaphoreSlim _turn = new(1);
    private volatile ReloadStatus _status = ReloadStatus.None;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What runs, and what became of reloads. Any thread.</summary>
    public ReloadStatus Status => _status;

    /// <summary>Called when a configuration runs.</summary>
    public Action<ConfigurationResult> Accepted { get; set; } = _ => { };

    /// <summary>Called when a configuration was refused, with every error.</summary>
    public Action<ImmutableArray<ConfigurationError>> Rejected { get; set; } = _ => { };

    /// <summary>Takes down what runs from the start.</summary>
    public void Begin(ConfigurationResult first)
    {
        var now = Time.GetUtcNow();
        // A copy that runs in the place of wrong files is the former configuration.
        _status = new(ConfigurationHash.Of(first), first.InPlaceOf.IsEmpty, now, now, 0, 0);
        Keep(first);
    }

    /// <summary>Keeps a configuration that runs as the last good one. That it cannot be kept is a warning.</summary>
    public void Keep(ConfigurationResult running)
    {
        try
        {
            copy?.Save(running.Root!);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            logger.NoLastGoodCopy(copy!.Path, refused.Message);
        }
    }

    /// <summary>Loads the files again and applies them.</summary>
    /// <param name="apply">Makes a valid configuration the running one, all of it or nothing. Without errors it runs;
    /// their paths are of the file, or empty.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The errors; none when it runs.</returns>
    public async Task<ImmutableArray<ConfigurationError>> ReloadAsync(
        Func<GatewayConfig, Task<ImmutableArray<ConfigError>>> apply, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            var result = await ConfigurationFile.LoadAsync(request, cancellation);
            var errors = result.Errors;
            if (result.Config is { } config)
            {
                var refusal = await apply(config);
                var positions = new PathPositions(result.Root!);
                errors = [.. refusal.Select(error => Locate(error, positions))];
            }

            Conclude(result, errors);
            return errors;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Whoever called says why. It counts like any other that does not run.
            _status = OfRefused();
            throw;
        }
        finally
        {
            _ = _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private ConfigurationError Locate(ConfigError error, PathPositions positions) => new(
        error.Path.Length == 0 ? new(request.Path, 0, 0) : positions.Find(error.Path), error.Path, error.Message);

    private void Conclude(ConfigurationResult result, ImmutableArray<ConfigurationError> errors)
    {
        if (errors.IsEmpty)
        {
            var (now, status) = (Time.GetUtcNow(), _status);
            _status = new(ConfigurationHash.Of(result), true, now, now, status.TakenUp + 1, status.Refused);
            Accepted(result);
            logger.Reloaded(request.Path);
            Keep(result);
            return;
        }

        _status = OfRefused();
        foreach (var error in errors.Take(ErrorsLogged))
        {
            logger.WrongConfiguration(error.ToString());
        }

        logger.Rejected(request.Path, errors.Length);
        Rejected(errors);
    }

    private ReloadStatus OfRefused() =>
        _status with { WasLastTakenUp = false, LastAt = Time.GetUtcNow(), Refused = _status.Refused + 1 };
}

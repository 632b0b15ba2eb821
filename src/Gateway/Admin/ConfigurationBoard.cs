using System.Collections.Immutable;
using System.Security.Cryptography;
using Gateway.Admin.Status;
using Gateway.Configuration;
using Gateway.Configuration.Reading;

namespace Gateway.Admin;

/// <summary>What the gateway runs, and what was refused since: a wrong file is shown until a valid one runs. Any
/// thread.</summary>
internal sealed class ConfigurationBoard
{
    private readonly string _path;
    private readonly TimeProvider _time;

    // Replaced whole.
    private volatile Entry _entry;

    /// <summary>Shows what runs at the start.</summary>
    /// <param name="path">The file, as the operator named it.</param>
    /// <param name="first">What runs.</param>
    /// <param name="time">The clock.</param>
    public ConfigurationBoard(string path, ConfigurationResult first, TimeProvider time)
    {
        (_path, _time) = (path, time);
        _entry = EntryOf(first);
        if (!first.InPlaceOf.IsEmpty)
        {
            Reject(first.InPlaceOf);
        }
    }

    /// <summary>What runs, as it was read.</summary>
    public ConfigurationResult Running => _entry.Result;

    /// <summary>What runs.</summary>
    public GatewayConfig Config => _entry.Result.Config!;

    /// <summary>What there is to say.</summary>
    public ConfigurationReport Report => new(_path, _entry.Loaded, _entry.Hash, _entry.Rejected);

    /// <summary>Shows another one, which runs. One that says the same runs as long as before.</summary>
    public void Accept(ConfigurationResult next)
    {
        var entry = EntryOf(next);
        _entry = entry.Hash == _entry.Hash ? entry with { Loaded = _entry.Loaded } : entry;
    }

    /// <summary>Shows what is wrong with the files; what runs goes on.</summary>
    public void Reject(ImmutableArray<ConfigurationError> errors) => _entry = _entry with
    {
        Rejected = new(_time.GetUtcNow(), [.. errors.Select(ReportOf)]),
    };

    /// <summary>One mistake.</summary>
    public static ErrorReport ReportOf(ConfigurationError error) => new(
        error.Position.File, error.Position.Line, error.Position.Column, error.Path, error.Message, error.ToString());

    private Entry EntryOf(ConfigurationResult result) => new(
        result, _time.GetUtcNow(), Convert.ToHexStringLower(SHA256.HashData(NodeJson.ToBytes(result.Root!))), null);

    private sealed record Entry(
        ConfigurationResult Result, DateTimeOffset Loaded, string Hash, RejectedReport? Rejected);
}

using System.Globalization;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Events;

/// <summary>Gives recorded inputs to fresh state machines and compares what they do with what was recorded. Pure: the
/// recording holds the clock.</summary>
public sealed class InputReplay
{
    private readonly Dictionary<int, VrrpStateMachine?> _machines = [];
    private readonly EffectBuffer _effects = new();
    private int _compared;
    private long _inputs;
    private long _same;
    private long _line;
    private bool _isLastLine;
    private bool _isOver;

    private InputReplay()
    {
    }

    /// <summary>Replays a whole recording, up to the first difference.</summary>
    /// <param name="recording">What <c>Vrrp:Recorder</c> wrote. The last line may be a part of one: the process
    /// died.</param>
    public static ReplayResult Run(TextReader recording)
    {
        var replay = new InputReplay();
        var difference = replay.Read(recording);
        return new(replay._inputs, replay._same, difference);
    }

    private string? Read(TextReader recording)
    {
        var next = recording.ReadLine();
        if (next != RecordingText.Header)
        {
            return $"Line 1 is not \"{RecordingText.Header}\".";
        }

        string? difference = null;
        next = recording.ReadLine();
        for (_line = 2; next is not null && difference is null && !_isOver; _line++)
        {
            var line = next;
            next = recording.ReadLine();
            _isLastLine = next is null;
            difference = Follow(line);
        }

        // Not the effects of the last input: the process may have died before they were written.
        return difference;
    }

    private string? Follow(string line)
    {
        try
        {
            return Follow(new RecordingWords(line));
        }
        catch (Exception wrong) when (wrong is FormatException or OverflowException)
        {
            return _isLastLine ? null : $"Line {_line} cannot be read: {wrong.Message}";
        }
    }

    private string? Follow(RecordingWords words)
    {
        switch (words.Word())
        {
            case "router":
                _machines[words.Number()] = null;
                return null;
            case "settings":
                return CompareEnd() ?? Configure(words);
            case "input":
                return CompareEnd() ?? Handle(words);
            case "effect":
                return Compare(words);
            case "lost":
                return $"Line {_line}: {words.Number()} entries are lost; what follows cannot be replayed.";
            case RecordingText.Full:
                _isOver = true;
                return null;
            default:
                throw new FormatException("It begins with no word of a recording.");
        }
    }

    private string? Configure(RecordingWords words)
    {
        var (router, now, settings) = (words.Number(), words.Instant(), words.Settings());
        if (_machines.GetValueOrDefault(router) is { } machine)
        {
            machine.Retune(now, settings, _effects);
        }
        else
        {
            _machines[router] = new(settings);
        }

        return null;
    }

    private string? Handle(RecordingWords words)
    {
        var (router, now, input) = (words.Number(), words.Instant(), words.Input());
        if (_machines.GetValueOrDefault(router) is not { } machine)
        {
            return string.Create(CultureInfo.InvariantCulture, $"Line {_line}: there is no virtual router {router}.");
        }

        _inputs++;
        machine.Handle(now, input, _effects);
        return null;
    }

    private string? Compare(RecordingWords words)
    {
        _ = words.Number();
        var recorded = words.Rest();
        var done = _compared < _effects.Count ? RecordingText.Of(_effects[_compared]) : "nothing";
        _compared++;
        _same += recorded == done ? 1 : 0;
        // The last line may be half a line.
        return recorded == done || (_isLastLine && done.StartsWith(recorded, StringComparison.Ordinal))
            ? null
            : $"Line {_line}: recorded {recorded}, replayed {done}.";
    }

    // All that the machine did must have been recorded.
    private string? CompareEnd()
    {
        var missing = _compared < _effects.Count ? RecordingText.Of(_effects[_compared]) : null;
        _effects.Clear();
        _compared = 0;
        return missing is null ? null : $"Before line {_line}: replayed {missing}, which was not recorded.";
    }
}

using System.Globalization;

namespace Gateway.Configuration.ReverseProxy;

/// <summary>Reads our keys in YARP's <c>Metadata</c>, which knows texts only.</summary>
/// <param name="metadata">May be null.</param>
/// <param name="fail">Takes what is wrong: the key and a sentence. The default counts instead.</param>
internal readonly struct MetadataValues(
    IReadOnlyDictionary<string, string>? metadata, Action<string, string> fail)
{
    /// <summary>The text of a key; null without one.</summary>
    public string? Text(string key) => metadata?.GetValueOrDefault(key);

    /// <summary>A whole number.</summary>
    public int Count(string key, int missing, int least, int most)
    {
        if (Text(key) is not { } text)
        {
            return missing;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count >= least && count <= most)
        {
            return count;
        }

        fail(key, $"\"{text}\" is out of range; use {least} to {most}.");
        return missing;
    }

    /// <summary>A truth value.</summary>
    public bool Flag(string key)
    {
        var text = Text(key);
        if (bool.TryParse(text, out var flag) || text is null)
        {
            return flag;
        }

        fail(key, $"\"{text}\" is neither \"true\" nor \"false\".");
        return false;
    }

    /// <summary>A duration.</summary>
    public TimeSpan Time(string key, TimeSpan missing, DurationRange range)
    {
        var tell = fail;
        return range.Read(Text(key), problem => tell(key, problem)) ?? missing;
    }
}

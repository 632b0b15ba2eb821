using System.Globalization;
using System.Text;

namespace Gateway.Metrics.Exposition;

/// <summary>Writes figures down for Prometheus and its like. Not safe for several threads.</summary>
/// <param name="format">The form.</param>
internal sealed class ExpositionText(ExpositionFormat format) : IMetricSink
{
    private readonly StringBuilder _text = new();
    private readonly HashSet<MetricFamily> _begun = [];
    private MetricFamily? _current;

    private bool IsOpen => format == ExpositionFormat.OpenMetrics;

    /// <inheritdoc/>
    public void Put(MetricFamily family, double value, params ReadOnlySpan<string> labels)
    {
        Begin(family);
        AddSample(family.Name, family, labels, null, value);
    }

    /// <inheritdoc/>
    public void Put(MetricFamily family, in HistogramReading reading, params ReadOnlySpan<string> labels)
    {
        Begin(family);
        long upTo = 0;
        for (var i = 0; i < reading.Counts.Length; i++)
        {
            upTo += reading.Counts[i];
            var bound = i < reading.Bounds.Length ? BoundText(reading.Bounds[i]) : "+Inf";
            AddSample($"{family.Name}_bucket", family, labels, bound, upTo);
        }

        AddSample($"{family.Name}_sum", family, labels, null, reading.Sum);
        AddSample($"{family.Name}_count", family, labels, null, upTo);
    }

    /// <summary>All of it.</summary>
    public string End() => IsOpen ? $"{_text}# EOF\n" : _text.ToString();

    // A metric's series stand together, below its one heading.
    private void Begin(MetricFamily family)
    {
        if (ReferenceEquals(family, _current))
        {
            return;
        }

        if (!_begun.Add(family))
        {
            throw new InvalidOperationException($"The series of {family.Name} do not stand together.");
        }

        _current = family;
        var name = IsOpen ? family.BareName : family.Name;
        _text.Append($"# HELP {name} {Escape(family.Help, quotes: IsOpen)}\n");
        _text.Append($"# TYPE {name} {WordOf(family.Kind)}\n");
        if (IsOpen && family.Unit is { } unit)
        {
            _text.Append($"# UNIT {name} {unit}\n");
        }
    }

    private void AddSample(
        string name, MetricFamily family, ReadOnlySpan<string> labels, string? bound, double value)
    {
        _text.Append(name);
        var separator = '{';
        for (var i = 0; i < labels.Length; i++)
        {
            _text.Append($"{separator}{family.Labels[i]}=\"{Escape(labels[i], quotes: true)}\"");
            separator = ',';
        }

        if (bound is not null)
        {
            _text.Append($"{separator}le=\"{bound}\"");
            separator = ',';
        }

        _text.Append(separator == ',' ? "} " : " ").Append(NumberText(value)).Append('\n');
    }

    // OpenMetrics wants bounds that look like floating point, so that 1 and 1.0 are one series.
    private string BoundText(double bound)
    {
        var text = NumberText(bound);
        return IsOpen && text.All(char.IsAsciiDigit) ? $"{text}.0" : text;
    }

    private static string NumberText(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string WordOf(MetricKind kind) => kind switch
    {
        MetricKind.Counter => "counter",
        MetricKind.Histogram => "histogram",
        _ => "gauge",
    };

    private static string Escape(string text, bool quotes)
    {
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
        return quotes ? escaped.Replace("\"", "\\\"", StringComparison.Ordinal) : escaped;
    }
}

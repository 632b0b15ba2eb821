using Microsoft.Net.Http.Headers;

namespace Gateway.Metrics.Exposition;

/// <summary>Chooses the form that a scraper likes best.</summary>
internal static class ExpositionChoice
{
    private const string OpenMetrics = "application/openmetrics-text";

    /// <summary>Reads the header <c>Accept</c>.</summary>
    /// <param name="accept">Its values; none, or one that nobody can read, means Prometheus text.</param>
    public static ExpositionFormat For(IList<string> accept)
    {
        if (!MediaTypeHeaderValue.TryParseList(accept, out var types))
        {
            return ExpositionFormat.PrometheusText;
        }

        var open = types.Where(IsOpenMetrics).Select(QualityOf).DefaultIfEmpty().Max();
        var text = types.Where(IsText).Select(QualityOf).DefaultIfEmpty().Max();
        return open > 0 && open >= text
            ? ExpositionFormat.OpenMetrics
            : ExpositionFormat.PrometheusText;
    }

    /// <summary>The content type of a form.</summary>
    public static string ContentTypeOf(ExpositionFormat format) => format == ExpositionFormat.OpenMetrics
        ? $"{OpenMetrics}; version=1.0.0; charset=utf-8"
        : "text/plain; version=0.0.4; charset=utf-8";

    private static double QualityOf(MediaTypeHeaderValue type) => type.Quality ?? 1;

    // 0.0.1 differs in nothing that is written here.
    private static bool IsOpenMetrics(MediaTypeHeaderValue type) =>
        type.MediaType.Equals(OpenMetrics, StringComparison.OrdinalIgnoreCase)
        && type.Parameters.FirstOrDefault(parameter => parameter.Name == "version")?.Value.Value
            is null or "1.0.0" or "0.0.1";

    private static bool IsText(MediaTypeHeaderValue type) =>
        type.MediaType.Equals("text/plain", StringComparison.OrdinalIgnoreCase);
}

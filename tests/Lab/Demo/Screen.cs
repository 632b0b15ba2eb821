using System.Globalization;
using Lab.Observers;

namespace Lab.Demo;

/// <summary>The demo's output: plain lines, with colour only where a person looks at a terminal.</summary>
internal static class Screen
{
    private const int WhenSign = 3;
    private const int WhenWidth = 6;

    private static readonly bool Colours =
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>The headline of a chapter.</summary>
    internal static void Title(string text) => Console.WriteLine($"\n{Paint("1", text)}");

    /// <summary>A line of prose.</summary>
    internal static void Say(string text = "") => Console.WriteLine(text.Length == 0 ? "" : $"  {text}");

    /// <summary>One event, with its time relative to the fault.</summary>
    internal static void Event(TimeSpan relative, string text, bool important)
    {
        string sign = relative < TimeSpan.Zero ? "-" : relative > TimeSpan.Zero ? "+" : " ";
        string when = relative.Duration().TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
        Console.WriteLine($"  {sign,WhenSign}{when,WhenWidth} ms   {(important ? Paint("1", text) : text)}");
    }

    /// <summary>The verdict of a chapter.</summary>
    internal static void Verdict(bool good, string text) =>
        Console.WriteLine($"\n  {Paint(good ? "32" : "31", good ? "ok" : "FAILED")}  {text}");

    /// <summary>A time for a person.</summary>
    internal static string Text(TimeSpan time) => time < TimeSpan.FromSeconds(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s");

    private static string Paint(string code, string text) => Colours ? $"\e[{code}m{text}\e[0m" : text;
}

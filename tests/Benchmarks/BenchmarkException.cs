namespace Benchmarks;

/// <summary>It cannot be measured; the message says why, for people.</summary>
/// <param name="message">Why.</param>
internal sealed class BenchmarkException(string message) : Exception(message);

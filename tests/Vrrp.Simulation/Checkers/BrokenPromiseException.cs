namespace Vrrp.Simulation.Checkers;

/// <summary>A checker found what must not be.</summary>
/// <param name="checker">Which one.</param>
/// <param name="what">What it found.</param>
public sealed class BrokenPromiseException(string checker, string what) : Exception($"{checker}: {what}")
{
    /// <summary>The checker.</summary>
    public string Checker { get; } = checker;
}

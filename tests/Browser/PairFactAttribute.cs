using System.Runtime.CompilerServices;

namespace Browser;

/// <summary>A fact that needs a browser and a live pair, as <see cref="PageFactAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PairFactAttribute : FactAttribute
{
    public PairFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = Requirements.MissingForPair;
}

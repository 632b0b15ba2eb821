using System.Runtime.CompilerServices;

namespace Lab;

/// <summary>A fact that needs the real kernel. Without the rights it is skipped and says why; where tests must not be
/// skipped (root with CI=true) it runs and fails by itself.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LabFactAttribute : FactAttribute
{
    public LabFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = Requirements.MissingForLab;
}

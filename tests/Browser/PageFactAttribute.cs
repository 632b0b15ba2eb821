using System.Runtime.CompilerServices;

namespace Browser;

/// <summary>A fact that needs a browser. Without one it is skipped and says why; where tests must not be skipped (root
/// with CI=true) it runs and fails by itself.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PageFactAttribute : FactAttribute
{
    public PageFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = Requirements.MissingForPage;
}

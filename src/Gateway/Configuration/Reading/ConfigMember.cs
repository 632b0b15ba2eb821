namespace Gateway.Configuration.Reading;

/// <summary>A name and its value in an object of the file.</summary>
/// <param name="Name">The name, unescaped.</param>
/// <param name="Position">Where the name stands.</param>
/// <param name="Value">The value.</param>
internal sealed record ConfigMember(string Name, SourcePosition Position, ConfigNode Value);

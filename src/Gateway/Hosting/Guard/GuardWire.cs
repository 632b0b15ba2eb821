using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Vrrp.Engine;

namespace Gateway.Hosting.Guard;

/// <summary>What crosses the pipe from the gateway to its guard: each line is the whole will as of now, as JSON. The
/// last whole line counts.</summary>
[JsonSerializable(typeof(Farewell[]))]
internal sealed partial class GuardWire : JsonSerializerContext
{
    /// <summary>One will as a line, without its end.</summary>
    public static string Write(IEnumerable<Farewell> farewells) =>
        JsonSerializer.Serialize([.. farewells], Default.FarewellArray);

    /// <summary>Reads a line that <see cref="Write"/> made.</summary>
    /// <exception cref="JsonException">It is not one.</exception>
    public static Farewell[] Read(string line) => JsonSerializer.Deserialize(line, Default.FarewellArray) ?? [];
}

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
    /// <returns>False when it is not one, for example half a line.</returns>
    public static bool TryRead(string line, out Farewell[] farewells)
    {
        try
        {
            farewells = JsonSerializer.Deserialize(line, Default.FarewellArray) ?? [];
            return true;
        }
        catch (JsonException)
        {
            farewells = [];
            return false;
        }
    }
}

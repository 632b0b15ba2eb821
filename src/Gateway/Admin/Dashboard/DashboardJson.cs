using System.Text.Json.Serialization;

namespace Gateway.Admin.Dashboard;

/// <summary>How the answers of the dashboard are written: as those of <see cref="AdminJson"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ForecastReport))]
[JsonSerializable(typeof(TrafficReport))]
internal sealed partial class DashboardJson : JsonSerializerContext;

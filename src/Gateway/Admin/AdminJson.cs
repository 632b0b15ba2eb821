using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Gateway.Admin.Operation;
using Gateway.Admin.Status;

namespace Gateway.Admin;

/// <summary>How the admin server writes JSON, and the command line reads it: camelCase, no reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AdminProblem))]
[JsonSerializable(typeof(StatusReport))]
[JsonSerializable(typeof(HistoryEntry))]
[JsonSerializable(typeof(ImmutableArray<HistoryEntry>))]
[JsonSerializable(typeof(ReloadReport))]
[JsonSerializable(typeof(HandoverReport))]
[JsonSerializable(typeof(DestinationDrainReport))]
[JsonSerializable(typeof(LogLevelReport))]
[JsonSerializable(typeof(LogLevelsReport))]
[JsonSerializable(typeof(ImmutableArray<PluginReport>))]
[JsonSerializable(typeof(ImmutableArray<CertificateReport>))]
[JsonSerializable(typeof(AuthorityReport))]
internal sealed partial class AdminJson : JsonSerializerContext;

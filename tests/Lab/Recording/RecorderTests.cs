using Gateway.Vrrp.Events;
using Lab.Subjects;

namespace Lab.Recording;

/// <summary><c>Vrrp:Recorder</c> in a real process beside a real peer.</summary>
[InParallel]
public sealed class RecorderTests
{
    [LabFact]
    public async Task What_a_gateway_recorded_is_replayed_to_the_same_effects()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("gateway-lab-recorder-");
        try
        {
            string path = Path.Combine(folder.FullName, "vrrp.rec");
            using var pair = Pair.Create(SubjectKind.Gateway, SubjectKind.Keepalived, new PairSettings
            {
                Adjust = root => root["Vrrp"]!["Recorder"] = path,
            });
            await pair.StartAsync();
            pair.B.BeginStop();
            Assert.Equal(0, await pair.A.StopAsync());

            using StreamReader recording = File.OpenText(path);
            ReplayResult result = InputReplay.Run(recording);

            Console.WriteLine($"    Recorded and replayed: {result.Inputs} inputs, {result.Effects} effects");
            Assert.Null(result.Difference);
            Assert.True(result is { Inputs: > 5, Effects: > 5 }, $"{result} is too little to prove anything.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

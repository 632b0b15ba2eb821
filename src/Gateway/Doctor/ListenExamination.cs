namespace Gateway.Doctor;

/// <summary>Ports that other programs have.</summary>
internal static class ListenExamination
{
    /// <summary>Looks. Where a gateway runs nothing is said: it has them itself.</summary>
    public static IEnumerable<Finding> Examine(MachineView view) =>
        view.HasGateway || view.Running.Status is not null
            ? []
            : view.Taken.Select(taken => Finding.Failure(
                "listener-taken", taken.Stream is { } stream ? $"Streams:{stream}:Listen" : $"Listen:{taken.Scheme}",
                $"another program listens on {taken.EndPoint}: a gateway cannot start",
                $"See which: ss -ltnp 'sport = :{taken.EndPoint.Port}'; stop it, or change Listen"));
}

using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Config;

/// <content>The version, and how long things take.</content>
public sealed partial class VrrpConfigBuilder
{
    private static readonly Duration DefaultInterval = Duration.FromSeconds(1);
    private static readonly Duration IntervalStep = Duration.FromMilliseconds(10);
    private static readonly Duration MaxInterval = Duration.FromMilliseconds(40_950);
    private static readonly Duration IntervalStepV2 = Duration.FromSeconds(1);
    private static readonly Duration MaxIntervalV2 = Duration.FromSeconds(255);
    private static readonly Duration MaxDelay = Duration.FromSeconds(1000);

    private VrrpVersion BuildVersion(string path, int? version, IpFamily family)
    {
        if (version is not (null or 2 or 3))
        {
            Fail($"{path}:Version", $"{version} is no version of VRRP; use 2 or 3.");
        }
        else if (version == 2 && family == IpFamily.IPv6)
        {
            Fail($"{path}:Version", "version 2 knows IPv4 alone; leave the key out to get version 3.");
        }

        return version == 2 ? VrrpVersion.V2 : VrrpVersion.V3;
    }

    private Duration BuildInterval(string path, string? text, VrrpVersion version)
    {
        if (text is null)
        {
            return DefaultInterval;
        }

        path += ":AdvertisementInterval";
        var (step, max) = version == VrrpVersion.V2 ? (IntervalStepV2, MaxIntervalV2) : (IntervalStep, MaxInterval);
        if (!DurationText.TryParse(text, out var interval))
        {
            Fail(path, $"\"{text}\" is not {DurationText.Expected}.");
        }
        else if (version == VrrpVersion.V2 && interval.Nanoseconds % step.Nanoseconds != 0)
        {
            Fail(path,
                $"\"{text}\" cannot be sent: version 2 counts in whole seconds. The nearest is "
                + $"\"{NearestStep(interval, step, max)}\"; version 3 takes it as it is.");
        }
        else if (interval < step || interval > max)
        {
            Fail(path,
                $"\"{text}\" is out of range; use {step} to {max}. The nearest is "
                + $"\"{NearestStep(interval, step, max)}\".");
        }
        else if (interval.Nanoseconds % step.Nanoseconds != 0)
        {
            Fail(path,
                $"\"{text}\" cannot be sent: VRRP counts in steps of 10ms. The nearest is "
                + $"\"{NearestStep(interval, step, max)}\".");
        }

        return interval;
    }

    private static Duration NearestStep(Duration interval, Duration step, Duration max)
    {
        var steps = (interval.Nanoseconds + (step.Nanoseconds / 2)) / step.Nanoseconds;
        return step * Math.Clamp(steps, 1, max.Nanoseconds / step.Nanoseconds);
    }

    private (bool Preempt, Duration Delay) BuildPreempt(string path, PreemptOptions? options)
    {
        path += ":Preempt";
        if (options?.Delay is "true" or "false")
        {
            Fail(path, $"expected true, false or a duration, found the string \"{options.Delay}\"; remove the quotes.");
            return default;
        }

        if (options?.Delay is { } delay && !DurationText.TryParse(delay, out _))
        {
            Fail(path,
                $"\"{delay}\" is not what Preempt can be; write true or false, without quotes, or how long to wait: "
                + $"{DurationText.Expected}.");
            return default;
        }

        return (options?.Enabled ?? true, BuildDuration(path, options?.Delay, default, default, MaxDelay));
    }

    private Duration BuildDuration(
        string path, string? text, Duration byDefault, Duration min, Duration max, string alsoFine = "")
    {
        if (text is null)
        {
            return byDefault;
        }

        if (!DurationText.TryParse(text, out var duration))
        {
            Fail(path, $"\"{text}\" is not {DurationText.Expected}.");
        }
        else if (duration < min || duration > max)
        {
            Fail(path, $"\"{text}\" is out of range; use {min} to {max}{alsoFine}.");
        }

        return duration;
    }
}

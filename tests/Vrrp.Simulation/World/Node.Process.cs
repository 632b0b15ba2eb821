using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;

namespace Vrrp.Simulation.World;

// What happens to the process and its surroundings.
internal sealed partial class Node
{
    /// <summary>Whether somebody wants it to give its addresses away.</summary>
    public bool IsDrainWanted { get; private set; }

    /// <summary>Whether all its virtual routers have given their addresses away.</summary>
    public bool IsDrained => Interfaces.All(each => each.Router?.Machine.IsDrained == true);

    /// <summary>Starts a process where none is.</summary>
    public void Start()
    {
        if (Process is ProcessState.Running or ProcessState.Frozen)
        {
            return;
        }

        var now = _clock.At(_agenda.Now);
        _messages.Clear();
        IsDrainWanted = false;
        VirtualRouter[] routers = [.. Interfaces.Select(each => each.Begin(now))];
        _group = _scenario.SegmentCount > 1 && _scenario.Mutation != Mutation.MembersActAlone
            ? new RouterGroup(routers)
            : null;
        _wakeAt = Instant.Never;
        Become(ProcessState.Running);
        foreach (var router in routers)
        {
            router.Start(now);
            Settle(now, afterPacket: false);
        }

        Turn();
        var life = _lives;
        _agenda.After(_dice.UpTo(Scenario.MaxTrackerDelay), () =>
        {
            if (life == _lives)
            {
                SayTracker();
            }
        });
    }

    /// <summary>Ends a running process in good order.</summary>
    public void Stop()
    {
        if (Process != ProcessState.Running)
        {
            return;
        }

        // Without the group: each one is stopped by itself.
        var now = _clock.At(_agenda.Now);
        foreach (var each in Interfaces)
        {
            each.Router!.Stop(now);
        }

        Forget();
        Become(ProcessState.Stopped);
        InputHandled(this);
    }

    /// <summary>The process is gone at once. The kernel stays.</summary>
    public void Crash()
    {
        if (Process is ProcessState.Running or ProcessState.Frozen)
        {
            Forget();
            Become(ProcessState.Crashed);
        }
    }

    /// <summary>The process handles nothing for a while; the kernel queues for it.</summary>
    public void Freeze()
    {
        if (Process == ProcessState.Running)
        {
            Become(ProcessState.Frozen);
        }
    }

    /// <summary>The process goes on as if no time had passed.</summary>
    public void Thaw()
    {
        if (Process == ProcessState.Frozen)
        {
            Become(ProcessState.Running);
            Turn();
        }
    }

    /// <summary>Cuts a link or plugs it in.</summary>
    public void SetLink(int segment, bool up)
    {
        Interfaces[segment].IsLinkUp = up;
        Turn();
    }

    /// <summary>The tracker changes its mind.</summary>
    public void SetTracker(bool up)
    {
        IsTrackerUp = up;
        SayTracker();
    }

    /// <summary>The process is to give its addresses away, or not any more.</summary>
    public void SetDrain(bool wanted)
    {
        IsDrainWanted = wanted;
        if (wanted && _scenario.Mutation == Mutation.DrainIsAStop)
        {
            Say((now, router) =>
            {
                router.Stop(now);
                router.Start(now);
            });
        }
        else
        {
            Say((now, router) =>
            {
                if (wanted)
                {
                    router.Drain(now);
                }
                else
                {
                    router.Undrain(now);
                }
            });
        }
    }

    private void SayTracker()
    {
        var word = Demotion.Of(IsTrackerUp);
        Say((now, router) => router.SetTracker(now, Scenario.Tracker, word));
    }

    private void Say(Action<Instant, VirtualRouter> message)
    {
        if (Process is ProcessState.Running or ProcessState.Frozen)
        {
            _messages.Enqueue(message);
            Turn();
        }
    }

    private void Become(ProcessState process)
    {
        Process = process;
        ProcessSince = _agenda.Now;
        _lives += process is ProcessState.Crashed or ProcessState.Stopped ? 1 : 0;
    }

    private void Forget()
    {
        _messages.Clear();
        foreach (var each in Interfaces)
        {
            each.Forget();
        }
    }
}

using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;

namespace Vrrp.Simulation.World;

// What happens to the process and its surroundings.
internal sealed partial class Node
{
    // The last word that reached the process; none yet is a bad one.
    private bool _isTrackerUpToProcess;

    /// <summary>Whether somebody wants it to give its addresses away.</summary>
    public bool IsDrainWanted { get; private set; }

    /// <summary>Whether it is to end when it has.</summary>
    public bool IsLeaving { get; private set; }

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
        (IsDrainWanted, IsLeaving) = (false, false);
        _isTrackerUpToProcess = false;
        var adopts = Interfaces.All(each => each.IsAdoptable(File));
        VirtualRouter[] routers = [.. Interfaces.Select(each => each.Begin(now, File, adopts))];
        _wakeAt = Instant.Never;
        Become(ProcessState.Running);
        if (adopts)
        {
            Adopt(now, routers);
        }

        _group = _scenario.SegmentCount > 1 && _scenario.Mutation != Mutation.MembersActAlone
            ? new RouterGroup(routers)
            : null;
        foreach (var router in routers)
        {
            router.Group = _group;
        }

        if (adopts)
        {
            _group?.Settle(now);
            InputHandled(this);
        }

        foreach (var router in routers.Where(_ => !adopts))
        {
            router.Start(now);
            InputHandled(this);
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

    /// <summary>Ends a running process, which leaves its addresses to the next one.</summary>
    public void StopKeeping()
    {
        if (Process != ProcessState.Running)
        {
            return;
        }

        var now = _clock.At(_agenda.Now);
        foreach (var each in Interfaces)
        {
            each.Router!.Keep(now);
        }

        Forget();
        // What it leaves ends as after a crash.
        Become(ProcessState.Crashed);
        InputHandled(this);
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

    /// <summary>Takes the own address away, or gives it back.</summary>
    public void SetSource(int segment, bool present)
    {
        Interfaces[segment].HasSource = present;
        Turn();
    }

    /// <summary>Another configuration is on the disk; the process goes on with it.</summary>
    public void Reload(Scenario file)
    {
        File = file;
        Say((now, each) =>
        {
            if (_scenario.Mutation == Mutation.ReloadIsARestart)
            {
                each.Router!.Stop(now);
                each.Router.Start(now);
            }
            else
            {
                each.Router!.Retune(now, file.ConfigOf(Id, each.Segment), Words(), _group is not null);
            }
        });
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
        (IsDrainWanted, IsLeaving) = (wanted, wanted && IsLeaving);
        if (wanted && _scenario.Mutation == Mutation.DrainIsAStop)
        {
            Say((now, each) =>
            {
                each.Router!.Stop(now);
                each.Router.Start(now);
            });
        }
        else
        {
            Say((now, each) =>
            {
                if (wanted && _scenario.Mutation == Mutation.DrainsLetGo)
                {
                    each.Router!.Leave(now);
                }
                else if (wanted)
                {
                    each.Router!.Drain(now);
                }
                else
                {
                    each.Router!.Undrain(now);
                }
            });
        }
    }

    /// <summary>The process is to give its addresses away and to end then.</summary>
    public void Leave()
    {
        if (_scenario.Mutation == Mutation.DrainIsAStop)
        {
            SetDrain(true);
            return;
        }

        (IsDrainWanted, IsLeaving) = (true, true);
        Say((now, each) => each.Router!.Leave(now));
    }

    // As EngineThread does: all of them BEFORE their group, and with trackers that count as good until they speak.
    private void Adopt(Instant now, VirtualRouter[] routers)
    {
        _isTrackerUpToProcess = true;
        foreach (var router in routers)
        {
            router.Trust(now, Scenario.Tracker);
            router.Adopt(now);
        }
    }

    private void SayTracker()
    {
        var up = IsTrackerUp;
        Say((now, each) =>
        {
            _isTrackerUpToProcess = up;
            each.Router!.SetTracker(now, Scenario.Tracker, Demotion.Of(up));
        });
    }

    private TrackerTable Words()
    {
        var words = new TrackerTable(1);
        _ = words.Set(_agenda.Now, Scenario.Tracker, Demotion.Of(_isTrackerUpToProcess), Duration.FromSeconds(60));
        return words;
    }

    private void Say(Action<Instant, NodeInterface> message)
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
